"""CSV: flat, one row a claim, for spreadsheets and data frames. RFC 4180, UTF-8, one header line.

A spreadsheet runs a cell that begins with = + - @ or a tab as a formula. Such a cell gets an apostrophe before it,
unless it is a number. What would steer a terminal becomes U+FFFD.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable
from typing import BinaryIO, get_args

from sourceline.plain import shown
from sourceline.schema.claim import Argument, Claim, Role
from sourceline.schema.run import ArticleLine

_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_BETWEEN = "; "

Value = str | int | float | None


def _roles(role: str) -> Callable[[ArticleLine, Claim], Value]:
    return lambda article, claim: _BETWEEN.join(a.text or "" for a in claim.arguments if a.role == role)


def _entities(claim: Claim, *roles: str) -> list[Argument]:
    return [a for a in claim.arguments if a.entity is not None and (not roles or a.role in roles)]


def _name(role: str) -> Callable[[ArticleLine, Claim], Value]:
    return lambda article, claim: _BETWEEN.join(a.entity.name for a in _entities(claim, role) if a.entity)


def _codes(role: str) -> Callable[[ArticleLine, Claim], Value]:
    return lambda article, claim: _BETWEEN.join(
        f"{scheme}:{code}" for a in _entities(claim, role) if a.entity for scheme, code in a.entity.ids.items()
    )


def _amount(field: str) -> Callable[[ArticleLine, Claim], Value]:
    def of(article: ArticleLine, claim: Claim) -> Value:
        found = next((a.quantity for a in claim.arguments if a.quantity is not None), None)
        value: Value = getattr(found, field, None)
        return value

    return of


def _time(field: str) -> Callable[[ArticleLine, Claim], Value]:
    return lambda article, claim: getattr(claim.time, field, None)


#: Column -> what it holds.
COLUMNS: dict[str, tuple[str, Callable[[ArticleLine, Claim], Value]]] = {
    "claim": ("id of the claim", lambda article, claim: claim.id),
    "fact": ("id of the fact, the same in other articles", lambda article, claim: claim.fact_id),
    "article": ("id of the article", lambda article, claim: article.id),
    "source": ("where the article was read from", lambda article, claim: article.source),
    "url": ("address of the article", lambda article, claim: article.url),
    "title": ("title of the article", lambda article, claim: article.title),
    "site": ("publisher of the article", lambda article, claim: article.site),
    "published": ("date of publication", lambda article, claim: article.published),
    "segment": ("part of the article", lambda article, claim: claim.segment),
    "text": ("the claim in words", lambda article, claim: claim.text),
    "quote": ("the words of the article that make it", lambda article, claim: claim.evidence[0].exact),
    "start": ("offset of the quote, in code points", lambda article, claim: claim.evidence[0].start),
    "end": ("offset after the quote", lambda article, claim: claim.evidence[0].end),
    "predicate": ("words of the predicate", lambda article, claim: claim.predicate.text),
    "lemma": ("dictionary form of the predicate", lambda article, claim: claim.predicate.lemma),
    "tense": ("past, present, future", lambda article, claim: claim.predicate.tense),
    "polarity": ("positive, negative", lambda article, claim: claim.polarity),
    "modality": ("actual, planned, possible …", lambda article, claim: claim.modality),
    "certainty": ("certain, probable, possible, underspecified", lambda article, claim: claim.certainty),
    "fact_type": ("type of the fact", lambda article, claim: claim.fact.type if claim.fact else None),
    **{role: (f"words of the {role}; several are parted by {_BETWEEN!r}", _roles(role)) for role in get_args(Role)},
    **{
        column: part
        for role in ("agent", "theme", "recipient")
        for column, part in {
            f"{role}_name": (f"whom the {role} names", _name(role)),
            f"{role}_ids": (f"codes of the {role}, such as iso3166:RW", _codes(role)),
        }.items()
    },
    "amount": ("number of the first amount; empty for a range", _amount("value")),
    "amount_low": ("the least it can be", _amount("low")),
    "amount_high": ("the most it can be", _amount("high")),
    "amount_modifier": ("exact, approx, more_than …", _amount("modifier")),
    "currency": ("its ISO 4217 code", _amount("currency")),
    "unit": ("its unit", _amount("unit")),
    "of": ("what is counted", _amount("of")),
    "time": ("when it happened, TIMEX3", _time("value")),
    "earliest": ("first day it can mean", _time("earliest")),
    "latest": ("last day it can mean", _time("latest")),
    "said_by": (
        "words of the sources, outermost first, parted by ' > '; empty for the article's own voice",
        lambda article, claim: " > ".join((a.source.text or "" if a.source else "?") for a in claim.attribution),
    ),
    "stance": (
        "of the innermost source: neutral, denies, doubts",
        lambda article, claim: claim.attribution[-1].stance if claim.attribution else None,
    ),
    "flags": ("what to look at first, parted by spaces", lambda article, claim: " ".join(claim.flags)),
    "score": (
        "confidence, 0 to 1, a probability once calibrated",
        lambda article, claim: claim.confidence.score,
    ),
    "sha256": ("hash of the article's text", lambda article, claim: article.sha256),
}


def write(articles: Iterable[tuple[ArticleLine, list[Claim]]], stream: BinaryIO) -> None:
    """Writes claims as CSV.

    Args:
        articles: articles with their claims.
        stream: gets UTF-8, lines that end in CR LF.
    """
    buffer = io.StringIO(newline="")
    rows = csv.writer(buffer)
    rows.writerow(COLUMNS)
    for article, claims in articles:
        for claim in claims:
            rows.writerow(_cell(of(article, claim)) for _, of in COLUMNS.values())
        stream.write(buffer.getvalue().encode())
        buffer.seek(0)
        buffer.truncate()
    stream.write(buffer.getvalue().encode())  # the header, where there is no article


def _cell(value: Value) -> str:
    text = shown("" if value is None else str(value))
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
