"""Questions, direct and indirect: which clauses ask, and which are about what is yet open."""

from __future__ import annotations

from sourceline.claims.lexicon import lexicon
from sourceline.claims.propositions import Proposition
from sourceline.claims.syntax.clauses import AUXILIARIES, CLAUSAL, SUBJECTS, is_predicate, marker_of
from sourceline.claims.syntax.places import span_at
from sourceline.nlp.parsed import Span, Token


def joins_question(clause: Token) -> bool:
    """Whether a clause is joined to a question: "unclear whether they may stay or if they must leave"."""
    return clause.dep_ == "conj" and any(c.lower_ == "whether" or c.tag_ in ("WRB", "WP") for c in clause.head.lefts)


def asks_what_comes(clause: Token) -> Token | None:
    """Returns the question word of a clause about what is yet open: "how it will pay", "when they might return"."""
    words = (t for t in clause.subtree if not t.is_punct and t.dep_ not in ("mark", "case", "cc"))
    opening = next(words, clause)
    if opening.tag_ not in ("WRB", "WP", "WDT") and opening.lower_ not in ("how", "which", "what"):
        return None
    if opening.lower_ == "what" and any(c.dep_ == "acl:relcl" for c in opening.rights):
        return None  # "hopes what it called a threat will end"
    first = clause.head if clause.dep_ == "conj" and is_predicate(clause.head) else clause
    held = first.dep_ in ("ccomp", "csubj") or marker_of(first) in ("on", "about", "over", "of", "as to")
    held = held or marker_of(opening) == "including" or opening.lower_ == "how"
    if held and opening.lower_ in ("how", "which", "what") and opening.head != clause:
        return opening  # "how many they hold"
    to_come = any(c.tag_ == "MD" and c.lower_ not in ("can", "must") for c in clause.lefts)
    hinges = first.head.lemma_.lower() in lexicon().hinging_verbs
    asking = opening.tag_ in ("WRB", "WP", "WDT") and opening.head == clause
    return opening if held and (to_come or hinges) and asking else None


def is_asked(clause: Token) -> bool:
    """Whether a clause with "if" is what somebody asks or does not know: "wondered if", "is not sure if"."""
    after = clause.dep_ == "advcl" and clause.i > clause.head.i and not clause.left_edge.nbor(-1).is_punct
    done = any(c.dep_ == "nsubj:pass" and c.lower_ != "it" for c in clause.head.lefts)  # "will be checked if it rains"
    lemma = clause.head.lemma_.lower()
    full = lemma not in lexicon().addressing and any(c.dep_ == "obj" and c.i < clause.i for c in clause.head.rights)
    after = after and not (done or full)  # nor "will clear the room if it rains"; but "told him if it rained"
    return clause.dep_ in ("ccomp", "csubj") or (after and lemma in lexicon().asking_words)


def asks(proposition: Proposition) -> bool:
    """Whether the proposition is the main clause of a question, of its sentence or of the quotation it stands in."""
    outer = proposition.clause.outermost
    quote = span_at(outer, "quotes")
    scope = quote or proposition.sentence
    last = next((t for t in reversed([*scope]) if not t.is_space and not t.is_quote), outer)
    if not last.text.endswith("?"):
        return False
    main = outer.dep_ == "ROOT" or outer.dep_ not in CLAUSAL or not quote_holds(quote, outer.head)
    subject = next((c for c in outer.lefts if c.dep_ in SUBJECTS), outer)
    inverted = any(c.dep_ in AUXILIARIES and c.i < subject.i for c in outer.lefts)
    main = main or (outer.dep_ == "conj" and inverted)  # "what caused it, and could it happen again?"
    of_adjective = outer.dep_ in ("ccomp", "csubj") and outer.head.pos_ == "ADJ"  # "is it true that ...?"
    presupposed = any(t.tag_ in ("WRB", "WP", "WDT") and t.i < outer.i for t in outer.children)  # "why did it close?"
    return (main or of_adjective) and not presupposed


def quote_holds(quote: Span | None, token: Token) -> bool:
    """Whether a token lies in a quotation; where there is none, everything does."""
    return quote is None or quote.start <= token.i < quote.end
