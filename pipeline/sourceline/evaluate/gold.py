"""Gold claims: marked by hand by quoting words; read here into offsets. `corpus/gold/README.md` explains the format."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sourceline.errors import InputError
from sourceline.schema.article import Article

REACH = 900  # characters after the start of a sentence in which its words are looked for
Span = tuple[int, int]


@dataclass(frozen=True)
class GoldArgument:
    role: str
    span: Span


@dataclass(frozen=True)
class GoldClaim:
    """One marked claim. `quantities` are (span of the amount, expected value fields)."""

    predicate: Span
    arguments: tuple[GoldArgument, ...]
    time: str | None
    attribution: tuple[str | None, ...]
    polarity: str
    modality: str
    fact: str | None
    quantities: tuple[tuple[Span, dict[str, Any]], ...] = ()
    line: int = 0
    raw: dict[str, Any] = field(default_factory=dict, compare=False)


class Finder:
    """Finds quoted words of a gold line in the article."""

    def __init__(self, text: str, where: str, sentence: str) -> None:
        self.text, self.where = text, where
        if text.count(sentence) != 1:
            raise InputError(
                "gold", f"{where}: sentence start found {text.count(sentence)} times, must be once: {sentence!r}"
            )
        self.start = text.index(sentence)

    def span(self, words: str) -> Span:
        """Returns the offsets of words; `@2` at the end asks for their second occurrence. Whole words are preferred."""
        nth = 1
        if re.search(r"@\d$", words):
            words, nth = words[:-2], int(words[-1])
        stop = self.start + REACH
        whole = [
            m.start()
            for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.text[:stop])
            if m.start() >= self.start
        ]
        any_place = [m.start() for m in re.finditer(re.escape(words), self.text[:stop]) if m.start() >= self.start]
        places = whole if nth == 1 and whole else any_place
        if len(places) < nth:
            raise InputError("gold", f"{self.where}: not found after the start of its sentence: {words!r}")
        return places[nth - 1], places[nth - 1] + len(words)


def read_gold(path: Path, article: Article) -> list[GoldClaim]:
    """Reads the gold of one article.

    Raises:
        InputError: a line is not JSON, or words that it quotes are not in the article.
    """
    claims = []
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        where = f"{path.name}:{number}"
        try:
            raw = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError("gold", f"{where}: not JSON: {error}") from None
        finder = Finder(article.text, where, raw["sentence"])
        arguments = [GoldArgument(role, finder.span(words)) for role, spans in raw["args"].items() for words in spans]
        quantities = [(finder.span(words), values) for words, values in raw.get("quantities", {}).items()]
        claims.append(
            GoldClaim(
                predicate=finder.span(raw["predicate"]),
                arguments=tuple(arguments),
                time=raw.get("time"),
                attribution=tuple(raw.get("attribution", ())),
                polarity=raw.get("polarity", "positive"),
                modality=raw.get("modality", "actual"),
                fact=raw.get("fact"),
                quantities=tuple(quantities),
                line=number,
                raw=raw,
            )
        )
    return claims
