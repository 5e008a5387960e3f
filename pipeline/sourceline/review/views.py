"""A claim in plain words: what the middle of the page says of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from sourceline.plain import plain
from sourceline.review.marks import COLOURS, time_spans
from sourceline.schema.base import QuotedSpan
from sourceline.schema.claim import Argument, Claim, Relation
from sourceline.schema.run import ArticleLine
from sourceline.schema.values import Entity
from sourceline.words import amount, entity_name, reading, when

ROLES = {
    "agent": "who or what does it",
    "theme": "whom or what it is done to",
    "recipient": "who gets it",
    "attribute": "what is said of the subject",
    "content": "what is said, thought or wanted",
    "origin": "from where",
    "destination": "to where",
    "place": "where",
    "purpose": "what for",
    "beneficiary": "for whom",
    "instrument": "by what means",
    "topic": "about what",
    "cause": "why",
    "manner": "how",
    "condition": "under what condition",
    "comparison": "compared with what",
    "other": "anything else",
}
REASONS = {
    "wrong_predicate": "Wrong predicate",
    "wrong_argument": "Wrong argument",
    "wrong_value": "Wrong value",
    "wrong_attribution": "Wrong attribution",
    "wrong_factuality": "Wrong polarity or modality",
    "wrongly_unresolved": "Wrongly unresolved",
    "not_a_claim": "Not a claim",
    "duplicate": "Duplicate",
    "wrong_segment": "Wrong segment",
}
FLAGS = {
    "ambiguous_agent": "who does it could be several",
    "ambiguous_argument": "a word could mean several",
    "unresolved_agent": "who does it is not known",
    "unresolved_argument": "what a word points to is not known",
    "unresolved_time": "the date is not complete",
    "no_agent": "nobody is named who does it",
    "anonymous_source": "the source has no name",
    "unresolved_source": "the source is not stated",
    "short_context": "fewer than two arguments",
    "long_argument": "a very long argument",
}
_STANCE = {"neutral": "says so", "denies": "denies it", "doubts": "doubts it"}
_RELATIONS = {
    "restates": "says again",
    "denies": "denies",
    "purpose_of": "is the purpose of",
    "condition_of": "is the condition of",
    "content_of": "is the content of",
    "part_of": "is a part of",
}


@dataclass(frozen=True)
class Row:
    """One line of the table of a claim.

    Attributes:
        name: what it is, such as a role.
        words: the article's own; may be empty.
        readings: what they were read as, one each.
        hint: what the name means.
        colour: as in the article.
        candidates: what an undecided word may mean, with scores in percent.
        slots: of the fact type, that it fills.
        doubt: whether to look here first.
        claim: id of the claim that a clause makes, or "".
        argument: its number among the arguments; None for other lines.
    """

    name: str
    words: str = ""
    readings: tuple[str, ...] = ()
    hint: str = ""
    colour: str = "other"
    candidates: tuple[tuple[str, int], ...] = ()
    slots: tuple[str, ...] = ()
    doubt: bool = False
    claim: str = ""
    argument: int | None = None


@dataclass(frozen=True)
class ClaimView:
    """What the middle of the page shows of a claim."""

    claim: Claim
    rows: list[Row]
    flags: list[str] = field(default_factory=list)


def view(claim: Claim, article: ArticleLine) -> ClaimView:
    """Returns a claim in plain words."""
    rows = [_predicate(claim)]
    slots: dict[int, list[str]] = {}
    for slot, index in claim.fact.slots.items() if claim.fact else ():
        slots.setdefault(index, []).append(slot.replace("_", " "))
    rows += [_argument(n, argument, slots.get(n, [])) for n, argument in enumerate(claim.arguments)]
    if claim.time is not None:
        words = " … ".join(article.text[a:b] for a, b in time_spans(claim)) if article.text else ""
        incomplete = "unresolved_time" in claim.flags
        rows.append(Row("when", words, (when(claim.time),), "when it happened", "when", doubt=incomplete))
    rows += [
        Row(
            "said by" if depth == 0 else "citing",
            words_of(link.source) if link.source else "",
            (
                f"{_STANCE[link.stance]}: “{link.cue.text}”, {link.kind}",
                *_entity(link.source.entity if link.source else None),
            ),
            "the chain of sources, outermost first",
            "source",
            doubt=link.source is None,
        )
        for depth, link in enumerate(claim.attribution)
    ]
    if not claim.attribution:
        rows.append(Row("said by", "", ("the article itself",), "whose word it is", "source"))
    rows.append(Row("meant as", "", (reading(claim),), "polarity, modality and certainty", "cue"))
    rows += [_relation(relation) for relation in claim.relations]
    return ClaimView(claim, rows, [FLAGS[flag] for flag in claim.flags])


def words_of(span: QuotedSpan) -> str:
    """Returns the words of a span; an ellipsis where the run left them out."""
    return span.text or "…"


def wording(claim: Claim) -> str:
    """Returns a claim in one line: as it was worded, or as it was quoted where the run left the words out."""
    return claim.text or claim.evidence[0].exact or "…"


def _predicate(claim: Claim) -> Row:
    predicate = claim.predicate
    form = " ".join(filter(None, [predicate.tense, "passive" if predicate.voice == "passive" else ""]))
    kind = "noun" if predicate.nominal else form
    return Row(
        "predicate",
        words_of(predicate),
        (f"{predicate.lemma}{f', {kind}' if kind else ''}",),
        "what happens",
        "predicate",
    )


def _argument(number: int, argument: Argument, slots: list[str]) -> Row:
    found: list[str] = []
    if argument.quantity is not None:
        found.append(amount(argument.quantity))
    if argument.time is not None:
        found.append(when(argument.time))
    resolution = argument.resolution
    if argument.entity is not None and (argument.entity.ids or argument.entity.name != argument.text):
        found += _entity(argument.entity)
    elif resolution is not None and resolution.status == "resolved" and resolution.candidates:
        found.append(plain(resolution.candidates[0].name))
    undecided = resolution is not None and resolution.status != "resolved"
    name = f"other ({argument.preposition})" if argument.role == "other" and argument.preposition else argument.role
    return Row(
        name,
        words_of(argument),
        tuple(found),
        ROLES[argument.role],
        COLOURS.get(argument.role, "other"),
        tuple((plain(c.name), round(100 * c.score)) for c in resolution.candidates) if undecided and resolution else (),
        tuple(slots),
        undecided,
        argument.claim or "",
        number,
    )


def _entity(entity: Entity | None) -> list[str]:
    return [entity_name(entity)] if entity is not None else []


def _relation(relation: Relation) -> Row:
    words = "another claim" if relation.target else "something not found in the article"
    return Row(_RELATIONS[relation.type], words, (), "", "other", claim=relation.target or "")
