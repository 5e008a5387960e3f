"""Attribution: who says, thinks or wants what, with which words.

Content is kept as tokens, so that every claim inside it inherits the chain. Roles and terms follow PARC 3 (Pareti 2016)
and, for what counts as a cue of thought, wish and judgement, PolNeAR (Newell et al. 2018).
"""

from __future__ import annotations

from sourceline.claims.attribution.act import SpeechAct
from sourceline.claims.attribution.frames import is_convinced
from sourceline.claims.attribution.labels import labelled
from sourceline.claims.attribution.nouns import reporting_adjective, reporting_noun
from sourceline.claims.attribution.phrases import PHRASES, according_to, attributive, hearsay
from sourceline.claims.attribution.quotes import continued
from sourceline.claims.attribution.verbs import reporting_verb
from sourceline.claims.cue_rules import ReportingRule
from sourceline.claims.propositions import Proposition
from sourceline.claims.syntax.clauses import has_subject
from sourceline.nlp.parsed import Doc, Token

#: Relations of what states something under a verb of saying or its object.
CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "parataxis", "acl", "acl:relcl"})

__all__ = ["SpeechAct", "chain_of", "find_speech_acts", "is_mere_cue", "told_by_article"]


def find_speech_acts(doc: Doc, propositions: list[Proposition]) -> list[SpeechAct]:
    """Finds the attributions of a document, outermost (largest content) first within a sentence."""
    acts: list[SpeechAct] = []
    for token in doc:
        if token.dep_ in PHRASES:
            acts += according_to(token)
        if token.pos_ == "ADJ" or (token.tag_ == "VBN" and is_convinced(token)):
            acts += reporting_adjective(token)
        elif token.pos_ == "VERB":
            acts += reporting_verb(token)
        elif token.pos_ == "NOUN":
            acts += reporting_noun(token)
        if token.dep_ == "amod":
            acts += attributive(token)
    acts += labelled(doc)
    for proposition in propositions:
        acts += hearsay(proposition)
    found = continued([act for act in acts if act.content])
    return sorted(found, key=lambda a: (-len(a.content), a.cue.start))


def told_by_article(acts: list[SpeechAct]) -> list[SpeechAct]:
    """Returns the attributions that the article makes, without those inside what somebody is quoted as saying."""
    return [act for act in acts if not act.is_quoted]


def chain_of(proposition: Proposition, acts: list[SpeechAct]) -> list[SpeechAct]:
    """Returns the acts on whose word a proposition stands, outermost first."""
    head = proposition.head
    found = [act for act in acts if act.states and head.i in act.content and not in_raised_subject(head, act)]
    return [act for act in found if not any(goes_on(later, act) for later in found)]


def goes_on(later: SpeechAct, act: SpeechAct) -> bool:
    """Whether who said one thing goes on to say another, which is no part of the first: "denied it, insisting that"."""
    cue, one, other = later.cue.root, later.source, act.source
    beside = cue.dep_ == "advcl" and cue.head == act.cue.root
    return beside and one is not None and other is not None and one.root == other.root


def in_raised_subject(head: Token, act: SpeechAct) -> bool:
    """Whether a predicate only describes whom something is said of: "Duarte, known for her songs, is said to sing"."""
    cue = act.cue.root
    subjects = (c for c in cue.lefts if c.dep_ == "nsubj:pass") if act.source is None else ()
    return any(subject.is_ancestor(head) for subject in subjects)


def takes_thing(act: SpeechAct) -> bool:
    """Whether what somebody tells is a thing and no statement, so that telling it is the claim: "admitted delays"."""
    cue = act.cue.root
    things = [c for c in cue.rights if c.dep_ == "obj" and c.pos_ in ("NOUN", "PROPN")]
    below = [c for t in (cue, *things) for c in t.rights]
    told = any(c.dep_ in CLAUSES and not (c.dep_ == "acl" and c.tag_ == "VBG") for c in below)
    return bool(things) and not told and cue.dep_ not in ("parataxis", "acl", "acl:relcl")


def is_mere_cue(proposition: Proposition, acts: list[SpeechAct]) -> bool:
    """Whether a proposition only introduces the content of others and is no claim itself."""
    head, cues = proposition.head, [token.i for token in proposition.verb_group]
    own = [act for act in acts if act.cue.start in cues and act.states]
    for act in own:
        if isinstance(act.rule, ReportingRule) and not act.rule.claim and not takes_thing(act):
            return act.source is None or act.source.root.lemma_.lower() not in act.rule.claim_of
    if head.dep_ not in ("acl", "advcl") or has_subject(head):
        return False
    return any(act.cue.start == head.i and act.source is not None for act in own)  # "sources, quoted by a newspaper"
