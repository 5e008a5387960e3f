"""The metadata of an article, under the names that inputs use for it, as the fields of the record."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sourceline.ingest.dateline import published_in
from sourceline.ingest.dates import published_date
from sourceline.ingest.decode import is_encodable
from sourceline.schema.article import Article

# Field of the record -> names in inputs, the first one that has a value counts. The second names are news-please's.
NAMES = {
    "id": ("id",),
    "title": ("title",),
    "published": ("published", "date_publish"),
    "url": ("url",),
    "site": ("source", "source_domain"),
    "authors": ("authors", "author"),
    "language": ("language",),
}
TEXT_NAMES = ("text", "maintext")


# Each claim repeats these values, so what is far longer than any title or address is none.
_LONGEST = 2_000
_MOST_NAMES = 100


def make_article(text: str, source: str, metadata: Mapping[str, object]) -> Article:
    """Makes the record; its id is empty where the metadata gives none.

    Values of a wrong type or of more than 2,000 characters are left out, and so are authors from the 101st on.
    `published` is what the metadata say, in ISO 8601. An invalid date counts as unknown; only where there is none at
    all may the article's own dateline give one.
    """
    given = {field: _first(metadata, names) for field, names in NAMES.items()}
    stated = _string(given["published"])
    published = published_date(stated) if stated else published_in(text)
    return Article(
        id=_string(given["id"]) or "",
        source=source,
        text=text,
        title=_string(given["title"]),
        published=published,
        published_basis=None if published is None else "metadata" if stated else "dateline",
        url=_string(given["url"]),
        site=_string(given["site"]),
        authors=_names(given["authors"]),
        language=_string(given["language"]),
    )


def _first(metadata: Mapping[str, object], names: tuple[str, ...]) -> object:
    return next((metadata[name] for name in names if metadata.get(name) not in (None, "", [])), None)


def _string(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not is_encodable(value):
        return None
    value = value.strip()
    return value if 0 < len(value) <= _LONGEST else None


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(name for item in value if (name := _string(item)))[:_MOST_NAMES]
    return tuple(name for name in re.split(r"\s*(?:[,;&]|\band\b)\s*", _string(value) or "") if name)[:_MOST_NAMES]
