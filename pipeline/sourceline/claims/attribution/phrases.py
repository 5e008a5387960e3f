"""Attribution by phrases: "according to X", "X, quoted by Y", "reportedly", "is said to"."""

from __future__ import annotations

from collections.abc import Iterator

from sourceline.claims.attribution.act import SpeechAct, make_act, subtree
from sourceline.claims.attribution.verbs import reporting_rule
from sourceline.claims.lexicon import lexicon
from sourceline.claims.propositions import Proposition
from sourceline.claims.syntax.clauses import SUBJECTS, is_predicate, phrase_of
from sourceline.claims.syntax.phrases import preposition_of
from sourceline.claims.syntax.spans import noun_phrase, word
from sourceline.nlp.parsed import Token

PHRASES = frozenset({"obl", "nmod", "advmod"})


def according_to(token: Token) -> Iterator[SpeechAct]:
    """Attributes by "according to X": to X the clause that it hangs on, and by "X, quoted by Y" to Y around it."""
    rules = lexicon().reporting_prepositions.get(preposition_of(token))
    known = token.ent_type_ in ("PERSON", "ORG") or token.lemma_.lower() in lexicon().documents
    if not rules or (preposition_of(token) == "per" and not known):
        return
    case = next(c for c in token.lefts if c.dep_ == "case")
    host = host_of(token, case)
    if host is None:
        return
    cue = token.doc[case.i : case.i + len(phrase_of(case).split())]
    phrase = subtree(token)
    content = subtree(host) - phrase
    for participle in (*token.children, *host.children):
        outer = next((c for c in participle.children if c.dep_ == "obl:agent"), None)
        rule = reporting_rule(participle)
        if rule is not None and is_reporting_participle(participle) and outer is not None and participle.i > token.i:
            content -= subtree(participle)
            phrase -= subtree(participle) if token.is_ancestor(participle) else set()
            yield make_act(outer, word(participle), content | phrase, rule)
    yield make_act(token, cue, content, rules[0])


def host_of(phrase: Token, case: Token) -> Token | None:
    """Returns the clause that a phrase attributes: all of the sentence where it is set off, else the nearest."""
    host = next((a for a in phrase.ancestors if is_predicate(a) or a.dep_ == "ROOT"), None)
    if host is not None and is_reporting_participle(host):  # "according to X, quoted by Y, ..." hung on "quoted"
        host = host.head
    if host is None or not (case.i == case.sent.start or case.nbor(-1).is_punct):
        return host
    return next((a for a in (host, *host.ancestors) if a.dep_ == "ROOT"), host)


def is_reporting_participle(token: Token) -> bool:
    """Whether a token is a participle of saying after a noun or beside a clause: "quoted by Y"."""
    return token.tag_ == "VBN" and token.dep_ in ("acl", "advcl") and reporting_rule(token) is not None


def attributive(token: Token) -> Iterator[SpeechAct]:
    """Attributes what a noun phrase is called to a source that is not named: "the alleged fraud"."""
    if token.i < token.head.i and token.head.pos_ in ("NOUN", "PROPN"):
        first = token.left_edge.i  # "so-called" is three tokens
        cue = token.doc[first : token.i + 1]
        for rule in lexicon().attributives.get(cue.text.lower(), ())[:1]:
            phrase = {t.i for t in noun_phrase(token.head)}
            yield make_act(None, cue, {i for i in phrase if i > token.i}, rule, states=False)


def hearsay(proposition: Proposition) -> Iterator[SpeechAct]:
    """Attributes to a source that is not named: "reportedly", "is said to"."""
    head = proposition.head
    for token in proposition.verb_group:
        for child in token.children:
            rules = lexicon().hearsay_adverbs.get(child.lower_) if child.dep_ == "advmod" else None
            if rules:
                yield make_act(None, word(child), subtree(head), rules[0])
    for governor, rule in proposition.clause.governors:
        if rule.hearsay:
            subjects = [subtree(c) for c in governor.children if c.dep_ in SUBJECTS]
            yield make_act(None, word(governor), subtree(head).union(*subjects), rule)
