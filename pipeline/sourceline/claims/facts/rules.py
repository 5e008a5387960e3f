"""Fact types: a claim's predicate and roles mapped to a typed event with named slots, by rules as data.

The types follow FrameNet in naming slots after participants, and carry the codes of PLOVER and CAMEO (the ontologies of
political event data) where one of their categories says the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import InitErrorDetails, ValidationError

from sourceline.claims.facts.triggers import Trigger
from sourceline.claims.syntax.clauses import Kind
from sourceline.rules import Rule, WordListRule, load_rules, read_files, user_files
from sourceline.schema.claim import Role

PREFIX = "words."


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
        governors: words that the predicate completes and that state it whatever it is: lemmas of verbs ("aim to
            recruit"), and modals ("must build").
        nouns: lemmas of event nouns, of nouns under a light verb, or of a copula's content that state it.
        subjects: lemmas of subjects of a copula that state it ("the target is ...").
        states: lemmas of adjectives and participles after a copula that state it ("are missing").
        predicates: kinds of predicate that state it whatever their words.
        slots: by name.
        any_of: slots of which at least one must be filled.
        unless: arguments that tell another sense, described as slots are: "paid a heavy price for" is no payment.
        actual: whether it applies only to what is so or was so, not to what may, will or should be.
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
    unless: tuple[Slot, ...] = ()
    actual: bool = False
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
    def asked_roles(self) -> tuple[frozenset[Role], ...]:
        """The roles that its required slots ask for: where a claim has none of those of one, the slot stays empty."""
        return tuple(frozenset(slot.roles) for slot in self.slots.values() if slot.required and slot.roles)

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


class FactRules(tuple[FactRule, ...]):
    """Rules in the order in which they are tried, found by the words that trigger them."""

    @cached_property
    def by_trigger(self) -> dict[Trigger, list[int]]:
        """The places of the rules that each word triggers."""
        found: dict[Trigger, list[int]] = defaultdict(list)
        for place, rule in enumerate(self):
            for trigger in rule.triggers:
                found[trigger].append(place)
        return dict(found)

    @cached_property
    def phrasal(self) -> frozenset[str]:
        """The words of the phrases that verbs are listed in: "come to terms", "call off"."""
        phrases = (word.split() for name, word in self.by_trigger if name == "verbs")
        return frozenset(word for words in phrases if len(words) > 1 for word in words)

    def triggered_by(self, words: Iterable[Trigger]) -> list[FactRule]:
        """Returns the rules that any of the words triggers, in their order."""
        return [self[place] for place in sorted({place for word in words for place in self.by_trigger.get(word, ())})]


@cache
def shipped_rules() -> FactRules:
    """Returns the rules that are shipped, in the order in which they are tried."""
    return FactRules(sorted(load_rules(FactRule, "facts"), key=lambda rule: -rule.priority))


def fact_rules(folder: Path | None = None) -> FactRules:
    """Returns the rules of all fact types in the order in which they are tried.

    Args:
        folder: a user's own rule files; their rules come first and replace those of the same id.

    Raises:
        RuleError: a rule is wrong; the message names file, line and field.
    """
    if folder is None:
        return shipped_rules()
    own = read_files(FactRule, user_files(folder))
    replaced = {rule.id for rule in own}
    shipped = [rule for rule in shipped_rules() if rule.id not in replaced]
    return FactRules(sorted([*own, *shipped], key=lambda rule: -rule.priority))
