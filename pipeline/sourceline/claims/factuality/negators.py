"""Words that negate: what they belong to, and those beside one verb or at the opening of its clause."""

from __future__ import annotations

from collections.abc import Iterator

from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import SUBJECTS, marker_of
from sourceline.claims.syntax.spans import word
from sourceline.nlp.parsed import Span, Token

NOT = "polarity.not"
# Relations of a word that negates a verb by itself, and of the second of two that do ("no longer", "all but").
SINGLE = frozenset({"advmod", "cc:preconj", "cc", "det", "discourse"})
PAIRED = frozenset({"advmod", "amod", "cc", "obl"})
NEGATING = SINGLE | PAIRED
ONLY = ("only", "just")
Negation = tuple[Span, str]


def is_before_to(adverb: Token) -> bool:
    """Whether an adverb stands before an infinitive: "has yet to rule"."""
    return adverb.i + 1 < len(adverb.doc) and adverb.nbor(1).tag_ == "TO"


def negates_phrase(token: Token, alone: bool = False) -> bool:
    """Whether a word before a noun, or alone, makes a phrase name nothing: "no bank", "few banks", "little of it"."""
    beside = token.dep_ in ("det", "advmod", "amod", "cc:preconj")
    if token.lower_ not in lexicon().negative_determiners or not (beside or alone):
        return False
    if alone:
        return token.lower_ in ("few", "little") and not any(c.lower_ in ("a", "the") for c in token.lefts)
    following = token.nbor(1)
    if token.lower_ in ("hardly", "scarcely"):
        return following.lower_ in ("any", "anyone", "anybody", "anything")
    if token.lower_ == "not":
        single = following.i + 1 < len(token.doc) and following.nbor(1).lower_ == "single"
        whole = ("one", "all", "every", "everyone", "everybody", "everything", "many", "much", "enough")
        return following.lower_ in whole or (following.lower_ == "a" and single)
    return token.lower_ not in ("few", "little") or not any(c.lower_ in ("a", "the") for c in token.head.lefts)


def only_modifies(negation: Token, *followers: str) -> bool:
    """Whether "not" belongs to "not only" and the like."""
    following = negation.nbor(1) if negation.i + 1 < len(negation.doc) else None
    return following is not None and following.lower_ in followers


def adverb_negations(adverb: Token, verb: Token) -> Iterator[Negation]:
    """Finds what makes an adverb beside a verb negative: "not", "no longer", "nearly", "all but"."""
    words, doc = lexicon().negative_words, adverb.doc
    if adverb.lower_ not in lexicon().last_of_negative:
        return
    following = doc[adverb.i + 1] if adverb.i + 1 < len(doc) else None
    pair = doc[adverb.i - 1 : adverb.i + 1].text.lower() if adverb.i else ""
    if pair in words and adverb.dep_ in PAIRED:
        rule = words[pair][0]
        beside = pair == "no longer" or following == verb
        if beside and verb.lemma_.lower() not in rule.except_verbs:
            yield doc[adverb.i - 1 : adverb.i + 1], rule.id
    elif adverb.lower_ in words and adverb.dep_ in SINGLE:
        rule = words[adverb.lower_][0]
        if rule.except_verbs:  # "nearly 40 ships", "almost no ships", "nearly doubled"
            counts = following is not None and following.lower_ in lexicon().negative_determiners
            apart = adverb.i > verb.i or counts or (following is not None and following.pos_ == "ADV")
            if apart or verb.lemma_.lower() in rule.except_verbs:
                return
        alternative = doc[max(0, adverb.i - 2) : adverb.i].text.lower() == "whether or"
        # "did not only sell": it did sell; "is not only limited to": it is not limited
        only = adverb.dep_ == "advmod" and only_modifies(adverb, *ONLY)
        if not alternative and (not only or verb.lemma_.lower() in lexicon().limiting):
            yield word(adverb), rule.id


def marker_negations(clause: Token, mark: Token) -> Iterator[Negation]:
    """Finds a negative opening of a clause: "without signing", "rather than sign", "for fear of signing"."""
    markers, doc = lexicon().negative_markers, clause.doc
    if mark.lower_ not in lexicon().in_negative_markers and marker_of(clause) not in markers:
        return
    phrases = [doc[mark.i - n : mark.i + 1].text.lower() for n in (3, 2, 1, 0) if mark.i - n >= clause.sent.start]
    after = doc[mark.i : mark.i + 2].text.lower()
    found = next((phrase for phrase in (marker_of(clause), *phrases, after) if phrase in markers), None)
    if found is None:
        return
    yield word(mark), markers[found][0].id
    if found == "without":  # "not a month passes without it breaking down"
        verb = clause.head
        yield from own_negations(verb)
        yield from (
            (word(t), lexicon().negative_determiners[t.lower_][0].id)
            for c in verb.lefts if c.dep_ in SUBJECTS for d in c.lefts for t in (d, *d.lefts)
            if t.lower_ == "not" and t.dep_ == "advmod"
        )  # fmt: skip


def own_negations(verb: Token) -> Iterator[Negation]:
    """Finds what negates a verb that governs a proposition: "could not prevent", "nobody wants", "no longer hopes"."""
    lex = lexicon()
    for child in verb.children:
        if (child.dep_ in ("advmod", "cc:preconj") and child.lower_ in ("not", "n't", "n’t", "never", "neither")) or (
            child.lower_ == "longer" and child.i > 0 and child.nbor(-1).lower_ == "no"
        ):
            yield word(child), NOT
        elif child.dep_ in SUBJECTS:
            if child.lower_ in ("nobody", "none", "nothing"):
                yield word(child), "polarity.no"
            yield from (
                (word(c), lex.negative_determiners["no"][0].id) for c in child.lefts if c.lower_ in ("no", "neither")
            )
