"""The words that a reviewer selects, read by the same pipeline that reads articles."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from contextlib import suppress
from threading import Lock

from sourceline.claims import resolution
from sourceline.claims.evidence import Quotations
from sourceline.claims.extract import tense_of
from sourceline.claims.syntax.frames import Argument as Phrase
from sourceline.claims.syntax.places import spans_in
from sourceline.errors import SourcelineError
from sourceline.nlp.build import load, make_doc
from sourceline.nlp.entities.gazetteer import country_of
from sourceline.nlp.parsed import Doc, Span
from sourceline.nlp.pictographs import span_offsets
from sourceline.schema.article import Article
from sourceline.schema.claim import Argument, Evidence, EvidenceRole, Predicate, Role
from sourceline.schema.run import ArticleLine
from sourceline.schema.values import Entity, Time

#: Articles whose parse is kept.
_KEPT = 4
SELECTED = "review.selection"
Rules = tuple[tuple[str, tuple[tuple[int, int], ...]], ...]


class SelectionError(SourcelineError):
    """Offsets that select no words of the article."""


class Parsed:
    """An article that the pipeline has run over.

    Args:
        article: with its text.
    """

    def __init__(self, article: Article) -> None:
        self.text = article.text
        self.doc = Doc(load()(make_doc(load(), article)))
        self._places = [token.idx for token in self.doc]
        self._quotations = Quotations(self.doc)

    def words(self, offsets: tuple[int, int]) -> Span:
        """Returns the whole words that a selection touches, without the space around them.

        Raises:
            SelectionError: there are none.
        """
        start, end = offsets
        found = None
        if 0 <= start < end <= len(self.text):
            cut = self.text[start:end]
            start, end = start + len(cut) - len(cut.lstrip()), end - len(cut) + len(cut.rstrip())
            found = self._touched(start, end) if start < end else None
        while found is not None and len(found) and found[0].is_space:
            found = found[1:]
        while found is not None and len(found) and found[-1].is_space:
            found = found[:-1]
        if found is None or not len(found):
            raise SelectionError("select at least one word of the article")
        if "\n\n" in found.text:
            raise SelectionError("the selection runs over several paragraphs: select words of one")
        return found

    def _touched(self, start: int, end: int) -> Span:
        first = max(bisect_right(self._places, start) - 1, 0)
        return self.doc[first : bisect_left(self._places, end)]

    def predicate(self, offsets: tuple[int, int], lemma: str) -> Predicate:
        """Returns the selected words as a predicate; its lemma is the parser's where none is given."""
        span = self.words(offsets)
        root = span.root
        passive = any(child.dep_ == "aux:pass" for child in root.children)
        return Predicate(
            **self.quoted(span),
            lemma=lemma or root.lemma_.lower(),
            tense=tense_of(root),
            voice="passive" if passive else "active",
            nominal=root.pos_ in ("NOUN", "PROPN"),
        )

    def argument(self, offsets: tuple[int, int], role: Role, preposition: str | None) -> tuple[Argument, Rules]:
        """Returns the selected words as an argument, with what they are read as, and the rules that read them."""
        span = self.words(offsets)
        phrase = Phrase(role, span.root, span, SELECTED)
        reading = resolution.read(phrase)
        argument = Argument(
            **self.quoted(span),
            role=role,
            head=span_offsets(self.doc[span.root.i : span.root.i + 1]),
            basis=reading.basis,
            preposition=preposition,
            entity=reading.entity,
            resolution=reading.resolution,
            quantity=reading.quantity,
            time=reading.time,
        )
        return argument, reading.rules

    def time(self, offsets: tuple[int, int]) -> tuple[Time, str, Span] | None:
        """Returns the time that the selected words say, its rule and its words; None where they say none."""
        span = self.words(offsets)
        found = next(iter(spans_in(self.doc, span.start, span.end, "times")), None)
        return (found._.time, found._.rule, found) if found is not None else None

    def entity(self, name: str) -> Entity:
        """Returns who is called so: with label and codes where the article or the gazetteer knows the name."""
        for span in self.doc.ents:
            if span._.entity is not None and name in (span._.entity.name, span.text):
                known: Entity = span._.entity
                return known.model_copy(update={"name": name})
        code = country_of(name)
        return Entity(name=name, label="GPE" if code else None, ids={"iso3166": code} if code else {})

    def mention(self, name: str, before: int) -> Span | None:
        """Returns the last place before an offset where somebody is called so."""
        named = [s for s in self.doc.ents if (s._.entity is not None and s._.entity.name == name) or s.text == name]
        earlier = [span for span in named if span.end_char <= before]
        if earlier or named:
            return (earlier or named)[-1]
        at = self.text.rfind(name, 0, before)
        return self._touched(at, at + len(name)) if at >= 0 else None

    def quoted(self, span: Span) -> dict[str, object]:
        """Returns text and offsets of a span, as records hold them."""
        start, end = span_offsets(span)
        return {"text": self.text[start:end], "start": start, "end": end}

    def evidence(self, role: EvidenceRole, offsets: tuple[int, int]) -> Evidence:
        """Returns words of the article as evidence."""
        return self._quotations.quote(role, self.words(offsets))


class Parser:
    """Parses articles when they are first asked for. It may be used from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[str, Parsed] = OrderedDict()

    def parsed(self, article: ArticleLine) -> Parsed:
        """Returns an article with its parse.

        Raises:
            SelectionError: the run left its words out.
            ModelError: the trained model is missing.
        """
        if article.text is None:
            raise SelectionError("the run left the words of the article out: start the review with --articles")
        with self._lock:
            found = self._kept.pop(article.sha256, None)
            if found is None:
                found = Parsed(Article.model_validate(article.model_dump(include=set(Article.model_fields))))
            self._kept[article.sha256] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return found

    def warm(self) -> None:
        """Loads the model, so that the first correction does not wait for it; where it is missing, that one says so."""
        with suppress(SourcelineError):
            load()
