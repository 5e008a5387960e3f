"""The cue, role and fact rules, typed, with look-ups by lemma."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, TypeVar

from sourceline.rules import Rule, load_rules
from sourceline.schema.claim import Certainty, Modality, Polarity, Role

R = TypeVar("R", bound=Rule)


class ReportingRule(Rule):
    """Words that attribute content to a source.

    `claim` says whether using them is a claim too, `attributes` whether the content is on the source's word, `markers` which subordinators open the
    content, `infinitive` whether it can be an infinitive, `raises` whether an object before it is only its subject.
    """

    lemmas: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    infinitive: bool = False
    raises: bool = False
    claim: bool
    attributes: bool = True
    stance: Literal["neutral", "denies", "doubts"] = "neutral"
    content: Modality | None = None


class ControlRule(Rule):
    """Words that govern another predicate and only colour it."""

    words: tuple[str, ...]
    marker: str | None = None
    passive: bool | None = None
    tag: str | None = None
    same_subject: bool = False
    hearsay: bool = False
    modality: Modality | None = None
    certainty: Certainty | None = None
    polarity: Polarity | None = None


class ModalityRule(Rule):
    """Auxiliaries, adverbs and subordinators that set modality or certainty."""

    aux: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    modality: Modality | None = None
    with_condition: Modality | None = None
    certainty: Certainty | None = None


class PolarityRule(Rule):
    """Words that make a statement negative."""

    words: tuple[str, ...] = ()
    determiners: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    governors: tuple[str, ...] = ()


class PredicateRule(Rule):
    """Verb forms that are prepositions ("excluding") or only name ("named"), verbs that link a subject to an attribute,
    and verbs that take something from or to somewhere."""

    kind: Literal["preposition", "linking", "naming", "transfer"]
    anywhere: bool = False
    lemmas: tuple[str, ...]


class LightVerbRule(Rule):
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]


class EventNounRule(Rule):
    nouns: tuple[str, ...]


class PrepositionRule(Rule):
    """The role of a phrase by its preposition; every condition given must hold."""

    prepositions: tuple[str, ...]
    role: Role
    verbs: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    passive: bool | None = None


def _index(rules: Iterable[R], field: str) -> dict[str, tuple[R, ...]]:
    found: dict[str, list[R]] = defaultdict(list)
    for rule in rules:
        for word in getattr(rule, field):
            found[word].append(rule)
    return {word: tuple(entries) for word, entries in found.items()}


class Lexicon:
    """All cue rules, indexed. One instance a process; get it with `lexicon()`."""

    def __init__(self) -> None:
        reporting = load_rules(ReportingRule, "cues/reporting")
        self.reporting = _index(reporting, "lemmas")
        self.reporting_nouns = _index(reporting, "nouns")
        self.reporting_prepositions = _index(reporting, "prepositions")
        self.hearsay_adverbs = _index(reporting, "adverbs")
        self.control = _index(load_rules(ControlRule, "cues/control"), "words")
        modality = load_rules(ModalityRule, "cues/modality")
        self.modal_aux = _index(modality, "aux")
        self.modal_adverbs = _index(modality, "adverbs")
        self.modal_markers = _index(modality, "markers")
        self.modal_nouns = _index(modality, "nouns")
        polarity = load_rules(PolarityRule, "cues/polarity")
        self.negative_words = _index(polarity, "words")
        self.negative_determiners = _index(polarity, "determiners")
        self.negative_markers = _index(polarity, "markers")
        self.negative_governors = _index(polarity, "governors")
        predicates = load_rules(PredicateRule, "cues/predicates")
        self.prepositional = _index((r for r in predicates if r.kind == "preposition"), "lemmas")
        self.naming = _index((r for r in predicates if r.kind == "naming"), "lemmas")
        self.transfer = _index((r for r in predicates if r.kind == "transfer"), "lemmas")
        self.linking = _index((r for r in predicates if r.kind == "linking"), "lemmas")
        self.light_verbs = _index(load_rules(LightVerbRule, "cues/light_verbs"), "verbs")
        self.event_nouns = _index(load_rules(EventNounRule, "cues/event_nouns"), "nouns")
        self.prepositions = _index(load_rules(PrepositionRule, "roles/prepositions"), "prepositions")


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Returns the loaded lexicon."""
    return Lexicon()
