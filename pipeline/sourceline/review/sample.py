"""Which claims stand for the whole run: those that a random order has drawn so far."""

from __future__ import annotations

from sourceline.review.index import Index
from sourceline.review.query import Query


def drawn(index: Index) -> str | None:
    """Returns the claims that random orders of the whole run have drawn, decided or not, as a condition in SQL.

    A claim is drawn when it comes no later in such an order than the last one that somebody decided in it. It is drawn
    too if it had been decided otherwise before, or was passed over: whether it is in the sample depends on chance
    alone, and neither on its doubts nor on what is held of it.

    Returns:
        A condition on the table `claims c`; None where nothing was drawn.
    """
    conditions = []
    for (seed,) in index.all("SELECT DISTINCT seed FROM log WHERE seed IS NOT NULL AND NOT withdrawn"):
        key = Query(order="random", seed=seed).shuffled
        last = index.one(
            f"SELECT max({key}) FROM claims c JOIN log l ON l.claim = c.id "
            "WHERE l.seed = ? AND NOT l.withdrawn AND c.origin = 'run'",
            seed,
        )
        if last is not None:
            conditions.append(f"{key} <= {int(last)}")
    return f"c.origin = 'run' AND ({' OR '.join(conditions)})" if conditions else None
