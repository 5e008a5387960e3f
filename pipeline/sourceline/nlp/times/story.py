"""Where a text stands in time: its publication date, the time it last spoke of, and the tense around an expression.

A text that keeps naming years long before its publication (a history) is a narrative: in it, a bare "in May" belongs to
the year last named. Elsewhere it is counted from the publication date, forwards or backwards by tense.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Token

from sourceline.nlp.quantities.lexemes import BREAK, Lexeme
from sourceline.nlp.times.calendar import Anchor, Period, at_grain, containing
from sourceline.nlp.times.numerals import MAX_YEAR, MIN_YEAR
from sourceline.nlp.times.words import single_words, word_classes
from sourceline.schema.values import ValueBasis

NARRATIVE_YEARS = 5
NARRATIVE_SHARE = 0.6
NARRATIVE_AGE = 6
NEWS_WEIGHT = 4
CUE_WINDOW = 12
NEAR_LEXEMES = 40
AGAINST_TENSE = 12
LAST_YEAR = 9999
MIN_REGULAR_PAST = 4
QUOTES = frozenset("\"“'‘")
STOPS = frozenset({".", "!", "?", ";", BREAK})


@dataclass(frozen=True, slots=True)
class Reference:
    """A time that the text has named: where in lexemes and characters."""

    period: Period
    start: int
    end: int
    chars: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Placed:
    """A period and how it was decided."""

    period: Period
    basis: ValueBasis
    anchor: Anchor


def parse_day(published: str | None) -> date | None:
    """Reads the day of an ISO date or date-time; None for anything else."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


class Story:
    """The state of reading one text, expression after expression."""

    def __init__(self, doc: Doc, lexemes: Sequence[Lexeme]) -> None:
        self.doc = doc
        self.lexemes = lexemes
        self.published = parse_day(doc._.published)
        self.narrative = self._is_narrative()
        self.reference: Reference | None = None
        self.day: Reference | None = None
        self.future_words = word_classes()["future_cue"]

    def _is_narrative(self) -> bool:
        years = [int(x.text) for x in self.lexemes if x.kind == "number" and len(x.text) == 4 and x.text.isdecimal()]
        years = [year for year in years if MIN_YEAR <= year <= MAX_YEAR]
        limit = self.published.year - NARRATIVE_AGE if self.published else MAX_YEAR
        old = sum(year <= limit for year in years)
        counts = Counter(x.lower for x in self.lexemes)
        ancient = sum(counts[word] for word in ("bc", "b.c.", "bce"))
        fresh, past, present = (
            sum(counts[word] for word in single_words(kind)) for kind in ("news", "past_tense", "present_tense")
        )
        dated = old >= max(NARRATIVE_YEARS, NARRATIVE_SHARE * len(years), NEWS_WEIGHT * fresh)
        return (dated and past >= present) or ancient >= NARRATIVE_YEARS

    def note(self, period: Period, start: int, end: int) -> None:
        """Remembers a time as the one last spoken of."""
        reference = Reference(period, start, end, (self.lexemes[start].start, self.lexemes[end - 1].end))
        self.reference = reference
        if period.grain == "day":
            self.day = reference

    def from_published(self, grain: str, shift: int = 0) -> Placed | None:
        """Counts from the publication date: "last year" is the year, -1."""
        if self.published is None:
            return None
        return Placed(containing(self.published, grain).shift(shift), "resolved", "published")  # type: ignore[arg-type]

    def from_reference(self, grain: str, shift: int, at: int) -> Placed | None:
        """Counts from the time last spoken of, which must be near by except in a narrative."""
        known = self.reference
        if known and (self.narrative or at - known.end <= NEAR_LEXEMES):
            try:
                return Placed(at_grain(known.period, grain).shift(shift), "inferred", known.chars)  # type: ignore[arg-type]
            except (ValueError, OverflowError):
                return None
        return None

    def place(self, make: Callable[[int], Period | None], at: int) -> Placed | None:
        """Finds the year of a time that was named without one.

        Args:
            make: gives the period in a year, None where that year has none (29 February).
            at: index of its first lexeme.
        """
        if self.narrative:
            return self._in_narrative(make)
        if self.published is None:
            return None
        begun = self.range_begin(at)
        near = range(max(1, self.published.year - 1), min(self.published.year + 2, LAST_YEAR))
        found = [period for year in near if (period := make(year))]
        if begun is not None:
            found = [period for period in found if period.first() >= begun.period.first()]
            return Placed(found[0], "resolved", "published") if found else None
        return Placed(self._choose(found, self.published, self.future(at)), "resolved", "published") if found else None

    @staticmethod
    def _choose(found: list[Period], published: date, future: bool | None) -> Period:
        """The nearest; one that the tense speaks against must be much nearer."""

        def distance(period: Period) -> int:
            ahead, behind = (period.first() - published).days, (published - period.last()).days
            if ahead <= 0 and behind <= 0:
                return 0
            against = future is not None and (ahead > 0) != future
            return max(ahead, behind) * (AGAINST_TENSE if against else 1)

        return min(found, key=distance)

    def _in_narrative(self, make: Callable[[int], Period | None]) -> Placed | None:
        if self.reference is None or not 0 < self.reference.period.year < LAST_YEAR:
            return None
        period = make(self.reference.period.year)
        return Placed(period, "inferred", self.reference.chars) if period else None

    def low(self, at: int) -> str:
        """The lexeme at an index in lower case; empty outside the text."""
        return self.lexemes[at].lower if 0 <= at < len(self.lexemes) else ""

    def range_begin(self, at: int) -> Reference | None:
        """Returns the time that the one at an index ends a range with: "Monday" in "Monday to Thursday"."""
        known = self.reference
        if known is None or known.end != at - 1 or known.period.index < 1:
            return None
        between, before = self.lexemes[at - 1].lower, self.lexemes[known.start - 1].lower if known.start else ""
        joined = between in single_words("range_join") or (between == "and" and before == "between")
        return known if joined else None

    def ends_at(self, at: int) -> bool:
        """True where no noun can follow that an ordinal before would belong to."""
        after = self.lexemes[at] if at < len(self.lexemes) else None
        return after is None or after.kind == "mark" or after.lower in single_words("no_noun")

    def capitalised(self, at: int) -> bool:
        """True where a capitalised word stands that is not a word of the calendar."""
        word = self.lexemes[at] if at < len(self.lexemes) else None
        timely = any(word_classes()[kind].at(self.lexemes, at) for kind in ("month", "weekday", "part"))
        return word is not None and word.kind == "word" and word.text[0].isupper() and not timely

    def part_of_name(self, start: int, end: int) -> bool:
        """True where a capitalised word before, not one that begins a sentence, or after makes a longer name."""
        opens = start < 1 or self.low(start - 2) in ("", *STOPS) or self.lexemes[start - 1].kind != "word"
        song = self.low(start - 2) in QUOTES and self.lexemes[start - 1].kind == "word"
        return (self.capitalised(start - 1) and (song or not opens)) or self.capitalised(end)

    def in_name(self, at: int) -> bool:
        """True where an entity recogniser found a person's name around a lexeme."""
        start = self.lexemes[at].start
        return any(e.label_ == "PERSON" and e.start_char <= start < e.end_char for e in self.doc.ents)

    # -- tense ---------------------------------------------------------------------------------------------------------

    def future(self, at: int) -> bool | None:
        """Tells whether the clause around a lexeme speaks of the future (True) or the past (False); None if unclear."""
        if self.doc.has_annotation("DEP") and self.doc.has_annotation("MORPH"):
            decided, parsed = self._parsed_tense(at)
            if decided:
                return parsed
        start, end = self._sentence(at)
        backwards = range(at - 1, max(start - 1, at - 1 - CUE_WINDOW), -1)
        forwards = range(at + 1, min(end, at + 1 + CUE_WINDOW))
        for positions in (backwards, forwards):
            for position in positions:
                if positions is backwards and self.lexemes[position].lower in single_words("clause_start"):
                    break
                cue = self._cue(position)
                if cue is not None:
                    return cue
        return None

    def _cue(self, at: int) -> bool | None:
        word = self.lexemes[at].lower
        if self.future_words.at(self.lexemes, at):
            return True
        past = word in single_words("past_cue") or (word.endswith("ed") and len(word) > MIN_REGULAR_PAST)
        participle = at > 0 and self.lexemes[at - 1].lower == "be"
        return False if past and not participle else None

    def _sentence(self, at: int) -> tuple[int, int]:
        start = at
        while start > 0 and self.lexemes[start - 1].text not in STOPS:
            start -= 1
        end = at
        while end < len(self.lexemes) and self.lexemes[end].text not in STOPS:
            end += 1
        return start, end

    def _parsed_tense(self, at: int) -> tuple[bool, bool | None]:
        """Returns whether the parse alone decides, and what."""
        span = self.doc.char_span(self.lexemes[at].start, self.lexemes[at].end, alignment_mode="expand")
        if span is None or any(child.lower_ == "until" for child in span.root.children):
            return False, None
        verb = _verb(span.root)
        if any(child.lower_ == "to" and child.dep_ == "mark" for child in verb.children):
            if verb.dep_ != "advcl":
                helping = {c.lower_ for c in verb.head.children if c.dep_.startswith("aux") or c.dep_ == "cop"}
                perfect = any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children)
                foiled = any(c.dep_ == "conj" and any(d.lower_ == "but" for d in c.lefts) for c in verb.head.children)
                if perfect or "had" in helping or (foiled and helping & {"was", "were"}):
                    return True, False  # "had been due to meet on Friday", "was to have met"
                was = any(c.lower_ in ("was", "were") and c.dep_ in ("cop", "aux:pass") for c in verb.head.children)
                over = was and self.lexemes[at].lower not in single_words("weekday")
                return (
                    True,
                    None if over else True,
                )  # "was due to leave in May" may be over, "due to meet on Friday" not
            verb = _verb(verb.head)  # "fell 3% to end the week": no aim but an outcome, in the tense of its verb
        helpers = {child.lower_ for child in verb.children if child.dep_.startswith("aux") or child.dep_ == "cop"}
        coming = verb.tag_ == "VBN" and helpers & {"is", "are"} and any(c.dep_ == "xcomp" for c in verb.rights)
        if helpers & single_words("future_cue") or (coming and verb.lower_ in single_words("future_cue")):
            return True, True  # "On Sunday the king is scheduled to visit"
        past = "Past" in verb.morph.get("Tense", []) or not helpers.isdisjoint(("was", "were", "had", "did"))
        return past, False if past else None


def _verb(token: Token) -> Token:
    """The verb that a token hangs under, or the root of its sentence."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token
