"""The kinds of cue and role rules, typed: what a rule file of claims may say."""

from __future__ import annotations

from typing import Literal

from sourceline.rules import Rule
from sourceline.schema.claim import Certainty, Modality, Polarity, Role

# Complements that are content of a cue: a finite clause or gerund, a to-infinitive, a noun phrase, a noun phrase with
# what it is called ("called the plan reckless", "described it as a failure").
Frame = Literal["clause", "infinitive", "object", "predicate"]


class ReportingRule(Rule):
    """Words that attribute content to a source.

    `claim` says whether using them is a claim too, `claim_of` of which sources it is one in any case, `attributes`
    whether the content is on the source's word, `takes` which complements are content, `markers` which subordinators
    open it, `obliques` which prepositions open a phrase that is it, `raises` whether an object before it is only its
    subject, `quotes` whether a quotation beside it is it, `causes` whether it makes its object do what the infinitive
    after it says.
    """

    lemmas: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    attributives: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    takes: frozenset[Frame] = frozenset({"clause"})
    markers: tuple[str, ...] = ()
    obliques: tuple[str, ...] = ()
    raises: bool = False
    quotes: bool = False
    claim: bool
    claim_of: tuple[str, ...] = ()
    attributes: bool = True
    causes: bool = False
    stance: Literal["neutral", "denies", "doubts"] = "neutral"
    content: Modality | None = None


class AttitudeRule(ReportingRule):
    """Words that give someone's view of a thing; no claim stands on the source's word by them."""

    claim: bool = True
    attributes: bool = False


class ControlRule(Rule):
    """Words that govern another predicate and only colour it."""

    words: tuple[str, ...]
    marker: str | None = None
    passive: bool | None = None
    tag: str | None = None
    past: bool | None = None
    beside: tuple[str, ...] = ()
    hearsay: bool = False
    modality: Modality | None = None
    certainty: Certainty | None = None
    polarity: Polarity | None = None
    with_not: Modality | None = None


class ModalityRule(Rule):
    """Words that set modality or certainty, by what they are; the rule file says which is which.

    `with_not`, `with_perfect`, `with_condition`: the modality beside a negation, before "have" and a participle, with
    a condition; `in_past`: in the content of a past verb; `first_person`: beside "I" or "we"; `of_thing`: where a
    thing is the subject of the governor; `expects`: with a verb of what happens by itself; `habit`: adverbs beside
    which it tells what used to be; `unsaid`: verbs whose negation is a refusal ("would not comment"). `holders`: cues
    of attribution whose source is less than sure; with `hearsay`, only where no source is named; `sources`: what is
    quoted and nobody's word. `hedge`: gives way to all other cues.
    """

    aux: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    gerunds: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    governors: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    hearsay: bool = False
    hedge: bool = False
    modality: Modality | None = None
    certainty: Certainty | None = None
    with_not: Modality | None = None
    with_perfect: Modality | None = None
    perfect_certainty: Certainty | None = None
    with_condition: Modality | None = None
    in_past: Modality | None = None
    first_person: Modality | None = None
    of_thing: Modality | None = None
    expects: Modality | None = None
    habit: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()


class PolarityRule(Rule):
    """Words that make a statement negative, by what they are; the rule file says which is which."""

    words: tuple[str, ...] = ()
    determiners: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    governors: tuple[str, ...] = ()
    gerund_governors: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    before_to: tuple[str, ...] = ()
    raising: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    except_verbs: tuple[str, ...] = ()


class PredicateRule(Rule):
    """Verb forms that are prepositions ("excluding") or only name ("named"), verbs that link a subject to an attribute,
    verbs that take something from or to somewhere, someone for something ("convict of", "jail for" doing it), and part
    in a dealing.
    """

    kind: Literal[
        "preposition",
        "linking",
        "naming",
        "transfer",
        "giving",
        "addressing",
        "appealing",
        "state",
        "calling",
        "charging",
        "trying",
        "entering",
    ]
    anywhere: bool = False
    lemmas: tuple[str, ...]


class LightVerbRule(Rule):
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]


class EventNounRule(Rule):
    nouns: tuple[str, ...]


class PrepositionRule(Rule):
    """The role of a phrase by its preposition.

    Every condition given must hold, but of `labels`, `nouns` and `party`, which all describe the phrase, one is enough;
    a party is a person or a group of people.
    """

    prepositions: tuple[str, ...]
    role: Role
    verbs: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    party: bool = False
    passive: bool | None = None


class SubordinatorRule(Rule):
    """The role of an adverbial clause by its subordinator; see the rule file."""

    markers: tuple[str, ...]
    role: Role
    tag: str | None = None
    after_verb: tuple[str, ...] = ()
