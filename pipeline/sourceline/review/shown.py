"""The claim that is on show, its article, and what its reviewer made of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sourceline.review.changes import changes
from sourceline.review.corrections import corrected
from sourceline.review.entries import title_of
from sourceline.review.index import Index, Verdict
from sourceline.review.marks import Mark, marks_of, pieces
from sourceline.review.query import Query
from sourceline.review.settling import Opinion, differ, opinions
from sourceline.review.store import Store
from sourceline.review.views import view, wording
from sourceline.schema.claim import Claim
from sourceline.schema.decision import Decision
from sourceline.schema.run import ArticleLine


class Shown:
    """Gives the middle and the right of the page what they are made of.

    Args:
        store: the log, for claims as they were decided on.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def of(self, index: Index, identifier: str, reviewer: str, query: Query) -> dict[str, Any] | None:
        """Returns what the templates are given of a claim or an article; None where the index has none of this id."""
        if (found := index.claim(identifier)) is not None:
            return self._claim(index, found[1], reviewer, query)
        article = index.article(identifier)
        return _of_article(article, [], None, []) | {"claim": None} if article is not None else None

    def _claim(self, index: Index, claim: Claim, reviewer: str, query: Query) -> dict[str, Any]:
        """Returns what the templates are given of a claim.

        A claim that its reviewer corrected is shown as corrected, to this reviewer alone. What others decided is shown
        in the list of disagreements alone, so that nobody decides after somebody else anywhere but there.
        """
        article = index.article(claim.article.id)
        assert article is not None
        siblings = list(index.claims_of(article.id))
        rows = index.all("SELECT * FROM claims WHERE id = ?", claim.id)
        mine = next((v for v in index.verdicts(rows[0]["number"]) if v.reviewer == reviewer), None)
        held = self._held(mine)
        left, differs = claim, []
        if held is not None and held.seen is not None and mine is not None:
            if mine.stale:
                differs = changes(view(held.seen, article), view(claim, article))
            else:
                left = as_left(claim, held)
                differs = changes(view(claim, article), view(left, article))
        sentence = next((e.sentence for e in left.evidence if e.role == "claim"), None)
        place = (sentence.start, sentence.end) if sentence else (left.predicate.start, left.predicate.end)
        others = [(c.predicate.start, c.predicate.end, c.id) for _, c in siblings if c.id != claim.id]
        told: list[Opinion] = []
        if query.settling or query.looking_back:
            told = opinions(index, self.store, rows[0]["number"], claim, article)
            if not differ(told):
                told = [opinion for opinion in told if query.looking_back and opinion.reviewer != reviewer]
        return _of_article(article, marks_of(left), place, others) | {
            "view": view(left, article, {c.id: wording(c) for _, c in siblings}),
            "claim": left,
            "hash": claim.content_hash,
            "wording": wording(left),
            "changes": differs,
            "row": rows[0],
            "neighbours": [c for r, c in siblings if r["sentence"] == place[0] and c.id != claim.id],
            "mine": mine,
            "opinions": told,
            "differ": differ(told),
            "notes": index.all(
                "SELECT note, time FROM log WHERE claim = ? AND reviewer = ? AND note IS NOT NULL AND NOT withdrawn",
                claim.id,
                reviewer,
            ),
        }

    def fresh(self, index: Index, number: int, reviewer: str) -> Decision | None:
        """Returns the correction that a reviewer holds of a claim as it is now, or None."""
        verdict = next((v for v in index.verdicts(number) if v.reviewer == reviewer), None)
        return self._held(verdict) if verdict is not None and not verdict.stale else None

    def _held(self, mine: Verdict | None) -> Decision | None:
        """Returns the decision of a reviewer that has more to show than its kind: a correction, or one gone stale."""
        return self.store.get(mine.seq) if mine is not None and (mine.stale or mine.kind == "corrected") else None


def _of_article(
    article: ArticleLine, marks: list[Mark], place: tuple[int, int] | None, others: list[tuple[int, int, str]]
) -> dict[str, Any]:
    """Returns what the right of the page is made of: the text with the marks of a claim."""
    text = article.text
    return {
        "article": article,
        "title": title_of(article),
        "pieces": pieces(text, marks, article.segments, place, others) if text is not None else [],
        "legend": legend(marks),
        "link": safe_link(article.url),
    }


def legend(marks: Iterable[Mark]) -> list[tuple[str, list[str]]]:
    """Returns each colour with the roles that have it."""
    roles: dict[str, list[str]] = {}
    for mark in marks:
        named = roles.setdefault(mark.colour, [])
        if mark.role not in named:
            named.append(mark.role)
    return list(roles.items())


def as_left(claim: Claim, decision: Decision | None) -> Claim:
    """Returns a claim as its reviewer left it."""
    if decision is None or decision.decision != "corrected" or decision.seen is None:
        return claim
    return corrected(decision.seen, decision.patch)


def safe_link(url: str | None) -> str:
    """Returns an address that may be a link: of the web and nothing else."""
    return url if url is not None and url.lower().startswith(("https://", "http://")) else ""
