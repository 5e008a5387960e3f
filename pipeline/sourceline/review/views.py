"""A claim in plain words: what the middle of the page says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sourceline.plain import plain
from sourceline.review.marks import COLOURS, time_spans
from sourceline.schema.base import QuotedSpan
from sourceline.schema.claim import Argument, Claim, Relation
from sourceline.schema.run import ArticleLine
from sourceline.schema.values import Entity
from sourceline.words import MODALITY, entity_name, reading, told_amount, when

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
    "wrong_value": "Wrong amount or date",
    "wrong_attribution": "Wrong about who says so",
    "wrong_factuality": "Wrong about how it is meant",
    "wrongly_unresolved": "Left open without need",
    "not_a_claim": "Not a claim",
    "duplicate": "Duplicate",
    "wrong_segment": "Wrong part of the article",
}
#: Why claims were rejected, or what of them was corrected.
CAUSES = REASONS | {
    f"/{name}": f"Corrected: {words}"
    for name, words in {
        "predicate": "predicate", "arguments": "argument", "time": "time", "attribution": "attribution",
        "polarity": "polarity", "modality": "modality", "certainty": "certainty", "fact": "fact type",
        "segment": "segment",
    }.items()
}  # fmt: skip
FLAGS = {
    "ambiguous_agent": "it is not clear who does it",
    "ambiguous_argument": "it is not clear what a word stands for",
    "unresolved_agent": "it was not found who does it",
    "unresolved_argument": "it was not found what a word stands for",
    "unresolved_time": "the date is not complete",
    "no_agent": "it is not said who does it",
    "anonymous_source": "the source has no name",
    "unresolved_source": "the source is not stated",
    "short_context": "the sentence has more to give",
    "long_argument": "an argument is very long",
}
STANCE = {"neutral": "says so", "denies": "denies it", "doubts": "doubts it"}
#: What the page calls the values of a record; others are called what they are.
WORDS = FLAGS | STANCE | MODALITY
_RELATIONS = {
    "restates": "says again",
    "denies": "denies",
    "purpose_of": "is the purpose of",
    "condition_of": "is the condition of",
    "content_of": "is the content of",
    "part_of": "is a part of",
}
_NONE: Mapping[str, str] = MappingProxyType({})


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


def view(claim: Claim, article: ArticleLine, others: Mapping[str, str] = _NONE) -> ClaimView:
    """Returns a claim in plain words.

    Args:
        claim: to be shown.
        article: it is of.
        others: other claims, by id, in one line each, for what the claim has to do with them.
    """
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
                f"{'' if link.source else 'somebody '}{STANCE[link.stance]}: “{link.cue.text}”, {link.kind}",
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
    rows += [_relation(relation, others) for relation in claim.relations]
    return ClaimView(claim, rows, [words for flag, words in FLAGS.items() if flag in claim.flags])


def words_of(span: QuotedSpan) -> str:
    """Returns the words of a span; an ellipsis where the run left them out."""
    return span.text or "…"


def wording(claim: Claim) -> str:
    """Returns a claim in one line: as it was worded, or as it was quoted where the run left the words out."""
    return claim.text or claim.evidence[0].exact or "…"


def _predicate(claim: Claim) -> Row:
    predicate = claim.predicate
    tense = f"{predicate.tense} tense" if predicate.tense else ""
    form = ", ".join(filter(None, [tense, "passive" if predicate.voice == "passive" else ""]))
    words = words_of(predicate)
    told = [predicate.lemma if predicate.lemma != words.lower() else "", "noun" if predicate.nominal else form]
    return Row("predicate", words, tuple(filter(None, [", ".join(filter(None, told))])), "what happens", "predicate")


def _argument(number: int, argument: Argument, slots: list[str]) -> Row:
    found: list[str] = []
    if argument.quantity is not None:
        found.append(told_amount(argument.quantity))
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


def _relation(relation: Relation, others: Mapping[str, str]) -> Row:
    target = relation.target or ""
    words = others.get(target, "another claim") if target else "something not found in the article"
    return Row(_RELATIONS[relation.type], words, (), "", "other", claim=target)
