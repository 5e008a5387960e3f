"""News sentences whose trees were corrected by hand, as training sentences.

`news/own.conllu` holds sentences of our own. `news/gmb.jsonl` holds trees without words: which slice of which document
of `ner/gmb_train.spacy` they belong to, and tag, head and relation of each token of it. Only those three columns were
corrected; the others are filled in from the treebanks, by form and tag.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import spacy
from lemminflect import getLemma
from sentences import Sentence, read_conllu
from spacy.language import Language
from spacy.tokens import DocBin
from tokenizer import make_treebank_tokenizer

HERE = Path(__file__).parent / "news"
#: Share of the sentences that are kept for measuring, the first of each file.
HELD = 0.1
_LEMMATISED = {"VERB": "VERB", "AUX": "AUX", "NOUN": "NOUN", "ADJ": "ADJ", "ADV": "ADV"}


class Columns:
    """What the treebanks say of a form: its lemma, part of speech and features where its tag is known."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self._by_form: dict[tuple[str, str, bool], Counter[tuple[str, str, str]]] = defaultdict(Counter)
        self._by_tag: dict[tuple[str, bool], Counter[tuple[str, str]]] = defaultdict(Counter)
        for sentence in sentences:
            rows = zip(
                sentence.forms,
                sentence.tags,
                sentence.deps,
                sentence.lemmas,
                sentence.pos,
                sentence.morphs,
                strict=True,
            )
            for form, tag, dep, lemma, pos, morph in rows:
                self._by_form[form.lower(), tag, helps(dep)][lemma, pos, morph] += 1
                self._by_tag[tag, helps(dep)][pos, morph] += 1

    def of(self, form: str, tag: str, dep: str) -> tuple[str, str, str]:
        """Returns lemma, part of speech and features."""
        found = self._by_form.get((form.lower(), tag, helps(dep)))
        if found:
            return found.most_common(1)[0][0]
        pos, morph = self._by_tag[tag, helps(dep)].most_common(1)[0][0]
        lemmas = getLemma(form.lower(), _LEMMATISED[pos]) if pos in _LEMMATISED else ()
        return (lemmas[0] if lemmas else form), pos, morph


def helps(dep: str) -> bool:
    """Whether a relation is that of an auxiliary or a copula, which makes a verb form an AUX."""
    return dep.startswith("aux") or dep == "cop"


def news_sentences(ner: Path, columns: Columns) -> tuple[list[Sentence], list[Sentence]]:
    """Returns the sentences to train on and those to measure on.

    Args:
        ner: the folder with `gmb_train.spacy`.
        columns: what fills the other columns.
    """
    train: list[Sentence] = []
    held: list[Sentence] = []
    for source in (read_conllu(HERE / "own.conllu"), stand_off(ner)):
        found = list(source)
        for sentence in found:
            sentence.paragraph_start = True
            rows = [columns.of(*row) for row in zip(sentence.forms, sentence.tags, sentence.deps, strict=True)]
            sentence.lemmas, sentence.pos, sentence.morphs = (list(column) for column in zip(*rows, strict=True))
        cut = round(len(found) * HELD)
        held += found[:cut]
        train += found[cut:]
    return train, held


def stand_off(ner: Path) -> Iterator[Sentence]:
    """Yields the sentences of `gmb.jsonl` with the words of the documents that they stand in."""
    nlp = blank()
    docs = DocBin().from_disk(ner / "gmb_train.spacy").get_docs(nlp.vocab)
    texts = {sha256(doc.text.encode()).hexdigest()[:16]: doc.text for doc in docs}
    for line in (HERE / "gmb.jsonl").open(encoding="utf8"):
        tree = json.loads(line)
        doc = nlp.make_doc(texts[tree["document"]][tree["start"] : tree["end"]])
        tags, heads, deps = zip(*(token.split() for token in tree["tokens"]), strict=True)
        sentence = Sentence(forms=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
        sentence.tags, sentence.heads, sentence.deps = list(tags), [int(head) - 1 for head in heads], list(deps)
        assert len(sentence.forms) == len(sentence.tags)
        yield sentence


def blank() -> Language:
    """Returns a pipeline that only tokenises, as the trained one does."""
    nlp = spacy.blank("en")
    make_treebank_tokenizer()(nlp)
    return nlp
