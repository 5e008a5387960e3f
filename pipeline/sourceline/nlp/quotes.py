"""`sourceline_quotes`: pairs quotation marks on the raw text, before sentences are split.

Curly, straight, low-high („…“) and angle («…») marks; two apostrophes (''…'') are a straight mark. A quotation that
runs over paragraphs opens anew in each without having been closed (the newspaper convention); it gives one span a
paragraph. A mark without partner gives nothing.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from sourceline.nlp.attributes import text_of
from sourceline.nlp.structure import split_blocks

PAIRS = {"“": "”", "«": "»", "„": "“”", "‟": "”"}
_MARK = re.compile(r"[“”«»„‟\"]|(?<!')''(?!')|(?<!\w)‘(?=\w)|(?<=[\w.,!?])’(?!\w)|(?<!\w)'(?=\w)|(?<=[.,!?])'(?!\w)")
MIN_SINGLE_QUOTED_WORDS = 2


def pair_quotes(text: str) -> list[tuple[int, int]]:
    """Finds quotations.

    Returns:
        Offsets of outermost quotations, marks included, sorted, not overlapping.
    """
    found: list[tuple[int, int]] = []
    blocks = split_blocks(text)
    for number, block in enumerate(blocks):
        following = blocks[number + 1].text if number + 1 < len(blocks) else ""
        found += _pair_in_block(text, block.start, block.end, following.replace("''", '"')[:1])
    return found


def _pair_in_block(text: str, start: int, end: int, following: str) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    opened: tuple[str, int] | None = None
    for mark in _MARK.finditer(text, start, end):
        char, at = mark.group().replace("''", '"'), mark.start()
        if opened is None:
            before = text[at - 1] if at > start else " "
            opens = char in PAIRS or (char in "\"‘'" and not (before.isalnum() or before in ".,!?"))
            if opens:
                opened = (char, at)
        elif _closes(opened[0], char):
            single = opened[0] in "‘'"
            if not single or len(text[opened[1] : at].split()) >= MIN_SINGLE_QUOTED_WORDS:
                pairs.append((opened[1], mark.end()))
            opened = None
        elif opened[0] in "‘'" and char in '“"':
            opened = (char, at)  # the single mark was an apostrophe
    if opened and opened[0] in '“"«' and following == opened[0]:
        pairs.append((opened[1], end))
    return pairs


def _closes(opening: str, char: str) -> bool:
    if opening in PAIRS:
        return char in PAIRS[opening]
    return char == ("’" if opening == "‘" else opening)


class Quotes:
    """The component; see the module. Sets `doc.spans["quotes"]`."""

    def __call__(self, doc: Doc) -> Doc:
        spans = (doc.char_span(start, end, alignment_mode="expand") for start, end in pair_quotes(text_of(doc)))
        doc.spans["quotes"] = [span for span in spans if span is not None]
        return doc


@Language.factory("sourceline_quotes", assigns=["doc.spans"])
def make_quotes(nlp: Language, name: str) -> Quotes:
    """Creates the component. It reads the raw text only."""
    return Quotes()
