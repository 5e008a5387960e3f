"""Prints how well the pipeline resolves mentions, from raw text, against GUM's coreference.

Usage: python coreference_scores.py FILE.conllu.gz [--errors]

**Pronouns** (third person, personal and possessive). An answer is a link with status "resolved"; it is right when GUM
has a mention with the head of its antecedent in the pronoun's entity, and wrong otherwise, also where GUM has no entity
for the pronoun (a dummy "it"). Precision = right / answers. The pronouns that could be answered are those whose entity
has an earlier mention that is no pronoun; coverage = the answered among them / all of them.

**Short forms**: names whose long form (`span._.entity.name`) is longer than what is written. Right when GUM has the
first mention of the long form and the short form in one entity; those with no GUM mention at one end are left out.
Coverage is over GUM's: later names of an entity written as an acronym or with some words of an earlier name of it.

**Descriptions**: definite and demonstrative noun phrases, scored like pronouns, without coverage.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from coreference import GoldDocument, GoldMention, documents
from spacy.tokens import Doc, Span

from sourceline.nlp.build import load
from sourceline.nlp.entities.short_forms import initials, surface

PERSONAL = frozenset(["he", "him", "his", "she", "her", "hers", "it", "its", "they", "them", "their", "theirs"])


@dataclass
class Tally:
    """What was answered and right, and what there was to answer."""

    answered: int = 0
    right: int = 0
    wanted: int = 0
    covered: int = 0
    errors: list[str] = field(default_factory=list)

    def row(self, name: str) -> str:
        precision = self.right / self.answered if self.answered else 0.0
        coverage = f"coverage {self.covered / self.wanted:.3f} of {self.wanted}" if self.wanted else ""
        return f"{name:14} precision {precision:.3f} of {self.answered:4} answers   {coverage}"


def score_pronouns(gold: GoldDocument, doc: Doc, tallies: dict[str, Tally]) -> None:
    answers = {m.start_char: m for m in doc.spans["mentions"] if m._.link.status == "resolved"}
    nominal = {t.idx for t in gold.doc if t.pos_ != "PRON"}
    opened: set[int] = set()  # entities that have had a mention which is no pronoun
    pronouns = {t.idx: t for t in gold.doc if t.lower_ in PERSONAL and t.pos_ == "PRON"}
    for mention in sorted(gold.mentions, key=lambda m: m.head):
        if mention.head in pronouns and mention.entity in opened:
            for name in ("all pronouns", pronouns[mention.head].lower_):
                tallies[name].wanted += 1
                tallies[name].covered += mention.head in answers
        if mention.head in nominal:
            opened.add(mention.entity)
    for answer in answers.values():
        if answer.text.lower() in PERSONAL:
            for name in ("all pronouns", answer.text.lower()):
                judge(gold, answer, answer._.link.antecedents[0], tallies[name])
        elif answer.root.pos_ == "NOUN":
            judge(gold, answer, answer._.link.antecedents[0], tallies["descriptions"])


def judge(gold: GoldDocument, answer: Span, antecedent: Span, tally: Tally) -> None:
    """Counts one answer."""
    entity = gold.entity_of(answer)
    right = entity is not None and entity == gold.entity_of(antecedent)
    tally.answered += 1
    tally.right += right
    if not right:
        start = max(antecedent.start_char - 60, answer.start_char - 300)
        context = answer.doc.text[max(0, start) : answer.start_char].replace("\n", " / ")
        tally.errors.append(f"{context}[[{answer.text}]] = {antecedent.text!r}")


def score_short_forms(gold: GoldDocument, doc: Doc, tally: Tally) -> None:
    first: dict[str, Span] = {}
    for name in doc.ents:
        first.setdefault(surface(name), name)
    answered: dict[int, Span] = {}
    for name in doc.ents:
        long = name._.entity.name
        if len(long) > len(surface(name)) and not name._.entity.ids and long in first:
            answered[name.root.idx] = name
            if gold.entity_of(name) is not None and gold.entity_of(first[long]) is not None:
                judge(gold, name, first[long], tally)
    seen: defaultdict[int, list[Span]] = defaultdict(list)
    for mention in gold.mentions:
        words = proper_words(gold.doc, mention)
        if words is None:
            continue
        if any(is_short_form(words.text, other.text) for other in seen[mention.entity]):
            tally.wanted += 1
            tally.covered += mention.head in answered
        seen[mention.entity].append(words)


def proper_words(doc: Doc, mention: GoldMention) -> Span | None:
    """Returns the run of proper nouns around the head of a gold mention, or None where its head is no proper noun."""
    head = next(t for t in doc if t.idx == mention.head)
    if head.pos_ != "PROPN":
        return None
    start, end = head.i, head.i + 1
    while start > 0 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].idx >= mention.start:
        start -= 1
    while end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].idx < mention.end:
        end += 1
    return doc[start:end]


def is_short_form(short: str, long: str) -> bool:
    return short != long and (set(short.split()) < set(long.split()) or (short.isupper() and initials(long) == short))


def main(path: Path, errors: bool) -> None:
    nlp = load()
    tallies: dict[str, Tally] = defaultdict(Tally)
    for gold in documents(nlp.vocab, path):
        doc = nlp(gold.doc.text)
        score_pronouns(gold, doc, tallies)
        score_short_forms(gold, doc, tallies["short forms"])
    for name, tally in sorted(tallies.items()):
        print(tally.row(name))
        for error in tally.errors if errors else ():
            print("   ", error)


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--errors" in sys.argv[2:])
