"""Outcomes to lines, in the order of the input: what depends on the articles before is decided here."""

from __future__ import annotations

import logging
from dataclasses import replace

from sourceline.ingest.inputs import distinct_id
from sourceline.runs.files import to_line
from sourceline.runs.outcome import Made, Outcome, pack, unpack
from sourceline.runs.outputs import Outputs
from sourceline.runs.scratch import Scratch
from sourceline.runs.tally import Tally
from sourceline.schema.article import Rejected
from sourceline.schema.claim import Claim
from sourceline.schema.run import ArticleLine

_log = logging.getLogger(__name__)


class Merger:
    """Writes outcomes; the same inputs in the same order give the same bytes, whoever processed them when."""

    def __init__(self, outputs: Outputs, scratch: Scratch, tally: Tally) -> None:
        self._outputs, self._scratch, self._tally = outputs, scratch, tally

    def add(self, source: str, outcome: Outcome, *, reused: bool) -> None:
        """Writes what became of an input.

        Args:
            source: where it came from this time.
            outcome: what became of it, perhaps under another name.
            reused: an earlier run had done it.
        """
        if isinstance(outcome, Rejected):
            self.reject(outcome.model_copy(update={"source": source}))
            return
        line = ArticleLine.model_validate_json(unpack(outcome.article))
        own_id = distinct_id(line.id, line.sha256, source, self._scratch.take)
        first = self._scratch.copies.add(own_id, outcome.signature)
        placed = line.model_copy(update={"id": own_id, "source": source, "near_copy_of": first})
        if placed != line:
            outcome = _moved(outcome, placed, renamed=(own_id, source) != (line.id, line.source))
        self._outputs.add(outcome.article, outcome.claims)
        self._tally.add(outcome.tally)
        self._tally.copies += first is not None
        if reused:
            self._tally.reused += 1
            self._tally.reused_words += line.words

    def reject(self, rejected: Rejected) -> None:
        _log.info("rejected %s: %s: %s", rejected.source, rejected.code, rejected.message)
        self._outputs.reject(rejected)
        self._tally.add_rejected(rejected)


def _moved(made: Made, line: ArticleLine, *, renamed: bool) -> Made:
    claims = made.claims
    if renamed:
        lines = unpack(claims).splitlines()
        claims = pack(b"".join(to_line(_renamed(Claim.model_validate_json(claim), line)) for claim in lines))
    return replace(made, article=pack(to_line(line)), claims=claims)


def _renamed(claim: Claim, line: ArticleLine) -> Claim:
    article = claim.article.model_copy(update={"id": line.id, "source": line.source})
    return claim.model_copy(update={"article": article})
