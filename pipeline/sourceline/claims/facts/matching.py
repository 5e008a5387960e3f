"""Matching: which fact rule a proposition states, and which of its arguments fill the slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sourceline.claims.facts.rules import FactRule, FactRules, Slot, word_classes
from sourceline.claims.facts.triggers import trigger_words
from sourceline.claims.propositions import Proposition
from sourceline.claims.syntax.frames import Argument as Phrase
from sourceline.claims.syntax.phrases import preposition_of, quantity_of
from sourceline.claims.syntax.places import span_at
from sourceline.nlp.parsed import Token
from sourceline.schema.claim import Argument, Fact, Modality, Role

# where only a slot that asks for times takes one
TIMELESS: tuple[Role, ...] = ("topic", "other", "place", "purpose", "theme")
# what makes a title one of the past: "the former judge Ana Duarte" is no judge
PAST = frozenset({"former", "retired", "ex"})


@dataclass
class Filler:
    """An argument as slots see it, with its place among the arguments."""

    place: int
    argument: Argument
    phrase: Phrase

    @property
    def kind(self) -> str:
        """What `kinds` can ask for; "three days of fighting" is no time but what filled it."""
        if self.argument.quantity is not None:
            return self.argument.quantity.kind
        return "time" if self.argument.time is not None and part_of(self.phrase.head) is None else "none"

    @cached_property
    def names(self) -> set[str]:
        """What its head is called, and what it stands for: "she" may be a judge, and so may a name that had a title."""
        found = names_of(self.phrase.head)
        if not found.isdisjoint(word_classes()["how_many"]) and counts_harm(self.phrase.head):
            found.add("toll")
        resolution, mention = self.argument.resolution, span_at(self.phrase.head, "mentions")
        if mention is not None and resolution is not None and resolution.status == "resolved":
            found |= names_of(mention._.link.antecedents[0].root)
        entity = self.argument.entity
        if entity is not None and entity.label == "PERSON":
            named = self.phrase.head.doc.layers["entities"].spans
            found |= next((names_of(s.root) for s in named if s._.entity and s._.entity.name == entity.name), set())
        return found

    @cached_property
    def labels(self) -> set[str]:
        """What `labels` can ask for."""
        head = self.phrase.head
        entity = self.argument.entity.label if self.argument.entity is not None else head.ent_type_
        if entity == "PERSON" and head.tag_ == "NNS":  # "Vaccines" at the start of a sentence
            entity = ""
        found = {entity or {"PROPN": "NAME", "NUM": "NUMBER"}.get(head.pos_, "")}
        lemma, classes = head.lemma_.lower(), word_classes()
        part = part_of(head) if lemma in classes["part"] or lemma in classes["count"] else None
        if part is not None:  # "30% of Norvent", "dozens of Kenyans", "a total of €3 million"
            found |= {"AMOUNT"} if quantity_of(part) is not None else {part.ent_type_} - {""}
        more = head.lower_ in ("more", "less") and self.argument.quantity is not None  # "€3 million more"
        return found | {"AMOUNT"} if more or quantity_of(head) is not None else found

    @cached_property
    def contents(self) -> set[str]:
        """What `contains` can ask for."""
        below = self.phrase.head.subtree
        found = {token.lemma_.lower() for token in below}
        return found | {"AMOUNT"} if any(quantity_of(token) is not None for token in below) else found

    def fits(self, slot: Slot) -> bool:
        """Whether it is of the kinds and words that a slot asks for."""
        argument, phrase = self.argument, self.phrase
        if slot.kinds and self.kind not in slot.kinds:
            return False
        if not slot.kinds and argument.role in TIMELESS and self.kind == "time":
            return False
        if slot.contains and self.contents.isdisjoint(slot.contains):
            return False
        if slot.begins and phrase.clause is not None and phrase.span[0].lower_ not in slot.begins:
            return False
        if slot.prepositions and argument.role == "other" and argument.preposition not in slot.prepositions:
            return False
        if slot.unlike and not slot.excluded.isdisjoint(self.names):
            return False
        if not slot.words and not slot.labels:
            return True
        listed = not slot.words.isdisjoint(self.names)
        listed = listed or (bool(slot.endings) and any(name.endswith(slot.endings) for name in self.names))
        return listed or (bool(slot.labels) and not self.labels.isdisjoint(slot.labels))


def names_of(head: Token) -> set[str]:
    """Returns what a word is called: form and lemma, the last part of it, a title, and what it is a number or part of.

    An "ex-minister" is a minister, a "27-year-old" somebody old, "Judge Ana Duarte" a judge, "busloads of fans" are
    fans, "dozens of homes" homes and nothing else.
    """
    titles = [c for c in head.lefts if c.dep_ == "nmod:desc" and PAST.isdisjoint(word.lower_ for word in c.lefts)]
    lemmas = {head.lemma_.lower(), head.lower_, *(title.lemma_.lower() for title in titles)}
    part = part_of(head)
    while part is not None and head.lemma_.lower() in word_classes()["count"]:
        lemmas, head, part = {part.lemma_.lower()}, part, part_of(part)
    if part is not None and head.lemma_.lower() in word_classes()["part"]:
        named = set() if head.tag_ in ("JJS", "JJ", "DT", "PDT") else lemmas  # "most of their margin" is nobody
        lemmas = named | {part.lemma_.lower()}
    return lemmas | {lemma.rpartition("-")[2] for lemma in lemmas}


def part_of(head: Token) -> Token | None:
    """Returns the noun after "of" that a word is a number or part of."""
    return next((c for c in head.rights if c.dep_ == "nmod" and preposition_of(c) == "of"), None)


def counts_harm(head: Token) -> bool:
    """Whether a number of nothing named stands for a toll, as in the sentence after one: "put the figure at 71"."""
    if part_of(head) is not None:
        return False
    opening = head.sent.start
    before = head.doc[max(0, opening - 1)].sent.start
    harmed = word_classes()["harmed"]
    return any(token.lemma_.lower() in harmed for token in head.doc[before : head.i])


def find_fact(
    proposition: Proposition, arguments: tuple[Argument, ...], modality: Modality, rules: FactRules
) -> tuple[Fact, str] | None:
    """Finds the fact type of a proposition.

    Args:
        proposition: its predicate triggers the type.
        arguments: its arguments as records.
        modality: that of the claim.
        rules: in the order in which they are tried.

    Returns:
        The fact and the id of its rule, from the first rule of which all required slots are filled, or None.
    """
    outermost = proposition.clause.outermost
    above = verb_above(outermost)
    fillers: dict[Role, list[Filler]] = {}
    for place, (argument, phrase) in enumerate(zip(arguments, proposition.arguments, strict=True)):
        fillers.setdefault(argument.role, []).append(Filler(place, argument, phrase))
    lacks = fillers.keys().isdisjoint
    for rule in rules.triggered_by(trigger_words(proposition, rules.phrasal)):
        if above in rule.not_under or any(map(lacks, rule.asked_roles)):
            continue
        if rule.actual and modality != "actual":
            continue
        if rule.unless and any(f.fits(slot) for slot in rule.unless for r in slot.roles for f in fillers.get(r, ())):
            continue
        slots = fill_slots(rule, fillers)
        if slots and (not rule.any_of or any(name in slots for name in rule.any_of)):
            return Fact(type=rule.type, slots=slots, codes=rule.codes), rule.id
    return None


def verb_above(outermost: Token) -> str:
    """Returns the lemma of what a clause completes, also through a noun ("nominate a woman to replace him"), or ""."""
    if outermost.dep_ in ("xcomp", "ccomp", "advcl"):
        return outermost.head.lemma_.lower()
    infinitive = outermost.dep_ == "acl" and any(c.tag_ == "TO" for c in outermost.lefts)
    return outermost.head.head.lemma_.lower() if infinitive else ""


def fill_slots(rule: FactRule, fillers: Mapping[Role, Sequence[Filler]]) -> dict[str, int]:
    """Returns the index of the argument in each slot that one fits; an argument fills one slot, but for `of`.

    Of coordinated arguments, which share their role, a slot holds the first that is free. Nothing is filled where a
    required slot stays empty.
    """
    slots: dict[str, Filler] = {}
    taken: set[int] = set()
    for name, slot in rule.slots.items():
        if slot.of is not None:
            options = [slots[slot.of]] if slot.of in slots else []
        else:
            options = [f for role in slot.roles for f in fillers.get(role, ()) if f.place not in taken]
        found = next((f for f in options if f.fits(slot)), None)
        if found is not None:
            slots[name] = found
            taken.add(found.place)
        elif slot.required:
            return {}
    return {name: filler.place for name, filler in slots.items()}
