"""Attribution by nouns and adjectives: "Kenya's claim that ...", "fears of a default", "she was sure that ..."."""

from __future__ import annotations

from collections.abc import Iterator

from sourceline.claims.arguments.subjects import subject_of
from sourceline.claims.attribution.act import SpeechAct, make_act
from sourceline.claims.attribution.frames import content_of, cue_rules
from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import is_passive, is_verbal
from sourceline.claims.syntax.phrases import preposition_of
from sourceline.claims.syntax.spans import word
from sourceline.nlp.parsed import Token


def reporting_noun(token: Token) -> Iterator[SpeechAct]:
    """Attributes by a noun of saying, thinking or wishing to who owns, gives or has it."""
    for rule in cue_rules(token):
        content = content_of(token, rule)
        source = holder_of(token)
        if content.tokens and (source is not None or content.stated):
            yield make_act(source, word(token), content.tokens, rule, rule.attributes and content.stated)
            return


def holder_of(noun: Token) -> Token | None:
    """Returns whose word or view a noun is: its owner, who it comes from, who makes or voices it, or the document."""
    for child in noun.children:
        if child.dep_ == "nmod:poss" or (child.dep_ == "nmod" and preposition_of(child) in ("by", "from", "among")):
            return child
    verb = noun.head
    voiced = noun.dep_ == "obj" and verb.lemma_.lower() in lexicon().voicing_verbs
    if voiced and is_verbal(verb) and not is_passive(verb):
        found = subject_of(verb)
        return found[0] if found else None
    return noun if noun.lemma_.lower() in lexicon().documents else None


def reporting_adjective(token: Token) -> Iterator[SpeechAct]:
    """Attributes by a predicate adjective to its subject: "the minister is confident that ..."."""
    rules = cue_rules(token)
    found = subject_of(token) if rules else None
    for rule in rules:
        content = content_of(token, rule)
        if content.tokens and found is not None:
            yield make_act(found[0], word(token), content.tokens, rule, rule.attributes and content.stated)
            return
