"""Short forms of names: "Kamau" for "Grace Kamau", "BNW" for "Bank for New Works"; each joined to one long form."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache

from spacy.tokens import Doc, Span

from sourceline.nlp.attributes import text_of
from sourceline.nlp.people import person_words
from sourceline.nlp.pictographs import visible_end

_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"^(?:the|The) (?=\w)")
_BRACKETED = re.compile(r"\(([A-Z][A-Za-z]{1,7})\)")

NAME_PREPOSITIONS = frozenset({"of", "in", "at", "from", "for"})


@dataclass(frozen=True)
class Form:
    """One way in which a name is written: its label, where it is first seen, and how often."""

    text: str
    label: str
    first: int
    count: int

    @cached_property
    def words(self) -> list[str]:
        """Its words without titles."""
        words = self.text.split()
        titles = person_words()["title"] if self.label == "PERSON" else {}
        while len(words) > 1 and words[0].lower() in titles:
            words = words[1:]
        return words


def surface(span: Span) -> str:
    """Returns the words of a name: without pictographs, possessive ending and article."""
    return _bare(span.text)


@lru_cache(maxsize=10_000)  # an article says the same names again and again
def _bare(name: str) -> str:
    text = _POSSESSIVE.sub("", name[: visible_end(name)].strip())
    return _ARTICLE.sub("", text)


def initials(text: str) -> str:
    """Returns the capitals that begin the words of a name: "Bank for New Works" → "BNW"."""
    return "".join(word[0] for word in re.split(r"[\s-]+", text) if word[:1].isupper())


def is_short_person(short: Form, long: Form) -> bool:
    """Whether a name is a surname, the given name of someone named before, or lacks middle names of a longer one."""
    few, many = short.words, long.words
    if len(few) >= len(many) or few[0] not in (many[0], many[-len(few)]):
        return False
    if few[0].lower() in person_words()["title"]:
        return False
    rest = many[: -len(few)]
    surname = few == many[-len(few) :] and rest[-1].lower() not in NAME_PREPOSITIONS
    given = few == many[: len(few)] and long.first < short.first and few[0] in person_words()["given"]
    return surname or given or (len(few) > 1 and [many[0], many[-1]] == few)


def is_short_organization(short: Form, long: Form) -> bool:
    """Whether a name begins a longer one seen before: "Halden" is "Halden Lines", but "NATO" is not its summit."""
    begins = long.text.startswith(short.text + " ") and long.text[len(short.text) + 1].isupper()
    return begins and long.first < short.first and len(short.text) > 3 and not short.text.isupper()


def is_acronym(short: Form, long: Form) -> bool:
    """Whether a name is spelled by the initials of a longer one."""
    if not short.text.isupper():
        return False
    letters = short.text.replace(".", "")
    plausible = len(letters) > 2 or short.label == long.label
    return 2 <= len(letters) <= 6 and plausible and initials(long.text) == letters


def is_short_form(short: Form, long: Form) -> bool:
    """Whether a name can be a short form of another, by the way both are written."""
    if len(long.text) <= len(short.text):
        return False
    if short.label == long.label == "PERSON":
        return is_short_person(short, long)
    return (short.label == long.label == "ORG" and is_short_organization(short, long)) or is_acronym(short, long)


def choose(short: Form, candidates: list[Form]) -> Form | None:
    """Returns the long form of a short one among several.

    All must be forms of one name. A surname that several people share is that of the one whom the article names first
    and, of all names with it, most often (the convention of news: others of the family keep their given names).
    """
    candidates = sorted(candidates, key=lambda form: (-len(form.words), form.first))
    if not candidates or all(set(form.words) <= set(candidates[0].words) for form in candidates):
        return candidates[0] if candidates else None
    first = min(candidates, key=lambda form: form.first)
    return first if first.first < short.first and all(first.count > c.count for c in candidates if c != first) else None


def long_forms(doc: Doc) -> dict[str, str]:
    """Maps each short form to the one long form in the article that it can stand for; ambiguous ones are left out.

    A short form is a part of a longer name of the same label, or an acronym that a long form introduces in brackets or
    spells in its initials (Schwartz and Hearst 2003, initials only).
    """
    names = [(span, surface(span)) for span in doc.ents]
    counts = Counter(text for _, text in names)
    forms: dict[str, Form] = {}
    for span, text in names:  # the text of a flag alone is empty
        forms.setdefault(text, Form(text, span.label_, span.start, counts[text]))
    joined: dict[str, str] = {}
    forms.pop("", None)
    for short in forms.values():
        long = choose(short, [form for form in forms.values() if is_short_form(short, form)])
        if long is not None:
            joined[short.text] = long.text
    for found in _BRACKETED.finditer(text_of(doc)):
        before = [s for s in doc.ents if 0 <= found.start() - s.end_char <= 2]
        if before and initials(surface(before[-1])).startswith(found.group(1)[0]):
            joined.setdefault(found.group(1), surface(before[-1]))
    return {short: joined.get(long, long) for short, long in joined.items()}
