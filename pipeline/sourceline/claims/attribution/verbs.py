"""Attribution by verbs: "the mayor said ...", "..., the mayor said", "..., as reported by the paper"."""

from __future__ import annotations

from collections.abc import Iterator

from sourceline.claims.arguments.subjects import subject_of
from sourceline.claims.attribution.act import SpeechAct, make_act, quote_at, subtree
from sourceline.claims.attribution.frames import Content, content_of, cue_rules, has_topic, is_addressed, own_voice
from sourceline.claims.attribution.quotes import quotes_beside, whole_quotes
from sourceline.claims.cue_rules import ReportingRule
from sourceline.claims.factuality.governed import asks_which
from sourceline.claims.factuality.negators import own_negations
from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import SUBJECTS, is_passive, is_predicate, is_verbal, marker_of
from sourceline.claims.syntax.phrases import preposition_of
from sourceline.claims.syntax.places import span_at
from sourceline.claims.syntax.relatives import relative_noun
from sourceline.claims.syntax.spans import noun_phrase, word
from sourceline.nlp.parsed import Token

SPEAKERS = ("PERSON", "ORG", "GPE")


def reporting_verb(token: Token) -> Iterator[SpeechAct]:
    """Attributes to the subject of a verb, or to the agent of a passive, what it takes as content."""
    rules = cue_rules(token)
    if not rules or not (is_verbal(token) or token.dep_ == "parataxis"):
        return
    if token.dep_ == "acl" and preposition_of(token.head) in lexicon().reporting_prepositions:
        return  # "according to sources quoted by the paper": see `according_to`
    passive = is_passive(token)
    for rule in preferred(rules):
        source = source_of(token) or (speaker_beside(token) if rule.quotes else None)
        content = content_of(token, rule)
        if "clause" in rule.takes and (not passive or is_comment(token)):
            content = with_quotes(token, source, content, rule)
        elif not content.tokens and "object" in rule.takes:
            content = missing_object(token)
        if content.tokens and (source is not None or passive):
            states = rule.attributes and content.stated and not leaves_open(token)
            yield make_act(source, word(token), content.tokens, rule, states)
            return


def leaves_open(verb: Token) -> bool:
    """Whether what a verb of saying takes is a question left open: "has not said when", "declined to say whether"."""
    neither = any(d.lower_ == "neither" for c in verb.lefts if c.dep_ in SUBJECTS for d in (c, *c.lefts))
    refused = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in lexicon().negative_governors
    if refused and verb.lemma_.lower() in lexicon().proving:
        return True  # "failed to show that they were at risk"
    asked = marker_of(verb) == "to" and verb.dep_ == "xcomp"  # "asked him to say how"
    if not (neither or refused or asked or any(own_negations(verb))):
        return False
    clauses = (c for c in verb.rights if c.dep_ == "ccomp")
    return any(asks_which(c) or marker_of(c) in ("whether", "if") for c in clauses)


def preferred(rules: tuple[ReportingRule, ...]) -> list[ReportingRule]:
    """Orders the rules of a word: those that put claims on the source's word first, of these a stance first."""
    return sorted(rules, key=lambda r: (not r.attributes, r.stance == "neutral"))


def reporting_rule(token: Token) -> ReportingRule | None:
    """Returns the rule of a verb that puts claims on its source's word."""
    rules = [r for r in preferred(cue_rules(token)) if r.attributes and token.pos_ == "VERB"]
    return rules[0] if rules else None


def source_of(verb: Token) -> Token | None:
    """Returns the head of who says: the agent of a passive, else the subject; not a word that is quoted."""
    if is_main_verb(verb):
        return verb.head
    if is_passive(verb):
        return next((c for c in verb.children if c.dep_ == "obl:agent"), None)
    found = subject_of(verb)
    misread = found is not None and quote_at(found[0]) is not None and quote_at(verb) is None
    return found[0] if found and not misread else None


def is_main_verb(verb: Token) -> bool:
    """Whether a verb is that of a sentence whose parse has none: "The firm, which fell, | denied hiding its debts."."""
    top = verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and verb.sent.text.rstrip().endswith(".")
    agent = any(c.dep_ in ("obl:agent", "aux:pass") for c in verb.children)
    return top and not agent and any(c.dep_ in ("ccomp", "xcomp") for c in verb.children)


def speaker_beside(verb: Token) -> Token | None:
    """Returns who stands right beside a verb of saying whose subject the parser did not see.

    That is a name or pronoun, or after a quotation what the parser took for an object: "...," warned its director.
    """
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    before, after = verb.doc[max(0, verb.i - 1)], verb.doc[min(verb.i + 1, len(verb.doc) - 1)]
    if quote_at(before) is not None and quote_at(verb) is None:
        inverted = (c for c in verb.children if c.dep_ == "obj" and c.left_edge.i == after.i)
        return next(inverted, after if after.pos_ == "PROPN" else None)
    for token in (before, after):
        entity = span_at(token, "entities")
        name = entity.root if entity is not None and entity.label_ in SPEAKERS else None
        nominative = token if "Nom" in token.morph.get("Case", []) else None
        if (name or nominative) and quote_at(token) is None and token.i != verb.i:
            return name or nominative
    return None


def is_inserted(verb: Token) -> bool:
    """Whether a verb with its subject is put into or after a clause, set off by a comma: "prices rose, he said"."""
    if verb.dep_ == "parataxis":
        return True
    first = next(t.i for t in verb.subtree if not t.is_punct)
    set_off = first > 0 and verb.doc[first - 1].is_punct
    joined = any(c.dep_ == "cc" for c in verb.children)
    loose = verb.dep_ in ("ccomp", "dep", "conj") and not joined and not marker_of(verb)
    return loose and verb.head.i < first and set_off


def is_comment(verb: Token) -> bool:
    """Whether a verb comments on the clause that it hangs on: "as the paper put it, ...", "as reported by X"."""
    goes_on = any(rule.id == "control.aspect" for rule in lexicon().control.get(verb.lemma_.lower(), ()))
    if verb.dep_ != "advcl" or marker_of(verb) != "as" or verb.tag_ == "VBG" or goes_on:
        return False  # not "as the count continues, ..."
    return all(c.dep_ != "ccomp" or c.i < verb.i for c in verb.children)  # not "as police said two had been held"


def with_quotes(verb: Token, source: Token | None, content: Content, rule: ReportingRule) -> Content:
    """Completes the content of a verb of saying: the clause around it, and quotations whole."""
    if source is None:
        return content
    if is_comment(verb):
        content = Content(subtree(verb.head) - subtree(verb), stated=True)
    elif is_inserted(verb) and (goes_on := continuations(verb)) is not None:
        content = Content(inserted_into(verb).union(*map(subtree, goes_on)), stated=True)
    own = subtree(verb) - content.tokens
    beside = quotes_beside(verb, source, content.tokens) if rule.quotes and quote_at(verb) is None else set()
    if beside:
        content = Content(content.tokens | beside, stated=True)
    if not content.tokens and rule.quotes:
        content = Content(after_colon(verb), stated=True)
    return Content(whole_quotes(verb, content.tokens) - own | content.tokens, content.stated)


def continuations(verb: Token) -> list[Token] | None:
    """Returns clauses after an inserted cue that go on the clause around it; None where it has content of its own."""
    complements = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp", "obj", "advcl") and c.i > verb.i]
    if is_addressed(verb):
        complements = [c for c in complements if c.dep_ != "obj"]
    markers = lexicon().content_subordinators
    goes_on = [c for c in complements if marker_of(c) in markers]
    own = any(c.dep_ in ("ccomp", "xcomp", "obj") for c in complements if c not in goes_on)
    return None if own or (has_topic(verb) and not goes_on) else goes_on


def after_colon(verb: Token) -> set[int]:
    """Returns what stands after a cue and a colon, without quotation marks: the rest of its sentence, or the next."""
    doc = verb.doc
    colon = next((t for t in doc[verb.i + 1 : verb.sent.end] if t.text == ":"), None)
    if colon is None or colon.i + 1 >= len(doc) or any(is_verbal(t) for t in doc[verb.i + 1 : colon.i]):
        return set()
    said = [t for t in doc[colon.i + 1 : doc[colon.i + 1].sent.end] if not t.is_space]
    return {t.i for t in said} if any(is_predicate(t) for t in said) and doc[colon.i + 1].is_title else set()


def inserted_into(verb: Token) -> set[int]:
    """Returns the clause that a cue is inserted into: the quotation that it leads, or all of it."""
    quote = quote_at(verb.head)
    around = subtree(verb.head) - subtree(verb)
    around -= own_voice(verb, around)
    return around if quote is None else around & set(range(quote.start, quote.end))


def missing_object(verb: Token) -> Content:
    """Returns the noun that a verb without object of its own says something of: "a plan he supports", "... by X"."""
    if verb.dep_ == "acl:relcl" and not is_passive(verb):
        subject = subject_of(verb)
        own = [c for c in verb.children if c.dep_ in ("obj", "xcomp", "ccomp") and relative_noun(c) is None]
        gap = subject is not None and subject[0] != verb.head and not own
    else:
        gap = verb.dep_ == "acl" and verb.tag_ == "VBN" and is_passive(verb)
    if not gap or verb.head.pos_ not in ("NOUN", "PROPN"):
        return Content()
    return Content({t.i for t in noun_phrase(verb.head, without=[verb])})
