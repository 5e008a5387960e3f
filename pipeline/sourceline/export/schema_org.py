"""schema.org `Claim` (https://schema.org/Claim) as JSON-LD; it can stand in a page as `<script
type="application/ld+json">`.

`author` is who is quoted, where that is a person or an organization; in the article's own voice its authors and
publisher. `appearance` is the article. `firstAppearance` and `claimInterpreter` are left out: a run does not know where
a claim came up first, and what interprets is neither a person nor an organization. Claims may be denied, planned or
hoped for; `keywords` say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from sourceline.export.iris import claim_iri, text_iri, web_address
from sourceline.export.streams import write_object
from sourceline.schema.claim import Claim
from sourceline.schema.run import ArticleLine
from sourceline.schema.values import Entity, Time

_TYPES = {"PERSON": "Person", "ORG": "Organization", "GPE": "AdministrativeArea", "LOC": "Place", "FAC": "Place",
          "EVENT": "Event", "LAW": "Legislation"}  # fmt: skip
_AUTHORS = ("Person", "Organization")

Node = dict[str, Any]


def write(articles: Iterable[tuple[ArticleLine, list[Claim]]], stream: BinaryIO) -> None:
    """Writes a JSON-LD graph of claims.

    Args:
        articles: articles with their claims.
        stream: gets UTF-8.
    """
    write_object(stream, {"@context": "https://schema.org"}, ("@graph",), _nodes(articles))


def _nodes(articles: Iterable[tuple[ArticleLine, list[Claim]]]) -> Iterator[Node]:
    for article, claims in articles:
        if claims:
            yield article_node(article)
        for claim in claims:
            yield claim_node(article, claim)


def article_node(article: ArticleLine) -> Node:
    """Returns what is known of an article; its claims refer to it."""
    return _known(
        {
            "@type": "NewsArticle",
            "@id": text_iri(article.sha256),
            "identifier": article.id,
            "headline": article.title,
            "url": web_address(article.url),
            "datePublished": article.published,
            "inLanguage": article.language,
            "author": [{"@type": "Person", "name": name} for name in article.authors],
            "publisher": _publisher(article),
        }
    )


def _publisher(article: ArticleLine) -> list[Node]:
    return [{"@type": "Organization", "name": article.site}] if article.site else []


def claim_node(article: ArticleLine, claim: Claim) -> Node:
    """Returns one claim."""
    about = {a.entity.name: _thing(a.entity) for a in claim.arguments if a.entity is not None}
    return _known(
        {
            "@type": "Claim",
            "@id": claim_iri(claim.id),
            "identifier": claim.id,
            "text": claim.text or claim.evidence[0].exact,
            "author": _author(article, claim),
            "appearance": {"@id": text_iri(article.sha256)},
            "about": list(about.values()),
            "temporalCoverage": _period(claim.time) if claim.time is not None else None,
            "keywords": [claim.polarity, claim.modality, claim.certainty, *([claim.fact.type] if claim.fact else [])],
        }
    )


def _author(article: ArticleLine, claim: Claim) -> list[Node]:
    if claim.attribution:
        source = claim.attribution[-1].source
        found = [_thing(source.entity)] if source is not None and source.entity is not None else []
        return [node for node in found if node["@type"] in _AUTHORS]
    return [*({"@type": "Person", "name": name} for name in article.authors), *_publisher(article)]


def _thing(entity: Entity) -> Node:
    codes = [{"@type": "PropertyValue", "propertyID": k, "value": v} for k, v in entity.ids.items()]
    return _known({"@type": _TYPES.get(entity.label or "", "Thing"), "name": entity.name, "identifier": codes})


def _period(time: Time) -> str | None:
    """Returns the days as an ISO 8601 date or interval."""
    if time.earliest is None or time.latest is None:
        return None
    return time.earliest if time.earliest == time.latest else f"{time.earliest}/{time.latest}"


def _known(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, [])}
