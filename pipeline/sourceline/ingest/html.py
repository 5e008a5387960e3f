"""Web pages: the article in a page and what the page says about it, by trafilatura."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from itertools import islice
from typing import TYPE_CHECKING

from sourceline.errors import InputError
from sourceline.ingest.charset import decode_page

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

#: Largest page in bytes. Of news pages one in thousands is larger than a tenth of it.
MAX_PAGE = 5_000_000
#: Most elements of a page; news pages have some thousands. Parsing a table takes time quadratic in them.
MAX_ELEMENTS = 50_000
#: Most attributes of an element; parsing takes time quadratic in them too.
MAX_ATTRIBUTES = 1_000
INSTALL = "pip install 'sourceline[html]'"

# What a browser does not show.
_HIDDEN = (
    "//*[@hidden or contains(translate(@style, ' \t\r\n', ''), 'display:none')"
    " or contains(translate(@style, ' \t\r\n', ''), 'visibility:hidden')]",
    "//template",
    "//noscript",
)
_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']++|"[^"]*+"|'[^']*+')*+""")
_VALUE = re.compile(r""""[^"]*"|'[^']*'""")
# Where a page speaks of other articles, whose dates and authors are not this one's.
_ELSEWHERE = "//nav | //aside | //footer | //form"
# A date in running text is of what is told there. Only in bylines and the like, which are short, is it the article's.
_RUNNING_TEXT = "//body//text()[string-length() > 100 and not(parent::script or ancestor::h1)]"
# The latest date that is believed. htmldate's default is the day of the run, so that no two days would agree.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
# trafilatura's names of the elements that stand on lines of their own.
_BLOCKS = frozenset({"p", "head", "list", "item", "quote", "code", "table", "row", "cell", "graphic"})
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$", re.MULTILINE)
# Hints where a word may be broken, which are no part of it.
_HINTS = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


def parse_page(data: bytes, *, charset: str | None = None, url: str | None = None) -> tuple[str, dict[str, object]]:
    """Finds the article in a web page.

    Args:
        data: the page.
        charset: the encoding that the HTTP header states.
        url: the page's address, where it is known; else it is the canonical link, if there is one.

    Returns:
        The text: paragraphs, headings and lists apart by a blank line, each list item a line after `- `, each row of a
        table a line with `|` between the cells. And the metadata, under the names that `make_article` takes.

    Raises:
        InputError: `not_text`, `too_large`, `not_html` (the parser cannot read it), `no_text` (no article found in it),
            or `not_installed`.
    """
    try:
        from trafilatura import bare_extraction, load_html
        from trafilatura.metadata import extract_metadata
        from trafilatura.settings import Document
    except ImportError:
        raise InputError("not_installed", f"reading web pages needs trafilatura: {INSTALL}") from None
    for name in ("trafilatura", "htmldate"):  # what they complain about is said in the reason
        logging.getLogger(name).disabled = True
    if len(data) > MAX_PAGE:
        raise InputError("too_large", f"a page of more than {MAX_PAGE:,} bytes")
    source = decode_page(data, charset)
    if any(_attributes(tag[0]) > MAX_ATTRIBUTES for tag in _TAG.finditer(source)):
        raise InputError("too_large", f"an element of more than {MAX_ATTRIBUTES:,} attributes")
    try:
        tree = load_html(source)
        if tree is None:
            raise InputError("not_html", "the HTML parser finds no page in it")
        if next(islice(tree.iter(), MAX_ELEMENTS, None), None) is not None:
            raise InputError("too_large", f"a page of more than {MAX_ELEMENTS:,} elements")
        for hidden in _HIDDEN:
            _remove(tree, hidden)
        metadata = extract_metadata(_about(tree), url, _DATES)
        page = bare_extraction(tree, include_comments=False)
        text = _text(page.body) if isinstance(page, Document) else ""
    except (InputError, MemoryError):
        raise
    except Exception as error:  # the parsers meet anything at all in pages; RecursionError among it
        raise InputError("not_html", f"the page cannot be parsed ({type(error).__name__})") from None
    if not _SENTENCE_END.search(text):  # what is left of a page of links has none
        raise InputError("no_text", "no article was found in the page")
    return text, {
        "title": metadata.title,
        "published": metadata.date,
        "url": url or metadata.url,
        "source": metadata.sitename or metadata.hostname,
        "authors": metadata.author.split("; ") if metadata.author else None,
        "language": tree.get("lang"),
    }


def _attributes(tag: str) -> int:
    """Returns about how many attributes a tag has, at least."""
    if len(tag) < 2 * MAX_ATTRIBUTES:
        return 0
    names = _VALUE.sub("", tag)
    return max(len(names.split()), names.count("="))


def _remove(tree: HtmlElement, where: str) -> None:
    for element in tree.xpath(where):
        if element.getparent() is not None:
            element.drop_tree()  # with what is inside; text behind it stays


def _about(tree: HtmlElement) -> HtmlElement:
    """Returns a copy of the page with only what may speak about the article itself."""
    tree = deepcopy(tree)
    _remove(tree, _ELSEWHERE)
    for text in tree.xpath(_RUNNING_TEXT):
        if text.is_text:
            text.getparent().text = None
        else:
            text.getparent().tail = None
    return tree


def _text(body: _Element) -> str:
    """Writes out trafilatura's tree of an article; see `parse_page`. Not recursive: lists may be nested deeply."""
    from lxml.etree import iterwalk

    blocks: list[str] = []
    rows: list[list[str]] = [blocks]  # the blocks of each table row that is open
    pieces: list[str] = []
    bullet = ""

    def flush() -> None:
        nonlocal bullet
        lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
        text = "\n".join(filter(None, lines))
        pieces.clear()
        if text:
            rows[-1].append(bullet + text)
            bullet = ""

    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            flush()
        if event == "start":
            bullet = "- " if element.tag == "item" else bullet
            if element.tag == "row":
                rows.append([])
            elif element.tag == "lb":
                pieces.append("\n")
            pieces.append(_inline(element.text))
            continue
        if element.tag == "item":
            bullet = ""
        elif element.tag == "row":
            found = rows.pop()
            rows[-1] += [" | ".join(found)] if len(found) <= len(element.findall("cell")) else found
        pieces.append(_inline(element.tail))
    flush()
    return "\n\n".join(blocks).replace("\n\n- ", "\n- ")


def _inline(text: str | None) -> str:
    """Returns text as it runs on in a line: in HTML a line end is a space."""
    return re.sub(r"\s", " ", text.translate(_HINTS)) if text else ""
