"""Reads GUM's coreference and lays it over what the pipeline finds in the same raw text.

Gold mentions stand in the column MISC as `Entity=`: brackets open and close a mention, the number says which entity it
belongs to (Zeldes 2017). The text is rebuilt with a line break between paragraphs; both sides meet by characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sentences import Sentence, read_conllu
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab
from treebanks import line_break, to_doc

from sourceline.nlp import parsed

_SPLIT = re.compile(r"(\d+)<(\d+)")
_BRACKET = re.compile(r"\((\d+)[^()]*(\))?|(\d+)(?:\[\d+/\d+\])?\)")


@dataclass(frozen=True)
class GoldMention:
    """A mention in characters: its entity, where it stands, where its head word starts."""

    entity: int
    start: int
    end: int
    head: int


@dataclass
class GoldDocument:
    """A document with its mentions, ordered by place; `split` has the antecedents that together are one entity."""

    doc: Doc
    mentions: list[GoldMention] = field(default_factory=list)
    split: dict[int, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_place: dict[int, Token] = {token.idx: token for token in self.doc}
        self.by_head: dict[int, list[GoldMention]] = {}
        for mention in self.mentions:
            self.by_head.setdefault(mention.head, []).append(mention)

    def mention_of(self, span: Span | parsed.Span) -> GoldMention | None:
        """Returns the gold mention with the head of a span, or else with its head among the words of the span.

        Of several ("Lindt", "Lindt and Holm") it is the shortest that holds all of the span.
        """
        head = self.head_of(span.root.idx)
        heads = [head] if head in self.by_head else [t.idx for t in span]
        found = [m for head in heads for m in self.by_head.get(head, [])]
        return min(
            found, key=lambda m: (m.start > span.start_char or m.end < span.end_char, m.end - m.start), default=None
        )

    def head_of(self, place: int) -> int:
        """Returns where the first word of a name stands, for any word of it: GUM's head of a name is its first word."""
        token = self.by_place.get(place)
        while token is not None and token.dep_ == "flat":
            token = token.head
        return place if token is None else token.idx

    def entity_of(self, span: Span | parsed.Span) -> int | None:
        """Returns the gold entity of a span, or None where GUM has no mention with its head.

        Where GUM does not mark a coordination, its entity is the one that has its parts as split antecedents.
        """
        mention = self.mention_of(span)
        parts = [span.root, *(t for t in span.root.children if t.dep_ == "conj" and t in span)]
        if mention is not None and (len(parts) == 1 or mention.end >= span.end_char):
            return mention.entity
        entities = {m.entity for part in parts for m in self.by_head.get(part.idx, [])}
        return next((whole for whole, split in self.split.items() if split <= entities), None)


def documents(vocab: Vocab, path: Path) -> Iterator[GoldDocument]:
    """Yields the documents of a GUM file (`.conllu.gz`) with their coreference."""
    group: list[Sentence] = []
    for sentence in read_conllu(path):
        if group and sentence.document_start:
            yield to_gold(vocab, group)
            group = []
        elif group and sentence.paragraph_start:
            group[-1].spaces[-1] = False
            group.append(line_break("\n"))
        group.append(sentence)
    yield to_gold(vocab, group)


def to_gold(vocab: Vocab, sentences: list[Sentence]) -> GoldDocument:
    doc = to_doc(vocab, sentences)
    opened: dict[int, list[int]] = {}
    found: list[tuple[int, int, int]] = []
    column = [misc for sentence in sentences for misc in (sentence.misc or [""] * len(sentence.forms))]
    split: dict[int, set[int]] = {}
    for number, misc in enumerate(column):
        for part in misc.split("|"):
            if part.startswith("SplitAnte="):
                for single, whole in _SPLIT.findall(part):
                    split.setdefault(int(whole), set()).add(int(single))
        brackets = next((part for part in misc.split("|") if part.startswith("Entity=")), "")
        for opens, closed, closes in _BRACKET.findall(brackets):
            if opens:
                opened.setdefault(int(opens), []).append(number)
            if closes or closed:
                entity = int(closes or opens)
                if opened.get(entity):
                    found.append((entity, opened[entity].pop(), number + 1))
    mentions = []
    for entity, start, end in sorted(found, key=lambda m: (m[1], -m[2])):
        span = doc[start:end]
        mentions.append(GoldMention(entity, span.start_char, span.end_char, span.root.idx))
    return GoldDocument(doc, mentions, split)
