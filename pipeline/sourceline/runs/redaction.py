"""`--no-text`: records without the words of articles, and the words put back from the articles.

What goes are titles, texts and every quotation, the wording of a claim and the names of candidates, which may be
descriptions. What stays are names, codes, numbers, dates and single words that a value needs: lemma, preposition, unit,
what is counted. `content_hash` stays that of the whole claim, so a claim whose words are put back proves itself.
"""

from __future__ import annotations

from typing import Any, TypeVar

from sourceline.runs.files import to_line
from sourceline.schema.article import Article, Rejected
from sourceline.schema.base import Quoted, QuotedSpan, Record
from sourceline.schema.claim import CONTEXT, Claim, Evidence, HolderCommitment

NOT_QUOTED = ("article", "unnamed")  # holders of a commitment that are no words of the article

R = TypeVar("R", bound=Record)


def redact(record: R) -> R:
    """Returns a record with null wherever it holds words of an article.

    Of what was rejected the kind of error stays: its message may quote the article.
    """
    if isinstance(record, Rejected) and record.stage == "extract":
        return record.model_copy(update={"message": record.message.partition(":")[0]})
    update: dict[str, Any] = {}
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if any(isinstance(mark, Quoted) for mark in field.metadata):
            kept = isinstance(record, HolderCommitment) and value in NOT_QUOTED
            update[name] = value if kept else None
        elif isinstance(value, Record):
            update[name] = redact(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            update[name] = tuple(map(redact, value))
    return record.model_copy(update=update)


def line_of(record: Record, *, keep_text: bool) -> bytes:
    """Serialises a record as a line of a run's files."""
    return to_line(record if keep_text else redact(record))


def is_redacted(claim: Claim) -> bool:
    """Whether the words of a claim were left out."""
    return claim.predicate.text is None


def restore(claim: Claim, article: Article) -> Claim:
    """Puts back the words of a redacted claim that stand in its article.

    `text` and the names of candidates stay null: they are no slices of the article. Other claims come back unchanged.

    Args:
        claim: as `redact` left it; its offsets may be wrong.
        article: the article; nothing is checked.
    """
    if not is_redacted(claim):
        return claim
    restored = _filled(claim, article.text)
    sources = [link.source.text if link.source else None for link in restored.attribution]
    holders = [*sources, *([None] * len(claim.commitments))]
    commitments = tuple(
        held if held.holder is not None else held.model_copy(update={"holder": words})
        for held, words in zip(claim.commitments, holders, strict=False)
    )
    reference = claim.article.model_copy(update={"title": article.title})
    return restored.model_copy(update={"commitments": commitments, "article": reference})


def _filled(record: R, text: str) -> R:
    """Fills in the words of every span in a record."""
    update: dict[str, Any] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, Record):
            update[name] = _filled(value, text)
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            update[name] = tuple(_filled(item, text) for item in value)
    if isinstance(record, Evidence):
        update["exact"] = text[record.start : record.end]
        update["prefix"] = text[max(0, record.start - CONTEXT) : record.start]
        update["suffix"] = text[record.end : record.end + CONTEXT]
    elif isinstance(record, QuotedSpan):
        update["text"] = text[record.start : record.end]
    return record.model_copy(update=update)
