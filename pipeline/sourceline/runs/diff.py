"""`diff`: what differs between the claims of two runs, of whatever versions."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, ValidationError

from sourceline.errors import OutputError
from sourceline.runs.files import CLAIMS, RUN, read_records
from sourceline.runs.spool import Spool
from sourceline.schema.base import Record
from sourceline.schema.diff import ArticleDiff, ChangedClaim, OneSided, RuleDiff, RunDiff, RunSide, Successor

# What says nothing about the world, or is told by other fields.
_ASIDE = {"schema", "id", "content_hash", "text_hash", "run", "confidence", "article"}


class _Article(Record):
    id: str
    source: str
    sha256: str


class _Step(Record):
    rule: str


class _Claim(Record):
    """As little of a claim as any version has, and the rest as it is."""

    model_config = ConfigDict(extra="allow")

    id: str
    content_hash: str
    text: str | None
    article: _Article
    trace: tuple[_Step, ...] = ()
    predicate: dict[str, Any]

    @property
    def key(self) -> str:
        """What tells it from all others of its run: copies of a text have claims of the same ids."""
        return f"{self.id} {self.article.id}"

    @property
    def rules(self) -> set[str]:
        return {step.rule for step in self.trace}

    @property
    def content(self) -> dict[str, Any]:
        kept = self.model_dump(mode="json", exclude={"trace"})
        return {key: value for key, value in kept.items() if key not in _ASIDE}


class _Differences:
    """What has been found so far."""

    def __init__(self) -> None:
        self.same = 0
        self.new: list[OneSided] = []
        self.lost: list[OneSided] = []
        self.changed: list[ChangedClaim] = []
        self.fields: Counter[str] = Counter()
        self.rules: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.articles: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self.arrived: dict[Hashable, tuple[str, str]] = {}  # place or words -> new claim, hash of its text
        self.moved: list[Successor] = []
        self.recast: list[Successor] = []

    def count(self, kind: str, claim: _Claim, rules: set[str]) -> None:
        self.articles[claim.article.id, claim.article.source][kind] += 1
        for rule in rules:
            self.rules[rule][kind] += 1

    def add_new(self, claim: _Claim) -> None:
        self.new.append(OneSided(id=claim.id, article=claim.article.id, text=claim.text))
        self.count("new", claim, claim.rules)
        for key in (_place(claim), _words(claim)):
            self.arrived.setdefault(key, (claim.id, claim.article.sha256))

    def add_lost(self, claim: _Claim) -> None:
        self.lost.append(OneSided(id=claim.id, article=claim.article.id, text=claim.text))
        self.count("lost", claim, claim.rules)
        if (found := self.arrived.get(_place(claim))) is not None:
            self.recast.append(Successor(lost=claim.id, new=found[0]))
        elif (found := self.arrived.get(_words(claim))) is not None and found[1] != claim.article.sha256:
            self.moved.append(Successor(lost=claim.id, new=found[0]))

    def add_pair(self, old: _Claim, claim: _Claim) -> None:
        """Compares a claim that both have. Versions may hash differently, so what counts is that a field differs."""
        fields = set(_differing(old.content, claim.content)) if old.content_hash != claim.content_hash else set()
        gained, dropped = claim.rules - old.rules, old.rules - claim.rules
        if not fields and not (gained or dropped):
            self.same += 1
            return
        if gained or dropped:
            fields.add("trace")
        self.fields.update(fields)
        self.count("changed", claim, set())
        for rule in gained:
            self.rules[rule]["gained"] += 1
        for rule in dropped:
            self.rules[rule]["dropped"] += 1
        self.changed.append(
            ChangedClaim(
                id=claim.id,
                article=claim.article.id,
                text=claim.text,
                fields=tuple(sorted(fields)),
                gained=tuple(sorted(gained)),
                dropped=tuple(sorted(dropped)),
            )
        )


class _Before:
    """The claims of the first run."""

    def __init__(self) -> None:
        self._claims, self._keys = Spool(), Spool()

    def add(self, claim: _Claim) -> None:
        self._claims[claim.key] = claim.model_dump_json()
        self._keys[claim.id] = json.dumps([*json.loads(self._keys.get(claim.id) or "[]"), claim.key])

    def match(self, claim: _Claim, met: Spool) -> _Claim | None:
        """Returns the claim that one of the second run is to be compared with.

        Args:
            claim: the other claim.
            met: the keys of all claims of the second run, and of those that have been matched with them.
        """
        same = self._claims.get(claim.key)
        if same is None:  # the article has another id now
            keys = json.loads(self._keys.get(claim.id) or "[]")
            key = next((key for key in keys if met.get(key) is None), None)
            if key is None:
                return None
            met[key] = ""
            same = self._claims.get(key)
        return _Claim.model_validate_json(same) if same is not None else None


def diff(first: Path, second: Path) -> RunDiff:
    """Compares the claims of two runs by id; of those with one id, which are of copies of a text, by the article's too.

    An id is made of the article's text and the spans of predicate and argument heads, so a claim of an edited text is
    another claim: one lost and one new. Where its words are the same it is listed as moved too.

    Args:
        first: the folder of the run to compare with.
        second: the folder of the run that may differ.

    Raises:
        OutputError: a folder is not one of a run, or its files are damaged.
    """
    sides = [_side(out) for out in (first, second)]
    found, before, met = _Differences(), _Before(), Spool()
    for claim in read_records(first / CLAIMS, _Claim):
        before.add(claim)
    for claim in read_records(second / CLAIMS, _Claim):
        met[claim.key] = ""
    for claim in read_records(second / CLAIMS, _Claim):
        old = before.match(claim, met)
        if old is None:
            found.add_new(claim)
        else:
            found.add_pair(old, claim)
    for claim in read_records(first / CLAIMS, _Claim):
        if met.get(claim.key) is None:
            found.add_lost(claim)
    return RunDiff(
        first=sides[0],
        second=sides[1],
        equal=not (found.new or found.lost or found.changed),
        same=found.same,
        new=tuple(found.new),
        lost=tuple(found.lost),
        changed=tuple(found.changed),
        moved=tuple(found.moved),
        recast=tuple(found.recast),
        fields=dict(sorted(found.fields.items(), key=lambda item: (-item[1], item[0]))),
        rules=tuple(
            RuleDiff(rule=rule, **{kind: counts[kind] for kind in ("new", "lost", "gained", "dropped")})
            for rule, counts in sorted(found.rules.items(), key=lambda item: (-item[1].total(), item[0]))
        ),
        articles=tuple(
            ArticleDiff(article=article, source=source, **{kind: counts[kind] for kind in ("new", "lost", "changed")})
            for (article, source), counts in found.articles.items()
        ),
    )


def _side(out: Path) -> RunSide:
    try:
        return RunSide.model_validate_json((out / RUN).read_bytes())
    except OSError as error:
        raise OutputError(f"cannot read {out / RUN}: {error.strerror}; is {out} the folder of a run?") from None
    except ValidationError as error:
        raise OutputError(f"{out / RUN} is not the record of a run: {error.errors()[0]['msg']}") from None


def _place(claim: _Claim) -> Hashable:
    return claim.article.sha256, claim.predicate.get("start"), claim.predicate.get("end")


def _words(claim: _Claim) -> Hashable:
    return claim.article.source, claim.text or (claim.model_extra or {}).get("text_hash")


def _differing(old: Any, new: Any, path: str = "") -> Iterator[str]:
    """Yields the paths at which two JSON values differ.

    A missing key is null, as in a version that does not have the field. Words that one run left out do not differ.
    """
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _differing(old.get(key), new.get(key), f"{path}.{key}" if path else key)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new) and not _is_span(old):
        for one, other in zip(old, new, strict=True):
            yield from _differing(one, other, f"{path}[]")
    elif old != new and not _left_out(old, new, path):
        yield path


def _is_span(value: list[Any]) -> bool:
    return bool(value) and isinstance(value[0], int)


def _left_out(old: Any, new: Any, path: str) -> bool:
    return None in (old, new) and path.rpartition(".")[2] in ("text", "exact", "prefix", "suffix", "holder", "name")
