"""What a reviewer asks the list for: filters and an order, as they stand in the address of the page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import get_args
from urllib.parse import urlencode

from sourceline.schema.decision import VERDICTS, Order

#: The numbers that claims have for random orders lie below this prime; their products fit into 64 bits.
SHUFFLE = 2**31 - 1
STATUSES = {
    "open": "not decided yet",
    "all": "all",
    "accepted": "accepted by me",
    "rejected": "rejected by me",
    "corrected": "corrected by me",
    "added": "added by me",
    "skipped": "skipped by me",
    "noted": "with a note of mine",
    "decided": "decided by anybody",
    "wrong": "found wrong by anybody",
    "stale": "changed since I decided",
    "gone": "no longer in the run",
    "second": "second opinion (blind sample)",
    "disputed": "reviewers differ",
    "bare": "articles without a claim",
}
ORDERS = {"doubtful": "most doubtful first", "article": "as the articles read", "random": "random sample"}
_WORD_LIMIT = 12


@dataclass(frozen=True)
class Query:
    """Filters, all of which a claim must pass, and an order. Empty means any.

    Attributes:
        article: words of its title, or an id.
        source: the publisher.
        holds: "money" or "date".
        low, high: confidence, in percent.
        rule: id of one that had a part in it.
        reason: why somebody rejected or corrected it, or the field of the record that was corrected, as "/time".
        text: words that the claim has; each may be cut short.
        seed: of the random order, and of the sample for second opinions.
        share: percent of the claims that get a second opinion.
    """

    status: str = "open"
    article: str = ""
    fact: str = ""
    flag: str = ""
    source: str = ""
    modality: str = ""
    polarity: str = ""
    segment: str = ""
    rule: str = ""
    reason: str = ""
    holds: str = ""
    low: str = ""
    high: str = ""
    text: str = ""
    order: str = "doubtful"
    seed: str = "1"
    share: str = "10"

    @classmethod
    def read(cls, params: Mapping[str, str]) -> Query:
        """Reads the parameters of an address; what it does not know it leaves out."""
        known = {field.name: params[field.name].strip()[:200] for field in fields(cls) if field.name in params}
        if known.get("status") not in STATUSES:
            known.pop("status", None)
        if known.get("order") not in get_args(Order):
            known.pop("order", None)
        return cls(**known)

    def address(self, **more: str) -> str:
        """Returns the parameters that differ from the defaults, ready for an address."""
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        plain = {field.name: field.default for field in fields(self)}
        return urlencode({name: value for name, value in own.items() if value != plain[name]} | more)

    @property
    def chosen(self) -> int:
        """How many filters are set, besides the status."""
        skipped = {"status", "order", "seed", "share"}
        return sum(bool(getattr(self, field.name)) for field in fields(self) if field.name not in skipped)

    @property
    def settling(self) -> bool:
        """Whether these are the claims that reviewers differ about: a verdict on one settles it."""
        return self.status == "disputed"

    @property
    def looking_back(self) -> bool:
        """Whether these are claims with what anybody decided of them in sight: another verdict settles it."""
        return self.status in ("decided", "wrong")

    @property
    def bare(self) -> bool:
        """Whether these are articles that have no claim, and not claims: what is missing in them can be added."""
        return self.status == "bare"

    @property
    def drawing(self) -> str:
        """The seed, where the list is a random order of the whole run; else empty."""
        return self.seed if self.order == "random" and not self.chosen and self.status in ("open", "all") else ""

    def where(self, reviewer: str) -> tuple[str, list[object]]:
        """Returns the condition on the table `claims` as SQL, and its parameters."""
        conditions: list[str] = []
        parameters: list[object] = []

        def add(condition: str, *values: object) -> None:
            conditions.append(condition)
            parameters.extend(values)

        for name in ("fact", "source", "modality", "polarity", "segment"):
            if value := getattr(self, name):
                add(f"c.{name} = ?", "" if value == "none" else value)
        if self.flag:
            add("c.flags != ?", "") if self.flag == "any" else add("instr(c.flags, ?)", f" {self.flag} ")
        if self.rule:
            add("c.ruleset IN (SELECT number FROM rulesets WHERE instr(' ' || rules || ' ', ?))", f" {self.rule} ")
        if self.reason:
            add(_REASONED, *_reasoned(self.reason))
        if self.holds in ("money", "date"):
            add(f"c.{self.holds} = 1")
        for limit, sign in ((self.low, ">="), (self.high, "<=")):
            if (number := _number(limit)) is not None:
                add(f"c.score {sign} ?", number / 100)
        if self.article:
            add(f"c.article IN (SELECT a.number FROM articles a WHERE {_ARTICLE})", *_named(self.article))
        if words := _match(self.text):
            # By the sign SQLite goes through the order and asks which are among them, and does not look up each.
            add("+c.number IN (SELECT rowid FROM words WHERE words MATCH ?)", words)
        self._add_status(add, reviewer)
        return " AND ".join(conditions) or "1", parameters

    def articles(self) -> tuple[str, list[object]]:
        """Returns the condition on the table `articles` as SQL, and its parameters; only two of the filters apply."""
        conditions, parameters = ["NOT EXISTS (SELECT 1 FROM claims c WHERE c.article = a.number)"], list[object]()
        if self.article:
            conditions.append(_ARTICLE)
            parameters += _named(self.article)
        if self.source:
            conditions.append("a.site = ?")
            parameters.append("" if self.source == "none" else self.source)
        return " AND ".join(conditions), parameters

    def _add_status(self, add: Callable[..., None], reviewer: str) -> None:
        own = "c.number {} (SELECT number FROM standing WHERE reviewer = ?{})"
        if self.status in VERDICTS or self.status == "skipped":
            add(own.format("IN", " AND kind = ? AND NOT stale"), reviewer, self.status)
        elif self.status == "stale":
            add(own.format("IN", " AND stale"), reviewer)
        elif self.status == "noted":
            add("c.id IN (SELECT claim FROM log WHERE reviewer = ? AND note IS NOT NULL AND NOT withdrawn)", reviewer)
        elif self.status == "open":
            add("c.verdicts = 0 AND c.origin != 'gone'")
        elif self.looking_back:
            add("c.verdicts > 0 AND c.origin != 'gone'")
            if self.status == "wrong":
                add("c.number IN (SELECT number FROM standing WHERE kind IN ('rejected', 'corrected') AND NOT stale)")
        elif self.status == "gone":
            add("c.origin = 'gone'")
        elif self.status == "disputed":
            add("c.disputed = 1")
        elif self.status == "second":
            share = min(max(_number(self.share) or 0.0, 0.0), 100.0)
            add(f"c.verdicts > 0 AND c.origin != 'gone' AND {self.shuffled} < ?", int(share / 100 * SHUFFLE))
            add(own.format("NOT IN", " AND NOT stale"), reviewer)

    @property
    def shuffled(self) -> str:
        """The number that orders claims at random, as SQL; another seed, another order, the same on every machine.

        Seeds choose from the pairwise independent functions of Carter and Wegman (1979).
        """
        offset, factor = divmod(int(hashlib.sha256(self.seed.encode()).hexdigest(), 16), SHUFFLE - 1)
        return f"((c.shuffle * {factor + 1} + {offset % SHUFFLE}) % {SHUFFLE})"

    @property
    def key(self) -> str:
        """What the list is ordered by, as SQL; ties go by number."""
        return {"doubtful": "c.score", "article": "c.place"}.get(self.order, self.shuffled)


_REASONED = (
    "c.number IN (SELECT s.number FROM standing s JOIN log l ON l.seq = s.seq "
    "WHERE NOT s.stale AND (instr(l.reasons, ?) OR instr(l.patch, ?) OR instr(l.patch, ?)))"
)
_ARTICLE = "(a.id = ? OR a.title LIKE ? ESCAPE '\\')"
_LIKE = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _reasoned(reason: str) -> tuple[str, str, str]:
    """Returns what the reasons or the patch of a decision hold, as JSON, if that is why."""
    return json.dumps(reason), f'"path": {json.dumps(reason)}', f'"path": {json.dumps(reason)[:-1]}/'


def _named(article: str) -> tuple[str, str]:
    """Returns the id that an article has, or what its title is like, if this is what it was asked for by."""
    return article, f"%{article.translate(_LIKE)}%"


def _match(text: str) -> str:
    """Returns what FTS5 looks for: all the words; nothing that was typed is taken for an operator."""
    words = ["".join(c for c in word if c.isalnum()) for word in text.split()[:_WORD_LIMIT]]
    return " AND ".join(f'"{word}"*' for word in words if word)
