"""W3C Web Annotation (https://www.w3.org/TR/annotation-model/) as JSON-LD: one annotation a claim.

The target is the claim's quotation, by position and by quote; the body has the claim in words and the whole record as
JSON. A target's source is the text by its hash, `via` the address it came from: positions count in the text, not in the
page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from sourceline.export.iris import claim_iri, text_iri, web_address
from sourceline.export.streams import write_object
from sourceline.schema.claim import Claim
from sourceline.schema.run import ArticleLine

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write(articles: Iterable[tuple[ArticleLine, list[Claim]]], stream: BinaryIO) -> None:
    """Writes an annotation collection with a single page.

    Args:
        articles: articles with their claims.
        stream: gets UTF-8.
    """
    head = {"@context": CONTEXT, "id": "urn:sourceline:annotations", "type": "AnnotationCollection", "label": "Claims"}
    page = {"id": "urn:sourceline:annotations:1", "type": "AnnotationPage", "startIndex": 0}
    write_object(stream, {**head, "first": page}, ("first", "items"), _annotations(articles))


def _annotations(articles: Iterable[tuple[ArticleLine, list[Claim]]]) -> Iterator[dict[str, Any]]:
    for article, claims in articles:
        for claim in claims:
            yield annotation(article, claim)


def annotation(article: ArticleLine, claim: Claim) -> dict[str, Any]:
    """Returns the annotation of one claim."""
    quoted = claim.evidence[0]
    selectors: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": quoted.start, "end": quoted.end}]
    if quoted.exact is not None:
        words = {"exact": quoted.exact, "prefix": quoted.prefix, "suffix": quoted.suffix}
        selectors.append({"type": "TextQuoteSelector", **words})
    source: dict[str, Any] = {"id": text_iri(article.sha256), "type": "Text", "format": "text/plain"}
    if (url := web_address(article.url)) is not None:
        source["via"] = url
    record = {
        "type": "TextualBody",
        "format": "application/json",
        "value": claim.model_dump_json(by_alias=True),
    }
    body: list[dict[str, Any]] = [record]
    if claim.text is not None:
        body.insert(0, {"type": "TextualBody", "format": "text/plain", "value": claim.text, "purpose": "describing"})
    if claim.fact is not None:
        body.append({"type": "TextualBody", "format": "text/plain", "value": claim.fact.type, "purpose": "tagging"})
    return {
        "id": claim_iri(claim.id),
        "type": "Annotation",
        "motivation": "describing",
        "body": body,
        "target": {"type": "SpecificResource", "source": source, "selector": selectors},
    }
