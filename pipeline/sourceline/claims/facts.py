"""Fact types: a claim's predicate and roles mapped to a typed event with named slots, by rules as data.

The types follow FrameNet in naming slots after participants, and carry the codes of PLOVER and CAMEO (the ontologies of
political event data) where one of their categories says the same.
"""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import InitErrorDetails, ValidationError

from sourceline.claims.clauses import Kind
from sourceline.claims.frames import Argument as Phrase
from sourceline.claims.phrases import preposition_of, quantity_of
from sourceline.claims.propositions import Proposition
from sourceline.claims.triggers import Trigger, trigger_words
from sourceline.rules import Rule, WordListRule, load_rules, read_files, user_files
from sourceline.schema.claim import Argument, Fact, Role

PREFIX = "words."
TIMELESS: tuple[Role, ...] = ("topic", "other", "place", "purpose")  # where only a slot that asks for times takes one


def known_class(name: str) -> str:
    """Passes the name of a word class on.

    Raises:
        ValueError: there is none of this name.
    """
    if name not in word_classes():
        raise ValueError(f"{name!r} is no word class; there are {', '.join(sorted(word_classes()))}")
    return name


class Slot(BaseModel):
    """What can fill a slot: an argument in one of the roles.

    Attributes:
        roles: in the order of preference.
        kinds: the argument must be an amount of one of these kinds, or a time, or neither ("none").
        heads: lemmas of head words; of `heads`, `classes` and `labels`, which all describe the head, one is enough.
        classes: names of lists of head words, in `models/rules/words/facts.toml`; "-holder" is the end of a word.
        unlike: names of such lists of which the head must be in none.
        labels: of the entity; also NAME for a proper noun without one, NUMBER for a number that stands alone, and
            AMOUNT where the argument is an amount and nothing that has one ("$3 million", not "a $3 million order").
        contains: lemmas of which one must be the head or stand under it; AMOUNT for any amount.
        begins: words of which one must open an argument that is a clause ("to" of "agreed to pay").
        prepositions: what an argument of the role `other` must stand after.
        of: name of the slot before it whose argument fills this one too, where it fits.
        required: the rule applies only if it is filled.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    roles: tuple[Role, ...] = ()
    kinds: tuple[Literal["money", "percent", "cardinal", "ordinal", "measure", "time", "none"], ...] = ()
    heads: tuple[str, ...] = ()
    classes: tuple[Annotated[str, AfterValidator(known_class)], ...] = ()
    unlike: tuple[Annotated[str, AfterValidator(known_class)], ...] = ()
    labels: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    of: str | None = None
    required: bool = False

    @model_validator(mode="after")
    def says_which_argument(self) -> Slot:
        if bool(self.roles) == bool(self.of):
            raise ValueError("a slot has either roles or of")
        return self

    @cached_property
    def words(self) -> frozenset[str]:
        """The head words that it asks for, those of its classes too."""
        return frozenset(self.heads).union(*(word_classes()[name] for name in self.classes))

    @cached_property
    def endings(self) -> tuple[str, ...]:
        """The ends of head words that it asks for, listed with a hyphen."""
        return tuple(word.removeprefix("-") for word in self.words if word.startswith("-"))

    @cached_property
    def excluded(self) -> frozenset[str]:
        """The head words that it does not take."""
        return frozenset[str]().union(*(word_classes()[name] for name in self.unlike))


class FactRule(Rule):
    """A fact type with one way of stating it.

    Attributes:
        type: name of the fact type.
        plover: category of the PLOVER event ontology, where one says the same.
        cameo: code of the CAMEO event ontology, likewise.
        priority: of the rules that fit, the highest wins; then the first, and a user's own come before those shipped.
        verbs: lemmas of predicates that state it, alone or with what makes one meaning with them: a particle or adverb
            ("take over", "send home"), the head of an object or complement ("pull plug", "come to terms"), a modal and
            "not" ("may not exceed"); also irregular forms that the lemmatizer does not know ("lent").
        governors: lemmas of words that the predicate completes and that state it whatever it is ("aim to recruit").
        nouns: lemmas of event nouns, of nouns under a light verb, or of a copula's content that state it.
        subjects: lemmas of subjects of a copula that state it ("the target is ...").
        states: lemmas of adjectives and participles after a copula that state it ("are missing").
        predicates: kinds of predicate that state it whatever their words.
        slots: by name.
        any_of: slots of which at least one must be filled.
        not_under: lemmas of verbs that the predicate must not complete: what a court refuses to do is no ruling.
    """

    type: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    plover: str | None = None
    cameo: str | None = None
    priority: int = 0
    verbs: tuple[str, ...] = ()
    governors: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    predicates: tuple[Kind, ...] = ()
    slots: dict[str, Slot] = Field(min_length=1)
    any_of: tuple[str, ...] = ()
    not_under: tuple[str, ...] = ()

    @field_validator("slots")
    @classmethod
    def shares_slots_before(cls, slots: dict[str, Slot]) -> dict[str, Slot]:
        before: list[str] = []
        for name, slot in slots.items():
            if slot.of is not None and slot.of not in before:
                wrong = ValueError(f"{slot.of!r} is no slot before it; those are {', '.join(before) or 'none'}")
                place = InitErrorDetails(type="value_error", loc=(name, "of"), input=slot.of, ctx={"error": wrong})
                raise ValidationError.from_exception_data(cls.__name__, [place])
            before.append(name)
        return slots

    @field_validator("any_of")
    @classmethod
    def names_slots(cls, names: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        slots = info.data.get("slots", {})
        if unknown := [name for name in names if name not in slots]:
            raise ValueError(f"there is no slot {unknown[0]!r}; the slots are {', '.join(slots)}")
        return names

    @model_validator(mode="after")
    def is_triggered(self) -> FactRule:
        if not self.triggers:
            raise ValueError("nothing triggers it: give verbs, governors, nouns, subjects, states or predicates")
        return self

    @property
    def codes(self) -> dict[str, str]:
        """Its codes by the name of their ontology."""
        return {name: code for name, code in (("plover", self.plover), ("cameo", self.cameo)) if code is not None}

    @cached_property
    def verb_forms(self) -> frozenset[str]:
        """Its verbs with their regular inflections, by which they are known where the lemmatizer errs ("jaile")."""
        forms = set(self.verbs)
        for verb in self.verbs:
            word, _, particle = verb.partition(" ")
            stem = word.removesuffix("e")
            stems = {stem, word[:-1] + "i" if word.endswith("y") else stem, word + word[-1]}
            forms |= {f"{s}{ending} {particle}".rstrip() for s in stems for ending in ("ed", "ing", "es")}
        return frozenset(forms)

    @cached_property
    def triggers(self) -> frozenset[Trigger]:
        """All words that state it, each with the name of the field that lists it."""
        fields = {
            "verbs": self.verb_forms, "governors": self.governors, "nouns": self.nouns, "subjects": self.subjects,
            "states": self.states, "predicates": self.predicates,
        }  # fmt: skip
        return frozenset((name, word) for name, words in fields.items() for word in words)


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """Returns the lists of head words that slots ask for by name."""
    lists: tuple[WordListRule, ...] = load_rules(WordListRule, "words/facts")
    return {rule.id.removeprefix(PREFIX): rule.words for rule in lists}


def fact_rules(folder: Path | None = None) -> tuple[FactRule, ...]:
    """Returns the rules of all fact types in the order in which they are tried.

    Args:
        folder: a user's own rule files; their rules come first and replace those of the same id.

    Raises:
        RuleError: a rule is wrong; the message names file, line and field.
    """
    own = read_files(FactRule, user_files(folder)) if folder is not None else ()
    replaced = {rule.id for rule in own}
    shipped = [rule for rule in load_rules(FactRule, "facts") if rule.id not in replaced]
    return tuple(sorted([*own, *shipped], key=lambda rule: -rule.priority))


def find_fact(
    proposition: Proposition, arguments: tuple[Argument, ...], rules: tuple[FactRule, ...]
) -> tuple[Fact, str] | None:
    """Finds the fact type of a proposition.

    Args:
        proposition: its predicate triggers the type.
        arguments: its arguments as records.
        rules: in the order in which they are tried.

    Returns:
        The fact and the id of its rule, from the first rule of which all required slots are filled, or None.
    """
    words = trigger_words(proposition)
    outermost = proposition.clause.outermost
    above = outermost.head.lemma_.lower() if outermost.dep_ in ("xcomp", "ccomp", "advcl") else ""
    for rule in rules:
        if words.isdisjoint(rule.triggers) or above in rule.not_under:
            continue
        slots = fill_slots(rule, proposition, arguments)
        missing = any(slot.required and name not in slots for name, slot in rule.slots.items())
        if slots and not missing and (not rule.any_of or any(name in slots for name in rule.any_of)):
            return Fact(type=rule.type, slots=slots, codes=rule.codes), rule.id
    return None


def fill_slots(rule: FactRule, proposition: Proposition, arguments: tuple[Argument, ...]) -> dict[str, int]:
    """Returns the index of the argument in each slot that one fits; an argument fills one slot, but for `of`.

    Of coordinated arguments, which share their role, a slot holds the first that is free.
    """
    slots: dict[str, int] = {}
    taken: set[int] = set()
    for name, slot in rule.slots.items():
        if slot.of is not None:
            options = [slots[slot.of]] if slot.of in slots else []
        else:
            options = [i for i, a in enumerate(arguments) if a.role in slot.roles and i not in taken]
            options.sort(key=lambda i: slot.roles.index(arguments[i].role))
        found = next((i for i in options if fits(slot, arguments[i], proposition.arguments[i])), None)
        if found is not None:
            slots[name] = found
            taken.add(found)
    return slots


def fits(slot: Slot, argument: Argument, phrase: Phrase) -> bool:
    """Whether an argument is of the kinds and words that a slot asks for."""
    kind = argument.quantity.kind if argument.quantity is not None else "time" if argument.time is not None else "none"
    if (slot.kinds and kind not in slot.kinds) or (kind == "time" and argument.role in TIMELESS and not slot.kinds):
        return False
    if slot.contains and not contents_of(phrase).intersection(slot.contains):
        return False
    if slot.begins and phrase.clause is not None and phrase.span[0].lower_ not in slot.begins:
        return False
    if slot.prepositions and argument.role == "other" and argument.preposition not in slot.prepositions:
        return False
    names = names_of(phrase)
    if not slot.excluded.isdisjoint(names):
        return False
    if not slot.words and not slot.labels:
        return True
    listed = not slot.words.isdisjoint(names) or any(name.endswith(slot.endings) for name in names)
    return listed or not labels_of(argument, phrase).isdisjoint(slot.labels)


def names_of(phrase: Phrase) -> set[str]:
    """Returns what a head is called: its form and lemma, the last part of it, and what it is a number or part of.

    An "ex-minister" is a minister, a "27-year-old" somebody old, "busloads of fans" are fans.
    """
    lemmas = {phrase.head.lemma_.lower(), phrase.head.lower_}
    if phrase.head.lemma_.lower() in word_classes()["part"]:
        lemmas |= {c.lemma_.lower() for c in phrase.head.rights if c.dep_ == "nmod" and preposition_of(c) == "of"}
    return lemmas | {lemma.rpartition("-")[2] for lemma in lemmas}


def contents_of(phrase: Phrase) -> set[str]:
    """Returns what a slot's `contains` can ask for."""
    found = {token.lemma_.lower() for token in phrase.head.subtree}
    return found | {"AMOUNT"} if any(quantity_of(token) is not None for token in phrase.head.subtree) else found


def labels_of(argument: Argument, phrase: Phrase) -> set[str]:
    """Returns what a slot's `labels` can ask for."""
    entity = argument.entity.label if argument.entity is not None else phrase.head.ent_type_
    if entity == "PERSON" and phrase.head.tag_ == "NNS":  # "Vaccines" at the start of a sentence
        entity = ""
    found = {entity or {"PROPN": "NAME", "NUM": "NUMBER"}.get(phrase.head.pos_, "")}
    return found | {"AMOUNT"} if quantity_of(phrase.head) is not None else found
