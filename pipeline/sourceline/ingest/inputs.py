"""`Input`: what one article is made of, as it was read; and `article_of`, which makes the article.

Reading is cheap and in order, making is not: so a run reads in one process and makes in many.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sourceline.errors import InputError
from sourceline.ingest.decode import decode
from sourceline.ingest.html import MAX_PAGE, parse_page
from sourceline.ingest.http import decoded_body
from sourceline.ingest.jsonl import parse_line
from sourceline.ingest.language import is_not_english
from sourceline.ingest.metadata import make_article
from sourceline.ingest.text import split_front_matter
from sourceline.schema.article import Article

#: Longest text in characters that is read unless told otherwise; spaCy's own limit.
MAX_CHARS = 1_000_000


@dataclass(frozen=True)
class Input:
    """One article before it is decoded and parsed.

    Attributes:
        source: where it came from; only a name, the article depends on nothing but the rest.
        kind: what the bytes are: a text with or without front matter, a JSON object, or a web page.
        data: the bytes.
        metadata: what is known of it from elsewhere, such as a sidecar file; for a page of an archive its `url` and
            the `charset`, `transfer` and `encoding` that its server declared.
    """

    source: str
    kind: Literal["text", "json", "html"]
    data: bytes
    metadata: Mapping[str, object] = field(default_factory=dict)


def article_of(given: Input, *, any_text: bool = False, max_chars: int = MAX_CHARS) -> Article:
    """Makes the article of an input.

    Args:
        given: the input.
        any_text: let texts pass that are empty or not English.
        max_chars: longest text.

    Returns:
        The article; its id is the one that the input gives, else `art_` and 16 hexadecimal digits of the text's sha256.

    Raises:
        InputError: it is none; the code is one of `REASONS`.
    """
    if given.kind == "json":
        text, fields = parse_line(given.data)
    elif given.kind == "html":
        transfer, encoding = _known(given, "transfer"), _known(given, "encoding")
        page = decoded_body(given.data, transfer=transfer, encoding=encoding, limit=MAX_PAGE + 1)
        text, fields = parse_page(page, charset=_known(given, "charset"), url=_known(given, "url"))
    else:
        fields, text = split_front_matter(decode(given.data))
    if len(text) > max_chars:
        raise InputError("too_large", f"a text of {len(text):,} characters; the limit is {max_chars:,}")
    if not any_text and not text.strip():
        raise InputError("empty", "no text in it")
    if not any_text and is_not_english(text):
        raise InputError("not_english", "the text is not in English")
    article = make_article(text, given.source, {**given.metadata, **fields})
    return article if article.id else article.model_copy(update={"id": f"art_{article.sha256[:16]}"})


def _known(given: Input, name: str) -> str | None:
    value = given.metadata.get(name)
    return value if isinstance(value, str) else None


def distinct_id(article_id: str, sha256: str, source: str, take: Callable[[str], bool]) -> str:
    """Returns the id of an article, or another one where it has been given out before.

    Args:
        article_id: the id it would have.
        sha256: hash of its text.
        source: where it came from; the other id is made of both.
        take: gives out an id; false where it was given out already.
    """
    hashed = sha256
    while not take(article_id):
        hashed += f"\0{source}"
        article_id = f"art_{hashlib.sha256(hashed.encode()).hexdigest()[:16]}"
    return article_id
