"""The publication date as the article itself states it, for articles whose metadata has none."""

from __future__ import annotations

import re
from typing import Literal

from sourceline.ingest.dates import DATE, date_in_words
from sourceline.rules import Rule, load_rules

HEAD_LINES = 8
TAIL_LINES = 5
# A dateline stands at the start of its line. A pattern is never run over a paragraph of book length.
_LOOK = 300


class DatelineRule(Rule):
    """A regular expression over a line, in which `{date}` stands for a full date; see the rule file."""

    where: Literal["head", "anywhere"]
    pattern: str

    def date(self, line: str) -> str | None:
        """Returns the date that the line states by this rule, ISO 8601."""
        found = re.search(self.pattern.replace("{date}", f"(?P<date>{DATE})"), line[:_LOOK])
        return date_in_words(found["date"]) if found else None


def published_in(text: str) -> str | None:
    """Finds a dateline or byline with a full date in the first and last lines of an article.

    Returns:
        The date, ISO 8601; None where no line states one, or where they state different ones: then none is clear.
    """
    rules = load_rules(DatelineRule, "structure/dateline")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head, rest = lines[:HEAD_LINES], lines[HEAD_LINES:]
    dates = {rule.date(line) for line in head for rule in rules}
    dates |= {rule.date(line) for line in rest[-TAIL_LINES:] for rule in rules if rule.where == "anywhere"}
    dates.discard(None)
    return dates.pop() if len(dates) == 1 else None
