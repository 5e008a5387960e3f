"""Who or what an argument is: entity, value, and how words that are not a name were read."""

from __future__ import annotations

from typing import NamedTuple

from sourceline.claims.syntax.frames import Argument
from sourceline.claims.syntax.phrases import time_of
from sourceline.claims.syntax.places import span_at, spans_in
from sourceline.nlp.entities.gazetteer import country_of
from sourceline.nlp.mentions.discourse import Link, name_of
from sourceline.nlp.parsed import Span, Token
from sourceline.schema.claim import Basis, Candidate, Resolution
from sourceline.schema.values import Entity, Quantity, Time


class Reading(NamedTuple):
    """What was read off an argument's words."""

    basis: Basis = "literal"
    entity: Entity | None = None
    resolution: Resolution | None = None
    quantity: Quantity | None = None
    time: Time | None = None
    rules: tuple[tuple[str, tuple[tuple[int, int], ...]], ...] = ()
    antecedent: Span | None = None


def named_entity(head: Token) -> Span | None:
    """Returns the name that a token belongs to."""
    return span_at(head, "entities")


def quantity_in(argument: Argument) -> Span | None:
    """Returns the amount that an argument is or counts: it holds the head, or stands directly under it."""
    if argument.clause is not None:
        return None
    start, end = argument.span.start, argument.span.end
    amounts = spans_in(argument.head.doc, start, end, "quantities")
    if not amounts:
        return None
    verb = argument.head.head.i  # an amount may begin with it: "exceeded €4 million"
    within = [s for s in amounts if (s.start >= start or s.start == verb) and s.end <= end]
    for span in within:
        if span._.rule == "quantity.age" and len(span) < end - start:
            continue  # "the 34-year-old" is somebody, and no length of time
        counts = span._.quantity.kind != "ordinal" and any(t.head.i == argument.head.i for t in span)
        if span.start <= argument.head.i < span.end or counts:
            return span
    doc = argument.head.doc  # in brackets stands the same sum in another currency
    money = [s for s in within if s._.quantity.kind == "money" and not (s.start and doc[s.start - 1].text == "(")]
    return money[0] if len(money) == 1 else None  # "a first bid of €30m"


def share_currency(arguments: list[Argument], readings: list[Reading]) -> list[Reading]:
    """Gives a bare number the currency of the sum it is compared with: "rose to NOK 2 trillion from 1.9 trillion"."""
    currencies = {r.quantity.currency for r in readings if r.quantity is not None and r.quantity.kind == "money"}
    if len(currencies) != 1:
        return readings
    shared = []
    for argument, reading in zip(arguments, readings, strict=True):
        level = argument.role in ("origin", "destination") and reading.quantity is not None
        if reading.quantity is not None and level and reading.quantity.kind == "cardinal" and not reading.quantity.of:
            update = {"kind": "money", "currency": next(iter(currencies)), "currency_basis": "context"}
            reading = reading._replace(quantity=reading.quantity.model_copy(update=update))
        shared.append(reading)
    return shared


def apart_from_subject(arguments: list[Argument], readings: list[Reading]) -> list[Reading]:
    """Takes the subject from what an object pronoun may stand for: who "replaces it" replaces something else."""
    if not any(stands_for_other(argument) for argument in arguments):
        return readings
    doers = [n for n, a in enumerate(arguments) if a.role == "agent" and a.clause is None]
    if not doers:
        return readings
    doer, own = arguments[doers[0]], readings[doers[0]]
    names = {doer.span.text, own.entity.name if own.entity else "", *taken_for(own)[:1]}
    apart = []
    for argument, reading in zip(arguments, readings, strict=True):
        if stands_for_other(argument) and reading.resolution and names & set(taken_for(reading)):
            left = tuple(c for c in reading.resolution.candidates if c.name not in names)
            status = "ambiguous" if left else "unresolved"
            update = {"status": status, "candidates": left, "antecedent": None}
            known = reading.resolution.model_copy(update=update)
            reading = Reading(resolution=known, rules=reading.rules)
        apart.append(reading)
    return apart


def stands_for_other(argument: Argument) -> bool:
    """Whether an argument is an object pronoun that stands for somebody or something else than the subject."""
    other = argument.head.tag_ == "PRP" and argument.role in ("theme", "recipient")
    return other and not argument.head.lower_.endswith(("self", "selves"))


def taken_for(reading: Reading) -> list[str]:
    """The names that a pronoun or description may stand for, the likeliest first."""
    return [c.name or "" for c in reading.resolution.candidates] if reading.resolution is not None else []


def antecedent_name(span: Span) -> Entity | None:
    """Returns the entity that an antecedent names, if it is a name."""
    if span._.entity is not None:
        return span._.entity  # type: ignore[no-any-return]
    entity = named_entity(span.root)
    return entity._.entity if entity is not None and entity.end >= span.end else None


def candidates_of(link: Link) -> tuple[Candidate, ...]:
    """Returns the antecedents of a link, ranked, with their probabilities; by rank where the method gives none."""
    falling = [1 / (rank + 1) for rank in range(len(link.antecedents))]
    by_rank = [0.9] if link.status == "resolved" else [round(w / sum(falling), 2) for w in falling]
    found = []
    for span, score in zip(link.antecedents, link.scores or by_rank, strict=True):
        entity = antecedent_name(span) if span.label_ != "NORP" else None
        found.append(
            Candidate(name=entity.name if entity else name_of(span), ids=entity.ids if entity else {}, score=score)
        )
    return tuple(found)


def read(argument: Argument) -> Reading:
    """Reads an argument: its amount, time or name; a pronoun or description through its link."""
    if argument.clause is not None:
        return Reading()
    head = argument.head
    amount = quantity_in(argument)
    if amount is not None:
        place = ((amount.start_char, amount.end_char),)
        return Reading("normalised", quantity=amount._.quantity, rules=((amount._.rule, place),))
    time = time_of(head)
    if time is not None and time.start >= argument.span.start:
        return Reading("normalised", time=time._.time, rules=((time._.rule, ((time.start_char, time.end_char),)),))
    entity = named_entity(head)
    if entity is not None and entity._.entity is not None:
        known: Entity = entity._.entity
        place = ((entity.start_char, entity.end_char),)
        shorter = known.name not in entity.text and country_of(entity.text) is None
        return Reading("resolved" if shorter else "literal", entity=known, rules=((entity._.rule, place),))
    mention = span_at(head, "mentions")
    return follow(mention) if mention is not None and mention._.link is not None else Reading()


def follow(mention: Span) -> Reading:
    """Reads a pronoun or description through what it is linked to."""
    link: Link = mention._.link
    resolved = link.status == "resolved"
    target = link.antecedents[0] if resolved else None
    resolution = Resolution(
        status=link.status,
        method=link.method,
        candidates=candidates_of(link),
        antecedent=(target.start_char, target.end_char) if target is not None else None,
    )
    place = ((mention.start_char, mention.end_char),)
    return Reading(
        "resolved" if resolved else "literal",
        entity=antecedent_name(target) if target is not None else None,
        resolution=resolution,
        rules=tuple((rule, place) for rule in (link.method, *link.rules)) if link.antecedents else (),
        antecedent=target,
    )
