"""The words of a claim's verb in a line: its auxiliaries, what negates it, its adverbs and what governs it."""

from __future__ import annotations

from collections.abc import Sequence

from sourceline.claims.lexicon import lexicon
from sourceline.claims.propositions import Proposition, particle_apart
from sourceline.claims.syntax.clauses import AUXILIARIES, NEGATIONS, SUBJECT_OR_AUXILIARY, is_verbal, marker_of
from sourceline.claims.syntax.content import content_noun, first_conjunct, is_base
from sourceline.claims.syntax.phrases import compares
from sourceline.nlp.parsed import Span, Token

ADVERBS = ("RB", "RBR", "RBS")
OWN = SUBJECT_OR_AUXILIARY | {"mark", "cc:preconj"}  # what a coordinated verb has where it shares nothing


def verb_words(proposition: Proposition, cues: Sequence[Span]) -> set[Token]:
    """The predicate with its auxiliaries, negation and control words."""
    tokens = set(proposition.predicate)
    tokens.update(c for c in proposition.clause.outermost.lefts if c.dep_ == "expl" and c.lower_ in ("it", "there"))
    tokens.update(c for c in proposition.head.rights if c.dep_ == "expl" and c.i == proposition.head.i + 1)
    members = proposition.verb_group
    if proposition.clause.kind != "copula":
        tokens.update(members)
    else:
        tokens.update(members[1:])
    for member in members:
        inner = member is not proposition.clause.outermost
        tokens.update(
            c
            for c in member.children
            if c.dep_ in AUXILIARIES or (c.dep_ == "mark" and (inner or (c.lower_ == "to" and member.tag_ != "VBG")))
        )
    sentence = proposition.sentence
    for cue in cues:
        root, doc = cue.root, cue.doc
        if root.dep_ in ("mark", "case") and root.head == proposition.clause.outermost:
            marker = doc[root.i : root.i + 3].text.lower()
            if any(marker.startswith(phrase) for phrase in lexicon().negative_markers):
                tokens.update((root, *(f for f in root.children if f.dep_ == "fixed")))  # "instead of paying"
        beside = root.dep_ in ("advmod", "aux", "cc:preconj") and root.tag_ != "WRB" and root.head in members
        if beside and cue.start >= sentence.start and all(t.dep_ != "mark" for t in doc[cue.end : cue.end + 1]):
            tokens.update(cue)  # not the "even" of "even if"
    apart = particle_apart(proposition.head)
    tokens.update([apart] if apart is not None else [])
    return tokens | adverbs_before(proposition, tokens)


def shared_words(proposition: Proposition, cues: Sequence[Span]) -> set[Token]:
    """The auxiliaries, "to" and negation that a coordinated verb shares with the first: "will go | and stay"."""
    verb = proposition.head
    if verb.dep_ != "conj" or proposition.clause.kind != "verb" or any(c.dep_ in OWN for c in verb.lefts):
        return set()
    first = verb.head
    while first.dep_ == "conj" and is_verbal(first.head) and not any(c.dep_ in OWN for c in first.lefts):
        first = first.head
    if not is_verbal(first) or not (first.tag_ == verb.tag_ or (first.tag_ == "VB" and is_base(verb))):
        return set()
    helpers = [c for c in first.lefts if c.dep_ in AUXILIARIES or (c.dep_ == "mark" and c.lower_ == "to")]
    negations = {t for cue in cues for t in cue if helpers and t.head == first and helpers[0].i < t.i < first.i}
    return {*helpers, *negations}


def adverbs_before(proposition: Proposition, group: set[Token]) -> set[Token]:
    """The adverbs among the words of a verb group or right before it, which a faithful line keeps: "briefly held"."""
    members = {*proposition.verb_group, *proposition.predicate}
    if all(c.dep_ != "advmod" for m in members for c in m.children):
        return set()
    first, last = min(t.i for t in group), proposition.head.i
    within = (c for m in members for c in m.lefts if c.dep_ == "advmod" and c.tag_ in ADVERBS and first < c.i < last)
    adverbs = {t for c in within for t in c.subtree}
    for token in [t for t in group if t.i <= proposition.head.i]:
        before = token.nbor(-1) if token.i > proposition.sentence.start else None
        while before is not None and before.dep_ == "advmod" and before.head in members and before.tag_ in ADVERBS:
            adverbs.update(before.subtree)
            edge = before.left_edge
            before = edge.nbor(-1) if edge.i > proposition.sentence.start else None
    return adverbs | adverbs_after(members, max(first, last))


def adverbs_after(members: set[Token], last: int) -> set[Token]:
    """The adverbs right after a verb, without which it says something else: "moved further along", "brought back"."""
    adverbs: set[Token] = set()
    right = (c for m in members for c in m.rights if c.dep_ == "advmod" and c.tag_ in (*ADVERBS, "JJR", "IN", "RP"))
    for adverb in sorted(right, key=lambda t: t.i):
        words = [t for t in adverb.subtree if t.i <= adverb.i or not compares(adverb)]
        if adverb.left_edge.i == last + 1 and len(words) <= 2:
            adverbs.update(words)
            last = words[-1].i
    return adverbs


def governing_words(proposition: Proposition) -> list[Token]:
    """What a subject does with its infinitive: "The firm | promised | to repay the loan", "refused to help"."""
    words: list[Token] = []
    verb = first_conjunct(proposition.clause.outermost)
    if verb.dep_ != "xcomp":
        return words
    controlled = any(a.rule in ("clause.control.subject", "clause.coordination") for a in proposition.arguments)
    while controlled and verb.dep_ == "xcomp" and is_infinitive(verb) and is_verbal(verb.head):
        if any(c.dep_ == "obj" and c.i < verb.i for c in verb.head.rights):
            break  # "called a strike to press for more"
        verb = verb.head
        helpers = [c for c in verb.lefts if c.dep_ in AUXILIARIES | {"mark"} or c.lower_ in NEGATIONS]
        words += [
            verb,
            *(c for c in helpers if c.lower_ not in lexicon().adjunct_markers and c.lower_ not in ("with", "if")),
        ]
    return sorted(words, key=lambda t: t.i)


def lacking_words(proposition: Proposition) -> str:
    """What there is little of above a clause that is no fact for it: "little assurance that", "less ability"."""
    outer = first_conjunct(proposition.clause.outermost)
    noun = content_noun(outer)
    scarce = noun is not None and next((c for c in noun.lefts if c.lower_ in lexicon().scarce), None)
    if not noun or not scarce:
        return ""
    words = noun.doc[scarce.i : noun.i + 1].text
    return f"{words} that" if marker_of(outer) == "that" else words


def passive_helper(proposition: Proposition) -> str:
    """The "was" without which a passive participle reads as a deed: "Asked about it, Lindt ..." is no asking by her."""
    borrowed = [a for a in proposition.arguments if a.rule == "clause.adverbial" and a.role in ("theme", "recipient")]
    if not borrowed or not proposition.clause.passive or any(c.dep_ in AUXILIARIES for c in proposition.head.children):
        return ""
    head = borrowed[0].head
    return "were" if len(borrowed) > 1 or head.tag_ in ("NNS", "NNPS") or head.lower_ in ("they", "we") else "was"


def is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.lefts)
