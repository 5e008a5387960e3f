"""`sourceline_structure`: tells headline, summary, body, headings, lists and boilerplate apart before the parse.

Blocks are lines of the raw text (a line that is broken in mid-sentence is joined). Each block gets a segment by the
rules in `models/rules/structure/segments.toml` and by its shape and place. Sentence starts are fixed at every block,
after a bullet and after a dateline, so no sentence crosses a block and none begins with layout.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from sourceline.nlp.attributes import text_of
from sourceline.nlp.pictographs import merge_pictographs
from sourceline.rules import Rule, load_rules
from sourceline.schema.article import Segment

if TYPE_CHECKING:
    from thinc.types import Ints2d

BULLET = re.compile(r"^\s*(?:[•●▪◦‣∙·■➤►✓✔]|[*–—-](?=\s)|\(?\d{1,2}[.)](?=\s)|[^\w\s\"'“‘(\[$€£¥#@]{1,4}(?=\s))\s*")
_TERMINAL = re.compile(r"[.!?:;,…][\"'”’)\]]*$|[\"”]$")
_ABBREVIATION = re.compile(r"(?:[A-Z]\.){2,}|[ap]\.m\.|Inc\.|Corp\.|Ltd\.|Co\.|Jr\.|Sr\.")
#: Tokenizers keep the stop of "£3m." with the letter.
_STOP_AFTER_UNIT = re.compile(r"\.(?:(?<=\d[A-Za-z]\.)|(?<=\d [a-z]\.))(?=\s|$)")
MAX_HEADING_WORDS = 14
MAX_HEADLINE_WORDS = 40
#: Tokens without a full stop after which a sentence is cut. The longest sentences of news have a hundred.
MOST_WORDS = 400
_STOPS = frozenset(".!?…")


class SegmentRule(Rule):
    """A regular expression over a line; see the rule file."""

    where: Literal["header", "line", "tail", "lead"]
    pattern: str
    case: bool = False
    segment: Segment = "heading"
    opens: Segment | None = None
    through: Literal["list", "paragraph", "links", "glossary"] | None = None

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        return re.compile(self.pattern, 0 if self.case else re.IGNORECASE).search


@dataclass
class Block:
    """One line of the article: offsets without the white space around it."""

    start: int
    end: int
    text: str
    segment: Segment | None = None
    rule: str = "segment.shape"

    @property
    def is_list_item(self) -> bool:
        return BULLET.match(self.text) is not None

    @property
    def ends_like_sentence(self) -> bool:
        return _TERMINAL.search(self.text) is not None


def split_blocks(text: str) -> list[Block]:
    """Cuts a text into lines without blank ones; a line that goes on in lower case on the next is joined with it."""
    blocks: list[Block] = []
    for found in re.finditer(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+", text):
        stripped = found.group().strip()
        if not stripped:
            continue
        start = found.start() + len(found.group()) - len(found.group().lstrip())
        block = Block(start, start + len(stripped), stripped)
        last = blocks[-1] if blocks else None
        soft = last and text.count("\n", last.end, start) == 1 and len(last.text) >= 45 and not last.ends_like_sentence
        if last and soft and stripped[0].islower():
            last.end, last.text = block.end, text[last.start : block.end]
        else:
            blocks.append(block)
    return blocks


def split_tokens(doc: Doc, offsets: set[int]) -> None:
    """Splits tokens at offsets inside them, where a block or a full stop begins, as in "2027.By"."""
    starts, places = doc.to_array("IDX").tolist(), defaultdict(list)
    for offset in sorted(offsets):
        token = doc[bisect_right(starts, offset) - 1]
        if token.idx < offset < token.idx + len(token.text):
            places[token.i].append(offset - token.idx)
    with doc.retokenize() as retokenizer:
        for index, inside in places.items():
            token = doc[index]
            parts = [token.text[a:b] for a, b in pairwise([0, *inside, len(token.text)])]
            retokenizer.split(token, parts, heads=[(token, n) for n in range(len(parts))])


class Structure:
    """The component; see the module. Sets `doc.spans["blocks"]` and sentence starts."""

    def __init__(self) -> None:
        rules = load_rules(SegmentRule, "structure/segments")
        self.headers = [r for r in rules if r.where == "header"]
        self.lines = [r for r in rules if r.where == "line"]
        self.tails = [r for r in rules if r.where == "tail"]
        self.leads = [r for r in rules if r.where == "lead"]

    def __call__(self, doc: Doc) -> Doc:
        merge_pictographs(doc)
        text = text_of(doc)
        blocks = [piece for block in split_blocks(text) for piece in self.cut_tail(block)]
        stops = {found.start() for found in _STOP_AFTER_UNIT.finditer(text)}
        split_tokens(doc, stops | {offset for block in blocks for offset in (block.start, block.end)})
        self.classify(blocks, doc._.title)
        words = [token.text for token in doc]
        spans: list[Span] = []
        starts: dict[int, bool] = {}
        for block in blocks:
            span = doc.char_span(block.start, block.end, label=block.segment or "body", alignment_mode="expand")
            if span is None or (spans and span.start < spans[-1].end):
                continue
            span._.rule = block.rule
            spans.append(span)
            starts |= self.sentence_starts(span, words)
        doc.spans["blocks"] = spans
        starts |= self.starts_after_abbreviations(doc, words, starts)
        starts |= starts_in_endless_sentences(words, starts)
        starts |= no_starts_within(words, starts)
        mark_sentence_starts(doc, starts)
        return doc

    def cut_tail(self, block: Block) -> list[Block]:
        """Cuts off what is glued to the end of a block, such as a byline."""
        for rule in self.tails:
            found = rule.search(block.text)
            if found and found.start() > 0:
                cut = block.start + found.start()
                lead = found.group().lstrip()
                tail = Block(block.end - len(lead), block.end, lead, rule.segment, rule.id)
                return [Block(block.start, cut, block.text[: found.start()]), tail]
        return [block]

    def classify(self, blocks: list[Block], title: str | None) -> None:
        section: SegmentRule | None = None
        taken = 0
        for number, block in enumerate(blocks):
            if block.segment:
                continue
            header = next((r for r in self.headers if r.search(block.text)), None)
            if header:
                block.segment, block.rule, section, taken = "heading", header.id, header, 0
                continue
            line = next((r for r in self.lines if r.search(block.text)), None)
            if line:
                block.segment, block.rule = line.segment, line.id
                continue
            if section and self.belongs(block, section, taken):
                block.segment, block.rule = section.opens, section.id
                taken += 1
                continue
            section = None
            block.segment = self.by_shape(blocks, number, title)

    @staticmethod
    def belongs(block: Block, section: SegmentRule, taken: int) -> bool:
        """Whether a block still lies in the section that a header opened."""
        if section.through == "paragraph":
            return taken == 0
        if section.through == "list":
            return block.is_list_item or (taken == 0 and block.ends_like_sentence)
        if section.through == "links":
            return block.is_list_item or not block.ends_like_sentence
        return False  # the lines of a glossary have a rule of their own

    @staticmethod
    def by_shape(blocks: list[Block], number: int, title: str | None) -> Segment:
        """Decides by bullet, length, final punctuation and place."""
        block = blocks[number]
        words = len(block.text.split())
        if block.is_list_item:
            return "list_item"
        if title and block.text.casefold() == title.casefold().strip():
            return "headline"
        if not block.ends_like_sentence or (block.text.endswith("?") and words <= MAX_HEADING_WORDS):
            if number == 0 and words <= MAX_HEADLINE_WORDS and len(blocks) > 1:
                return "headline"
            if words <= MAX_HEADING_WORDS and len(blocks) > 1:
                return "heading"
        return "body"

    def sentence_starts(self, span: Span, words: Sequence[str]) -> dict[int, bool]:
        """Starts a sentence at the block, and after its bullet or dateline; says where one begins, and where none."""
        doc = span.doc
        starts = {span.start: True}
        text = span.text
        if "\n" in text:  # a line break in a block is a wrapped line, and by itself no end
            for i, after in pairwise(range(span.start, span.end)):
                if words[i].isspace() and "\n" in words[i] and words[after].islower():
                    starts[after] = False
        skipped = BULLET.match(text)
        if not skipped or skipped.end() == len(text):
            skipped = next((m for r in self.leads if (m := r.search(text))), None)
        if skipped:
            rest = doc.char_span(span.start_char + skipped.end(), span.end_char, alignment_mode="contract")
            if rest is not None and len(rest):
                starts[rest.start] = True
        following = next((i for i in range(span.end, len(words)) if not words[i].isspace()), None)
        if following is not None:
            starts[following] = True
        return starts

    @staticmethod
    def starts_after_abbreviations(doc: Doc, words: Sequence[str], known: Mapping[int, bool]) -> dict[int, bool]:
        """Starts a sentence after "U.S." and the like where the next word has only the capital of a sentence.

        The article writes that word small elsewhere, or it is a function word, and no other capital follows it.
        """
        small = {word for word in words if word.islower()}
        starts: dict[int, bool] = {}
        for i, (word, following, third) in enumerate(zip(words, words[1:], words[2:], strict=False), 1):
            if word.endswith(".") and following.istitle() and not third.istitle() and _ABBREVIATION.fullmatch(word):
                common = doc[i].lower_ in small or doc[i].is_stop
                if common and i not in known:
                    starts[i] = True
        return starts


def starts_in_endless_sentences(words: Sequence[str], known: Mapping[int, bool]) -> dict[int, bool]:
    """Cuts what goes on without a full stop, and is no sentence: rules take time quadratic in the length of one."""
    starts: dict[int, bool] = {}
    length = 0
    for i, word in enumerate(words):
        length = 0 if word in _STOPS or known.get(i) else length + 1
        if length > MOST_WORDS:
            starts[i] = True
            length = 0
    return starts


def no_starts_within(words: Sequence[str], known: Mapping[int, bool]) -> dict[int, bool]:
    """Forbids the parser to begin a sentence at a small letter or sign after a mere word: "paid them | €40 million"."""
    return {
        i: False
        for i, (before, word) in enumerate(pairwise(words), 1)
        if before.isalpha() and not word[0].isupper() and i not in known and not word.isspace()
    }


def mark_sentence_starts(doc: Doc, starts: Mapping[int, bool]) -> None:
    """Sets `is_sent_start` of tokens, all at once: each assignment of its own looks at the whole document."""
    marks = doc.to_array("SENT_START").astype("int64")
    for index, begins in starts.items():
        marks[index] = 1 if begins else -1
    doc.from_array(["SENT_START"], cast("Ints2d", marks.astype("uint64").reshape(-1, 1)))


@Language.factory("sourceline_structure", assigns=["doc.spans", "token.is_sent_start"])
def make_structure(nlp: Language, name: str) -> Structure:
    """Creates the component. Put it first: the parser respects the sentence starts that it fixes."""
    return Structure()
