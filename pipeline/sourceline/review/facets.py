"""What the filters offer: the values that the run has, with their counts."""

from __future__ import annotations

from sourceline.review.index import Index

_COLUMNS = ("fact", "source", "modality", "polarity", "segment")
#: Up to so many articles are offered by name.
_ARTICLES = 200


def facets(index: Index) -> dict[str, list[tuple[str, int]]]:
    """Returns for each filter its values, the commonest first; "none" stands for claims that have no value."""
    if index.facets is None:
        found: dict[str, list[tuple[str, int]]] = {}
        for column in _COLUMNS:
            counted = index.all(f"SELECT {column}, count(*) FROM claims GROUP BY 1 ORDER BY 2 DESC, 1")
            found[column] = [(value or "none", count) for value, count in counted]
        flags: dict[str, int] = {}
        for value, count in index.all("SELECT flags, count(*) FROM claims WHERE flags != '' GROUP BY 1"):
            for flag in value.split():
                flags[flag] = flags.get(flag, 0) + count
        found["flag"] = sorted(flags.items(), key=lambda item: (-item[1], item[0]))
        articles = index.all(
            "SELECT title, id, count(*) FROM articles GROUP BY 1 ORDER BY min(number) LIMIT ?", _ARTICLES
        )
        # A title with characters that steer would steer the menu; the filter takes an id as well.
        found["article"] = [(title if title.isprintable() else name, count) for title, name, count in articles]
        index.facets = found
    return index.facets
