"""What a cue says about what: the complements of a word that its rule takes as content.

A rule names the frames of its words, as VerbNet does for its classes (Kipper-Schuler 2005): a clause, an infinitive, an
object, an object with what it is called, a prepositional phrase.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sourceline.claims.arguments.controllers import blamed_clause
from sourceline.claims.attribution.act import quote_at, subtree
from sourceline.claims.cue_rules import ReportingRule
from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import (
    RELATIVES,
    SUBJECTS,
    copula_of,
    has_subject,
    is_passive,
    is_predicate,
    is_verbal,
    marker_of,
    true_first,
)
from sourceline.claims.syntax.control import control_rule
from sourceline.claims.syntax.phrases import preposition_of, time_of
from sourceline.claims.syntax.relatives import relative_noun
from sourceline.nlp.parsed import Token
from sourceline.nlp.repairs.tree import first_word

NOMINAL = ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "SYM", "DET")
#: Relations of clauses that can be content.
STATING = frozenset({"ccomp", "xcomp", "acl", "advcl", "obl", "parataxis", "dep"})

#: Relations by which the parser hangs on the content what the article says itself.
HUNG = frozenset({"conj", "parataxis", "advcl", "ccomp", "appos"})


@dataclass
class Content:
    """Tokens of what is said.

    Attributes:
        tokens: their indexes.
        stated: whether a clause of them is on the word of the source.
    """

    tokens: set[int] = field(default_factory=set)
    stated: bool = False

    def add(self, head: Token, stated: bool = False) -> None:
        self.tokens |= subtree(head)
        self.stated |= stated


def content_of(cue: Token, rule: ReportingRule) -> Content:
    """Returns what a cue takes as content by its rule; empty where it has no such complement."""
    content = Content()
    for child in cue.children:
        if is_statement(child, rule):
            content.add(child, stated=True)
    if cue.pos_ in ("VERB", "AUX"):
        for thing in things(cue, rule):
            content.add(thing)
        blamed = (blamed_clause(cue, c) for c in cue.children if c.dep_ == "obj")
        content.stated |= bool(rule.markers) and any(clause is not None for clause in blamed)
        if "clause" in rule.takes and not content.tokens:
            for clause in told_clauses(cue):
                content.add(clause, stated=True)
    for child in cue.children:
        if is_view(child, rule):
            content.add(child)
    if content.tokens:
        extend(cue, content)
        content.tokens -= own_voice(cue, content.tokens)
    return content


def is_statement(child: Token, rule: ReportingRule) -> bool:
    """Whether a dependent of a cue is a clause that it takes as content, by its relation and form."""
    if child.dep_ not in STATING:
        return False
    clausal = is_predicate(child) or child.pos_ in NOMINAL or is_verbal(child)
    infinitive = marker_of(child) == "to"
    match child.dep_:
        case "ccomp":
            return clausal and ("infinitive" if infinitive else "clause") in rule.takes
        case "xcomp":
            if rule.attributes and control_rule(child.head, child) is not None:  # "considered selling" is one claim
                return False
            if not is_verbal(child):
                return False
            return "infinitive" in rule.takes if infinitive else child.tag_ == "VBG" and "clause" in rule.takes
        case "acl":
            marked = {"that": "clause", "to": "infinitive"}.get(marker_of(child), "")
            return child.head.pos_ == "NOUN" and (marked in rule.takes or marker_of(child) in rule.markers)
        case "advcl":
            if infinitive:
                after = child.i > child.head.i
                return after and "infinitive" in rule.takes and not is_purpose_after_object(child, rule)
            first = child.left_edge
            beside = child.tag_ == "VBG" and not marker_of(child) and first.i == child.head.i + 1 and not first.is_punct
            if beside and rule.attributes:  # "denied causing the flood"
                return "clause" in rule.takes
            return is_verbal(child) and marker_of(child) in rule.markers
        case "obl":
            return is_verbal(child) and marker_of(child) in rule.markers
        case "parataxis" | "dep":
            quoted = quote_at(child) is not None and quote_at(child.head) is None
            return clausal and quoted and "clause" in rule.takes and not cue_rules(child)
    return False


def told_clauses(verb: Token) -> Iterator[Token]:
    """Yields clauses that the parser hung on whom or where a verb says them to: "told the committee | that he left"."""
    for child in verb.children:
        if child.dep_ not in ("iobj", "obl", "obl:unmarked") and not (child.dep_ == "obj" and is_addressed(verb)):
            continue
        for clause in child.children:
            subject = next((c for c in clause.children if c.dep_ in SUBJECTS), None)
            complete = subject is not None and subject.tag_ not in RELATIVES and clause.i > verb.i
            marked = marker_of(clause) == "that" or (marker_of(clause) == "" and child.dep_ in ("iobj", "obj"))
            if clause.dep_ in ("acl", "acl:relcl", "ccomp") and complete and marked:
                yield clause


def is_addressed(verb: Token) -> bool:
    """Whether the object of a verb is whom it speaks to: "told", "assured"."""
    return verb.lemma_.lower() in lexicon().addressing


def is_purpose_after_object(clause: Token, rule: ReportingRule) -> bool:
    """Whether an infinitive says what an act upon an object is for: "cited the law to justify the raid"."""
    return "object" in rule.takes and any(c.dep_ == "obj" for c in clause.head.children)


def things(verb: Token, rule: ReportingRule) -> Iterator[Token]:
    """Yields the heads of noun phrases that are content: an object, a passive subject, what an object is called."""
    about = "object" in rule.takes or "predicate" in rule.takes
    attribute = next((c for c in verb.children if c.dep_ == "xcomp" and marker_of(c) != "to"), None)
    as_phrase = next((c for c in verb.children if c.dep_ in ("obl", "advcl") and marker_of(c) == "as"), None)
    predicate = (attribute or as_phrase) if "predicate" in rule.takes else None
    if "object" not in rule.takes and predicate is None and not raises(verb, rule):
        return
    passive = is_passive(verb)
    patient = "nsubj:pass" if passive else "obj"
    if passive and not raises(verb, rule) and any(marker_of(c) == "to" for c in verb.children if c.dep_ == "xcomp"):
        return  # "is said to lead": the whole clause is said
    for child in verb.children:
        wanted = child.dep_ == patient and (about or raises(verb, rule))
        if wanted and time_of(child) is None and relative_noun(child) is None:
            yield child
    if predicate is not None:
        yield predicate


def raises(verb: Token, rule: ReportingRule) -> bool:
    """Whether the object (or passive subject) of a verb is the subject of its infinitive, and so in the content."""
    complement = any(c.dep_ in ("xcomp", "ccomp", "advcl") and marker_of(c) == "to" for c in verb.children)
    return complement and (rule.raises or is_passive(verb)) and "infinitive" in rule.takes


def is_view(child: Token, rule: ReportingRule) -> bool:
    """Whether a prepositional phrase is what a cue is about: "call for reforms", "fears of a default"."""
    if child.dep_ not in ("obl", "nmod", "advcl", "acl") or time_of(child) is not None:
        return False
    if "object" not in rule.takes and has_content_object(child.head):
        return False
    preposition = preposition_of(child) if child.dep_ in ("obl", "nmod") else marker_of(child)
    return preposition in rule.obliques and child.i > child.head.i


def has_content_object(cue: Token) -> bool:
    """Whether the object of a verb is what it is about, by another rule: "demanded higher wages for nurses"."""
    return any(c.dep_ == "obj" for c in cue.children) and any("object" in rule.takes for rule in cue_rules(cue))


def own_voice(cue: Token, content: set[int]) -> set[int]:
    """Returns what the parser put into the content after a cue, and the article says itself.

    That is a clause with a subject of its own after a semicolon, after a comma and "but" or "although", or after an
    infinitive, and a verb that continues the cue itself.
    """
    apart: set[int] = set()
    for token in [cue.doc.tokens[i] for i in content]:
        if token.dep_ not in HUNG:
            continue
        if is_aside_on_content(token) and not quote_at(token):
            apart |= set(subtree(token))
            continue
        hung = token.dep_ != "appos" and token.i > cue.i and (token.head.i in content or token.head.i == cue.i)
        if not hung or quote_at(token):
            continue
        opening = first_word(token)
        before = text_before(opening)
        conceding = token.dep_ == "advcl" and marker_of(token) in lexicon().concessive_markers
        reasoned = token.dep_ == "advcl" and opening.lower_ in ("given", "because", "since", "as") and is_disbelief(cue)
        if token.dep_ in ("advcl", "ccomp"):
            apart_by_form = before == ";" or (before == "," and (conceding or reasoned))
        else:
            infinitive = marker_of(token.head) == "to" and token.head.tag_ == "VB"
            goes_on = any(c.dep_ == "mark" and c.lower_ == "that" for c in token.lefts)  # "but that it was late"
            apart_by_form = before == ";" or (before == "," and opening.lower_ == "but" and not goes_on) or infinitive
        continues = token.dep_ == "conj" and token.head.i != cue.i and true_first(token).i == cue.i
        if continues or (apart_by_form and (reasoned or has_subject(token))):
            apart |= {i for i in subtree(token) if i >= opening.i}
    return apart


def is_aside_on_content(noun: Token) -> bool:
    """Whether a noun after a comma says what became of the words before it: "..., a charge the minister rejected"."""
    if noun.dep_ not in ("parataxis", "appos") or noun.lemma_.lower() not in lexicon().charges:
        return False
    first = first_word(noun)
    named = first.lower_ in ("a", "an") and text_before(first) == ","
    return named and any(c.dep_ == "acl:relcl" for c in noun.rights)


def is_disbelief(cue: Token) -> bool:
    """Whether a cue denies or doubts its content, and so not the reason that is given: "doubt it, given that ..."."""
    return any(rule.stance != "neutral" for rule in cue_rules(cue))


def text_before(token: Token) -> str:
    return str(token.nbor(-1).text) if token.i else ""


def extend(cue: Token, content: Content) -> None:
    """Adds what the parser hung on the cue but the words put into the content.

    Content is one stretch after its cue: what follows it directly belongs to it ("said the bank would close | on
    Friday"), and so does a clause of condition or cause after a comma, or before it.
    """
    markers = lexicon().content_subordinators
    after = {i for i in content.tokens if i > cue.i}
    inserted = bool(after) and cue.i + 1 < len(cue.doc) and cue.nbor().text == ","  # "If it rains, he said, we stay."
    for child in cue.lefts:
        if inserted and child.dep_ == "advcl" and marker_of(child) in markers:
            content.add(child)
    for child in sorted(cue.children, key=lambda c: c.left_edge.i):
        if child.i < cue.i or child.i in content.tokens or not after or child.dep_ in ("punct", "cc", "parataxis"):
            continue
        first = child.left_edge.i
        subordinate = child.dep_ == "advcl" and marker_of(child) in markers
        own_subject = has_subject(child)
        follows = first == max(after) + 1
        if child.dep_ == "conj":
            finite = any(c.dep_ == "ccomp" and c.i in content.tokens for c in cue.children)
            marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in child.lefts)  # ", and that it was late"
            belongs = follows and own_subject and finite and (marked or not child.left_edge.is_punct)
        elif follows:
            belongs = child.dep_ in ("obl", "advcl", "advmod", "obl:unmarked", "ccomp", "xcomp", "obj")
        else:
            belongs = subordinate and (text_before(child.left_edge) == "," or first < min(after))
        if belongs:
            content.add(child)
            after = {i for i in content.tokens if i > cue.i}


def cue_rules(token: Token) -> tuple[ReportingRule, ...]:
    """Returns the rules under which a word may be a cue, by its lemma and part of speech."""
    lemma, lex = token.lemma_.lower(), lexicon()
    if token.pos_ in ("VERB", "AUX"):
        return lex.cue_adjectives[token.lower_] if is_convinced(token) else lex.cue_verbs.get(lemma, ())
    if token.pos_ == "NOUN":
        return lex.cue_nouns.get(lemma, ())
    return lex.cue_adjectives.get(lemma, ()) if token.pos_ == "ADJ" else ()


def is_convinced(token: Token) -> bool:
    """Whether a participle is a state of mind on which its clause stands: "is convinced that it was set on fire"."""
    rules = lexicon().cue_adjectives.get(token.lower_, ()) if token.tag_ == "VBN" else ()
    return any(r.attributes for r in rules) and copula_of(token) is not None


def has_topic(verb: Token) -> bool:
    """Whether a verb says of itself what it is about, so that it is no insertion into another clause."""
    obliques = [c for c in verb.children if c.dep_ == "obl" and time_of(c) is None]
    topics = [c for c in obliques if preposition_of(c) in ("about", "of", "on")]
    own = ("xcomp", "ccomp") if is_addressed(verb) else ("obj", "xcomp", "ccomp")
    return bool(topics) or any(c.dep_ in own for c in verb.children)
