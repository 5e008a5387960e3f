"""Relative pronouns: what "who", "which" and "where" stand for, wherever the parser hung their clause."""

from __future__ import annotations

from sourceline.claims.syntax.clauses import RELATIVES
from sourceline.claims.syntax.phrases import preposition_of, tells_of_time, time_of
from sourceline.claims.syntax.spans import noun_phrase
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.repairs.tree import finite_of

TOLD, LONGEST = ("this", "that", "these"), 25  # words before what is known; the most words that say which are meant


def relative_noun(token: Token) -> Token | None:
    """Returns the noun that a relative pronoun stands for."""
    if token.tag_ not in RELATIVES and token.lower_ != "that":
        return None
    if token.lower_ in ("what", "whatever", "whoever") or opens_question(token) or tells_of_clause(token):
        return None
    noun = token.nbor(-2) if token.i - 2 >= token.sent.start else token
    if token.lower_ == "where" and token.nbor(-1).text == "," and noun.ent_type_ in ("GPE", "LOC", "FAC"):
        place = next((t for t in (noun, *noun.ancestors) if t.dep_ != "flat"), noun)
        party = place.dep_ == "nmod" and preposition_of(place) in ("with", "between", "among")
        return place.head if party else place  # "the deal with Rwanda, where it paid": under the deal
    clause = next((a for a in token.ancestors if a.dep_ in ("acl:relcl", "acl") and a.head.i < token.i), None)
    if token.lower_ == "where" and clause is not None and token.nbor(-1).is_punct:
        near = next((t for t in (noun, *noun.ancestors) if t.dep_ not in ("flat", "compound")), noun)
        if near.pos_ in ("NOUN", "PROPN") and clause.head.is_ancestor(near) and near.i < token.i:
            return near  # "the growth of the economy - where ..."
    if clause is not None and (clause.i >= token.i or opens_conjunct(token, clause)):
        noun = before_time(clause.head, clause)
        return thing_of(noun) if token.lower_ == "which" else noun
    if token.tag_ not in ("WDT", "WP") or token.lower_ == "that" or token.i == token.sent.start:
        return None
    before = token.doc[token.i - 1]  # the parser has hung the clause elsewhere: the noun that stands right before it
    while before.i > token.sent.start and (before.is_punct or before.dep_ == "case"):
        before = before.nbor(-1)
    while before.dep_ == "flat":
        before = before.head
    if token.tag_ == "WP" and time_of(before) is not None:
        return None  # "were held at the end of March, of whom nine had left": no month
    is_noun = before.pos_ in ("NOUN", "PROPN") or before.lower_ in ("those", "anyone", "everyone", "someone")
    return before if is_noun and before.i < token.i else None


def opens_question(token: Token) -> bool:
    """Whether "who" asks for somebody, and stands for no noun: "questions about who will pay", "including who pays"."""
    before = token.nbor(-1) if token.i > token.sent.start else token
    return token.lower_ == "who" and before.dep_ in ("mark", "case")


def tells_of_clause(token: Token) -> bool:
    """Whether ", which" stands for all that is said before: "families move, which makes it hard to count them"."""
    verb, noun = token.head, token.nbor(-2) if token.i - 2 >= token.sent.start else token
    if token.lower_ != "which" or token.dep_ != "nsubj" or token.nbor(-1).text != "," or noun.tag_ != "NNS":
        return False
    antecedent = verb.head if verb.dep_ == "acl:relcl" else noun
    return (
        finite_of(verb).tag_ == "VBZ"
        and antecedent.tag_ in ("NNS", "NNPS", verb.head.tag_)
        and antecedent.tag_ not in ("NN", "NNP")
    )


def before_time(noun: Token, clause: Token) -> Token:
    """Returns what a relative clause says something of: "a storm last week that shut schools" is no week."""
    if noun.pos_ == "NUM" and noun.dep_ == "nmod" and noun.head.pos_ == "NOUN":
        return noun.head  # "a town of 80,000 where gold is traded"
    time = time_of(noun) if noun.dep_ in ("nmod:unmarked", "obl:unmarked", "nmod", "obl") else None
    if time is not None and time._.time is not None and time._.time.type == "DURATION" and noun.dep_ == "nmod":
        while noun.dep_ == "nmod" and noun.head.pos_ in ("NOUN", "SYM", "NUM"):
            noun = noun.head  # "a raise of 9 percent over three years, which the union rejected"
        return noun
    if time is None or tells_of_time(time, clause) or time.start == noun.sent.start:
        return noun
    before = time[0].nbor(-1)
    before = before.nbor(-1) if before.dep_ == "case" and before.i > noun.sent.start else before
    return before if before.pos_ in ("NOUN", "PROPN") and before.dep_ not in ("compound", "flat") else noun


def thing_of(noun: Token) -> Token:
    """Returns what "which" stands for where the parser chose a person: "the trial of Ana Duarte, which resumes"."""
    within = noun.ent_type_ == "PERSON" and noun.dep_ == "nmod" and noun.head.pos_ == "NOUN"
    return noun.head if within else noun


def opens_conjunct(pronoun: Token, clause: Token) -> bool:
    """Whether a relative pronoun opens a coordinated relative clause: "an email that he sent and that was seen"."""
    verb = pronoun.head
    return verb.dep_ == "conj" and clause.is_ancestor(verb) and pronoun.i < verb.i and pronoun.left_edge.i == pronoun.i


def with_owner(span: Span) -> str:
    """Returns a phrase that "whose" opens with who that is: "whose [Ana Duarte] party"."""
    owner = relative_noun(span[0])
    if owner is not None and any(c.dep_ == "conj" and c.i < span[0].i for c in owner.children):
        return span.text  # "Malta and Chad, whose minister": of which one is not said
    return f"{span[0].text} [{noun_phrase(owner).text}] {span[1:].text}" if owner is not None else span.text


def restriction(head: Token, end: int, outermost: Token) -> str:
    """What says which are meant, where a line without it would speak of all: "helps towns | that are poor"."""
    heads = (head, head.head) if head.dep_ == "conj" else (head,)  # "parents and children | who cheat"
    after = [c for h in heads for c in h.rights if c.dep_ == "acl:relcl" and c.left_edge.i == end]
    which = after[0] if after else None
    if which is None or head.pos_ == "PROPN" or outermost in which.subtree or head.doc[end].is_punct:
        return ""
    if any(c.dep_ == "nmod:poss" or (c.dep_ == "det" and c.lower_ in TOLD) for c in head.lefts):
        return ""  # it is known which
    words = head.doc[end : which.right_edge.i + 1]
    added = (n for n, t in enumerate(words) if t.is_punct and opens_relative(words[n + 1 : n + 3]))
    words = words[: next(added, len(words))]
    return f" {words.text}" if which.i < words.end and len(words) <= LONGEST else ""


def opens_relative(words: Span) -> bool:
    """Whether words after a comma open a further relative clause: ", under which ..."."""
    return any(w.tag_ in RELATIVES for w in words)


def preposition_of_relative(clause: Token) -> str:
    """Returns the preposition before the relative pronoun of a clause: "firms in which it has shares"."""
    pronouns = (t for t in clause.subtree if t.tag_ in ("WDT", "WP") and t.i < clause.i)
    return next((preposition_of(t) for t in pronouns if preposition_of(t)), "")
