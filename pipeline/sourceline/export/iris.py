"""The names (IRIs) of runs, articles and claims in linked data."""

from __future__ import annotations

import base64
import re

#: What a browser follows, without characters that no IRI may hold.
_HTTP = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f]+", re.IGNORECASE)


def claim_iri(identifier: str) -> str:
    return f"urn:sourceline:{identifier}"


def text_iri(sha256: str) -> str:
    """Names an article's text by its hash (RFC 6920), so that offsets refer to just this text and no later edit."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def web_address(url: str | None) -> str | None:
    """Returns a URL if it is one of the web and well formed; it comes from the input, so it could be anything."""
    return url if url is not None and _HTTP.fullmatch(url) else None
