"""Sentences of a treebank rewritten as newspapers write: headlines, sums with signs, names never seen before.

The treebanks have few of these. The rewriting keeps their trees: a headline drops articles, auxiliaries of "be" and
the last mark, and tells the past in the present ("The court rejected the appeal." → "Court rejects appeal"); a sum gets
another sign and scale ("$ 3 million" → "€3m"); a proper noun that no dictionary has becomes another name.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy

from lemminflect import getInflection
from sentences import COLUMNS, Sentence, without

from sourceline.nlp.dictionary import known_tags

_SIGNS = ("$", "$", "€", "€", "£", "£", "US$", "A$", "C$", "NZ$", "HK$", "S$", "R$", "¥", "₹", "kr")
_SCALES = {
    "million": ("m", "m", "mn", "mln"),
    "billion": ("bn", "bn", "b", "bln"),
    "trillion": ("tn", "trn"),
    "thousand": ("k",),
}
_PRESENT = {
    "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
    "VBP": "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin",
}
_SPEAKERS = frozenset({"i", "we", "you", "me", "us", "my", "our", "your"})
_LENGTH = range(5, 22)
#: Words of a line of wrapped text.
LINE = 14


def headline(sentence: Sentence, rng: random.Random) -> Sentence | None:
    """Returns a sentence as a headline, or None where it makes none: a question, a fragment, somebody's own words."""
    root = next((i for i, head in enumerate(sentence.heads) if head == -1), None)
    if root is None or len(sentence.forms) not in _LENGTH or sentence.forms[-1] == "?":
        return None
    if _SPEAKERS & {form.lower() for form in sentence.forms}:
        return None
    subject = next((i for i in _children(sentence, root) if sentence.deps[i] in ("nsubj", "nsubj:pass")), None)
    if (
        subject is None
        or subject > root
        or sentence.pos[subject] == "PRON"
        or sentence.pos[root] not in ("VERB", "ADJ")
    ):
        return None
    made = deepcopy(sentence)
    conjuncts = [i for i in _children(sentence, root) if sentence.deps[i] == "conj"]
    for verb in (root, *conjuncts):
        if made.tags[verb] == "VBD":
            _tell_in_present(made, verb, plural=_is_plural(sentence, subject))
    for i, form in enumerate(made.forms):
        if form.lower() == "will" and made.deps[i] == "aux" and made.heads[i] == root:
            made.forms[i], made.lemmas[i], made.pos[i], made.tags[i] = "to", "to", "PART", "TO"
            made.morphs[i], made.deps[i] = "", "mark"
    dropped = {i for i in range(len(made.forms)) if _is_dropped(made, i)}
    if not dropped:
        return None
    made = without(made, dropped)
    made.forms[0] = made.forms[0][:1].upper() + made.forms[0][1:]
    if rng.random() < 0.2:
        made.forms = [f if len(f) < 4 else f[:1].upper() + f[1:] for f in made.forms]
    made.spaces[-1] = False
    return made


def _children(sentence: Sentence, head: int) -> list[int]:
    return [i for i, h in enumerate(sentence.heads) if h == head]


def _is_plural(sentence: Sentence, subject: int) -> bool:
    several = any(sentence.deps[i] == "conj" for i in _children(sentence, subject))
    return several or sentence.tags[subject] in ("NNS", "NNPS")


def _tell_in_present(sentence: Sentence, verb: int, *, plural: bool) -> None:
    tag = "VBP" if plural else "VBZ"
    forms = getInflection(sentence.lemmas[verb].lower(), tag)
    if forms and sentence.lemmas[verb].lower() != "be":
        sentence.forms[verb], sentence.tags[verb], sentence.morphs[verb] = forms[0], tag, _PRESENT[tag]


def _is_dropped(sentence: Sentence, place: int) -> bool:
    if place in sentence.heads:
        return False
    article = sentence.deps[place] == "det" and sentence.forms[place].lower() in ("the", "a", "an")
    being = sentence.deps[place] in ("aux", "aux:pass", "cop") and sentence.lemmas[place].lower() == "be"
    last = place == len(sentence.forms) - 1 and sentence.forms[place] == "."
    return article or last or (being and sentence.tags[place] not in ("VB", "VBN", "VBG"))


def money(sentence: Sentence, rng: random.Random) -> Sentence | None:
    """Returns a sentence with other signs and scales in its sums of money, or None where it has none."""
    if not any(tag == "$" for tag in sentence.tags):
        return None
    made = deepcopy(sentence)
    sign, short = rng.choice(_SIGNS), rng.random() < 0.7
    for i, tag in enumerate(sentence.tags[:-1]):
        if tag == "$" and sentence.tags[i + 1] == "CD":
            made.forms[i] = made.lemmas[i] = sign
            made.spaces[i] = False
            scales = _SCALES.get(sentence.forms[i + 2].lower()) if i + 2 < len(sentence.forms) else None
            if scales and short:
                made.forms[i + 2], made.spaces[i + 1] = rng.choice(scales), False
    return made


def wrapped(sentence: Sentence, rng: random.Random) -> Sentence:
    """Returns a sentence cut into lines, as plain text often is; a line break hangs on the word before it."""
    made = Sentence(sentence.paragraph_start, sentence.document_start)
    place: dict[int, int] = {-1: -1, -2: -2}
    heads: list[int | None] = []
    for i in range(len(sentence.forms)):
        place[i] = len(made.forms)
        for name in COLUMNS:
            getattr(made, name).append(getattr(sentence, name)[i])
        heads.append(sentence.heads[i])
        if sentence.spaces[i] and i + 1 < len(sentence.forms) and rng.random() < 1 / LINE:
            made.spaces[-1] = False
            for name, value in zip(COLUMNS, ("\n", False, "\n", "SPACE", "_SP", "", 0, "dep"), strict=True):
                getattr(made, name).append(value)
            heads.append(None)
    made.heads = [i - 1 if head is None else place[head] for i, head in enumerate(heads)]
    return made


def renamed(sentence: Sentence, draw: Callable[[], str], rng: random.Random) -> Sentence | None:
    """Returns a sentence with other names, or None where it has none; `draw` gives one word."""
    places = [
        i
        for i, form in enumerate(sentence.forms)
        if sentence.tags[i] == "NNP" and form.isalpha() and form.istitle() and not known_tags(form.lower())
    ]
    if not places:
        return None
    made = deepcopy(sentence)
    for i in places:
        if rng.random() < 0.7:
            made.forms[i] = made.lemmas[i] = draw()
    return made
