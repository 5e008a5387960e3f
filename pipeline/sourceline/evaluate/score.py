"""Compares found claims with gold claims, figure by figure.

A found claim is paired with the gold claim whose predicate it shares words with, the best-fitting first. All other
figures are counted over paired claims, so that each says how well one thing is done where the claim itself was found;
only `predicate` and `claim` count claims that were missed or invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from sourceline.evaluate.gold import GoldArgument, GoldClaim, Span
from sourceline.schema.claim import Argument, Claim
from sourceline.schema.values import Amount

CORE = ("agent", "theme", "recipient", "attribute", "content")
MIN_OVERLAP = 0.5
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_IGNORED = frozenset({
    "the", "a", "an", "that", "if", "to", "whether", "and", "of", "in", "on", "more", "than", "about", "just", "only",
})  # fmt: skip


@dataclass
class Score:
    """Counts of one figure: how many right, of how many found and how many in gold."""

    right: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        total = self.found + self.gold
        return 2 * self.right / total if total else 1.0

    def add(self, right: int, found: int, gold: int) -> None:
        self.right, self.found, self.gold = self.right + right, self.found + found, self.gold + gold


@dataclass
class Comparison:
    """All figures over any number of articles, with what was wrong in words."""

    scores: dict[str, Score] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def count(self, figure: str, right: int, found: int, gold: int) -> None:
        self.scores.setdefault(figure, Score()).add(right, found, gold)


def overlap(a: Span, b: Span) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def words(text: str, span: Span) -> set[int]:
    """Returns the places of the words of a span that carry meaning."""
    found = {span[0] + m.start() for m in _WORD.finditer(text[slice(*span)]) if m.group().lower() not in _IGNORED}
    return found or {span[0] + m.start() for m in _WORD.finditer(text[slice(*span)])}


def same_phrase(text: str, head: Span, found: Span, gold: Span) -> bool:
    """Whether two spans are the same phrase.

    They share at least half of their words, or the found head is in the gold span and one span holds the other (phrases
    may be cut more or less generously).
    """
    a, b = words(text, found), words(text, gold)
    if a and b and len(a & b) / len(a | b) >= MIN_OVERLAP:
        return True
    return overlap(head, gold) > 0 and (a <= b or b <= a)


def same_argument(text: str, found: Argument, gold: GoldArgument) -> bool:
    """Whether a found argument is the gold one: the same role and the same phrase."""
    return found.role == gold.role and same_phrase(text, found.head, (found.start, found.end), gold.span)


def compare(text: str, claims: list[Claim], gold: list[GoldClaim], result: Comparison) -> None:
    """Adds the comparison of one article to a result."""
    pairs = pair(text, claims, gold)
    result.count("predicate", len(pairs), len(claims), len(gold))
    right = 0
    for claim, wanted in pairs:
        core_right, problems = compare_arguments(text, claim, wanted, result)
        right += core_right
        problems += compare_values(text, claim, wanted, result)
        if problems:
            result.errors.append(f"{claim.predicate.text!r}: {'; '.join(problems)}\n      {sentence_of(claim, text)}")
    result.count("claim", right, len(claims), len(gold))
    paired_claims, paired_gold = {c.id for c, _ in pairs}, {id(g) for _, g in pairs}
    for claim in claims:
        if claim.id not in paired_claims:
            result.errors.append(f"not in gold: {claim.text!r}\n      {sentence_of(claim, text)}")
    for wanted in gold:
        if id(wanted) not in paired_gold:
            result.errors.append(
                f"missed: {wanted.raw['predicate']!r} {wanted.raw['args']}\n      {wanted.raw['sentence']}"
            )


def sentence_of(claim: Claim, text: str) -> str:
    sentence = claim.evidence[0].sentence
    return " ".join(text[sentence.start : sentence.end].split())


def pair(text: str, claims: list[Claim], gold: list[GoldClaim]) -> list[tuple[Claim, GoldClaim]]:
    """Pairs claims one to one by predicate, those with the most arguments in common first."""
    options = []
    for c, claim in enumerate(claims):
        for g, wanted in enumerate(gold):
            if overlap((claim.predicate.start, claim.predicate.end), wanted.predicate):
                common = sum(any(same_argument(text, a, w) for w in wanted.arguments) for a in claim.arguments)
                options.append((-common, c, g))
    used_claims: set[int] = set()
    used_gold: set[int] = set()
    pairs = []
    for _, c, g in sorted(options):
        if c not in used_claims and g not in used_gold:
            used_claims.add(c)
            used_gold.add(g)
            pairs.append((claims[c], gold[g]))
    return sorted(pairs, key=lambda p: p[0].predicate.start)


def compare_arguments(text: str, claim: Claim, wanted: GoldClaim, result: Comparison) -> tuple[bool, list[str]]:
    """Counts roles; a claim is right when its core arguments are the gold's, no more and no fewer."""
    problems = []
    open_gold = list(wanted.arguments)
    core_right = True
    for argument in claim.arguments:
        match = next((w for w in open_gold if same_argument(text, argument, w)), None)
        result.count(f"role {argument.role}", match is not None, 1, 0)
        if match is not None:
            open_gold.remove(match)
        elif argument.role in CORE:
            core_right = False
            problems.append(f"{argument.role} {argument.text!r} is not in gold")
    for missing in open_gold:
        if missing.role in CORE:
            core_right = False
            problems.append(f"{missing.role} {text[slice(*missing.span)]!r} is missing")
    for marked in wanted.arguments:
        result.count(f"role {marked.role}", 0, 0, 1)
    return core_right, problems


def compare_values(text: str, claim: Claim, wanted: GoldClaim, result: Comparison) -> list[str]:
    """Counts time, quantities, attribution, polarity, modality and fact type of a pair; returns what differs."""
    time = claim.time.value if claim.time else None
    fact = claim.fact.type if claim.fact else None
    sources = [a.source.text if a.source else None for a in claim.attribution]
    same = sum(any(same_source(s, w) for w in wanted.attribution) for s in sources)
    pairs = (
        ("time", wanted.time if same_time(time, wanted.time) else time, wanted.time),
        ("polarity", claim.polarity, wanted.polarity),
        ("modality", claim.modality, wanted.modality),
        ("fact type", fact, wanted.fact),
    )
    problems = [f"{name} is {have}, not {want}" for name, have, want in pairs if have != want]
    if same < max(len(sources), len(wanted.attribution)):
        problems.append(f"attribution is {sources}, not {list(wanted.attribution)}")
    result.count("time", same_time(time, wanted.time), time is not None, wanted.time is not None)
    result.count("polarity", claim.polarity == wanted.polarity, 1, 1)
    result.count("modality", claim.modality == wanted.modality, 1, 1)
    result.count("fact type", fact is not None and fact == wanted.fact, fact is not None, wanted.fact is not None)
    result.count("attribution", min(same, len(wanted.attribution)), len(sources), len(wanted.attribution))
    for figure, currency in (("money", True), ("quantity", False)):
        found = [a for a in claim.arguments if a.quantity and (a.quantity.currency is not None) == currency]
        expected = [(s, v) for s, v in wanted.quantities if ("currency" in v) == currency]
        hits = sum(any(overlap((a.start, a.end), s) and same_value(a.quantity, v) for a in found) for s, v in expected)
        converted = sum(any(same_value(a.quantity.equivalent, v) for a in found if a.quantity) for _, v in expected)
        hits += converted  # "(€3m)" after a sum is counted where gold has it; gold may leave it out
        result.count(figure, hits, len(found) + converted, len(expected))
        if hits < len(expected):
            problems.append(f"{figure} {[text[slice(*s)] for s, _ in expected]} is not {[a.text for a in found]}")
    return problems


def same_time(found: str | None, wanted: str | None) -> bool:
    """Whether two TIMEX3 values agree at the grain of gold: an evening is on the day that gold names."""
    return found is not None and wanted is not None and (found == wanted or found.startswith(wanted + "T"))


def same_source(found: str | None, wanted: str | None) -> bool:
    if found is None or wanted is None:
        return found is wanted
    a, b = (set(_WORD.findall(s.split("@")[0].lower())) - _IGNORED for s in (found, wanted))
    return bool(a & b)


def same_value(quantity: Amount | None, wanted: dict[str, object]) -> bool:
    """Whether the value fields that gold names are equal; numbers by value."""

    def number(value: object) -> object:
        try:
            return Decimal(str(value))
        except InvalidOperation:
            return value

    if quantity is None:
        return False
    keys = [k for k in ("value", "low", "high", "currency") if k in wanted]
    if "value" in wanted:
        keys = [k for k in keys if k not in ("low", "high")]
    return all(number(getattr(quantity, k)) == number(wanted[k]) for k in keys)


def total(scores: Iterable[Score]) -> Score:
    """Adds scores up."""
    whole = Score()
    for score in scores:
        whole.add(score.right, score.found, score.gold)
    return whole
