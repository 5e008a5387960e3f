"""`sourceline_entities`: rules after the NER; one name, one label, one long form through an article.

1. Country names, demonyms and standing organizations from lists; names by their form ("... Act", "the X government").
2. One label per name: the most frequent one in the article wins, a listed one always.
3. Short forms joined to long forms: surnames to full names seen earlier, acronyms to names in whose brackets or
   initials they stand. `span._.entity` carries the long form and codes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy
from pydantic import model_validator
from spacy.language import Language
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from sourceline.nlp.attributes import text_of
from sourceline.nlp.entities.gazetteer import country_names, country_of, name_entries
from sourceline.nlp.entities.short_forms import long_forms, surface
from sourceline.nlp.pictographs import flag_country, visible_end
from sourceline.rules import Rule, load_rules
from sourceline.schema.values import Entity, EntityLabel

ARTICLES = frozenset({"the", "a", "an", "this", "that"})
MATCHED = {"LOWER": "LOWER", "TEXT": "ORTH"}  # what a pattern tests -> the attribute of a document


class PatternRule(Rule):
    """A spaCy Matcher pattern that makes an entity; `over` lets it replace what the NER found."""

    label: EntityLabel
    tokens: list[dict[str, Any]]
    over: bool = False

    def words(self) -> tuple[str, list[str]]:
        """The words of which a match has one, and whether in lower case or as they are ("LOWER", "ORTH").

        They are all that the first token can be that lists any.
        """
        needed = (token for token in self.tokens if token.get("OP", "+") == "+")
        tests = ((name, token[key]) for token in needed for key, name in MATCHED.items() if key in token)
        listed = ((name, test["IN"]) for name, test in tests if isinstance(test, dict) and "IN" in test)
        return next(listed, ("ORTH", []))

    @model_validator(mode="after")
    def lists_words(self) -> PatternRule:
        if not self.words()[1]:
            raise ValueError("no token that must be there lists its words: give LOWER or TEXT with IN")
        return self


class Entities:
    """The component; see the module. Rewrites `doc.ents` and sets `span._.entity` and `span._.rule` on each."""

    def __init__(self, nlp: Language) -> None:
        self.phrases = PhraseMatcher(nlp.vocab, attr="ORTH")
        for text in name_entries():
            self.phrases.add(text, [nlp.make_doc(text)])
        self.patterns = Matcher(nlp.vocab)
        self.rules = {rule.id: rule for rule in load_rules(PatternRule, "entities/patterns")}
        for rule in self.rules.values():
            self.patterns.add(rule.id, [rule.tokens], greedy="LONGEST")
        self.words: dict[str, list[int]] = {name: [] for name in MATCHED.values()}
        for attribute, words in (rule.words() for rule in self.rules.values()):
            self.words[attribute] += map(nlp.vocab.strings.add, words)

    def __call__(self, doc: Doc) -> Doc:
        rules: dict[tuple[int, int], str] = {}
        spans = self.from_lists(doc, written_as_names(doc), rules)
        doc.ents = filter_spans(spans)
        found = filter_spans(self.from_patterns(doc, list(doc.ents), rules))
        doc.ents = names = self.one_label(found, rules)
        self.join_forms(doc)
        for span in names:
            span._.rule = rules.get((span.start, span.end), "entity.model")
        return doc

    def from_lists(self, doc: Doc, found: list[Span], rules: dict[tuple[int, int], str]) -> list[Span]:
        """Adds listed names where the NER has nothing, and corrects the label where it has just that."""
        entries = name_entries()
        by_place = {(s.start, s.end): s for s in found}
        for _, start, end in self.phrases(doc):
            span = doc[start:end]
            entry = entries[span.text]
            covered = any(s.start <= start and end <= s.end for s in found)
            if (start, end) in by_place or not covered:
                found = [s for s in found if s.end <= start or s.start >= end]
                found.append(Span(doc, start, end, label=entry.label))
                rules[start, end] = entry.id
        for token in doc if flag_country(text_of(doc)) else ():  # a flag names the country before it
            if not token.ent_type_ and flag_country(token.text) and country_of(token.text[: visible_end(token.text)]):
                found.append(Span(doc, token.i, token.i + 1, label="GPE"))
                rules[token.i, token.i + 1] = "entity.country.flag"
        return found

    def from_patterns(self, doc: Doc, found: list[Span], rules: dict[tuple[int, int], str]) -> list[Span]:
        matches = ((m, at + s, at + e) for at, lines in self.lines_to_search(doc) for m, s, e in self.patterns(lines))
        for match, start, end in matches:
            rule = self.rules[doc.vocab.strings[match]]
            while start < end and leads_in(doc[start]):
                start += 1
            inside = [s for s in found if s.start < end and s.end > start]
            crossing = any(s.start < start or s.end > end for s in inside)
            if end - start < 2 or crossing or (inside and not rule.over):
                continue
            found = [s for s in found if s not in inside]
            found.append(Span(doc, start, end, label=rule.label))
            rules[start, end] = rule.id
        return found

    def lines_to_search(self, doc: Doc) -> Iterator[tuple[int, Span]]:
        """Yields the lines that have a word of a pattern, each with its first index: no name goes over a line's end."""
        written = [numpy.isin(doc.to_array(attribute), words) for attribute, words in self.words.items()]
        having = numpy.flatnonzero(numpy.any(written, axis=0)).tolist()
        space, named = doc.to_array(["IS_SPACE", "ENT_TYPE"]).T
        for start, end in pairwise([-1, *numpy.flatnonzero(space * (named == 0)).tolist(), len(doc)]):
            if bisect_left(having, start) < bisect_left(having, end):
                yield start + 1, doc[start + 1 : end]

    def one_label(self, found: list[Span], rules: dict[tuple[int, int], str]) -> list[Span]:
        """Gives a name one label through the article; a label from a rule outweighs any number from the model."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        names = [(span, surface(span)) for span in found]
        for span, text in names:
            votes[text][span.label_] += 1 + 1000 * ((span.start, span.end) in rules)
        return [Span(s.doc, s.start, s.end, label=votes[text].most_common(1)[0][0]) for s, text in names]

    def join_forms(self, doc: Doc) -> None:
        longer = long_forms(doc)
        for span in doc.ents:
            text = surface(span)
            code = country_of(text) or flag_country(span.text)
            if code and span.label_ in ("GPE", "NORP"):
                name = country_names().get(code, text)
                span._.entity = Entity(name=name, label=span.label_, ids={"iso3166": code})
            else:
                span._.entity = Entity(name=longer.get(text, text), label=span.label_, ids={})


def written_as_names(doc: Doc) -> list[Span]:
    """Returns the names that the model found, without those in lower case where the text has capitals ("the union")."""
    capitals = any(token.is_title or token.is_upper for token in doc)
    return [span for span in doc.ents if not (capitals and span.text.islower())]


def leads_in(token: Token) -> bool:
    """Whether a token at the start of a pattern's match is no part of the name."""
    opens_sentence = token.is_sent_start and token.pos_ in ("ADP", "DET", "SCONJ")
    return token.lower_ in ARTICLES or bool(opens_sentence)


@Language.factory("sourceline_entities", assigns=["doc.ents", "span._.entity", "span._.rule"])
def make_entities(nlp: Language, name: str) -> Entities:
    """Creates the component. Put it after an NER; without one it finds what lists and forms give."""
    return Entities(nlp)
