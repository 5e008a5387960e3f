"""Attribution: who says what, with which words; content as tokens, so that every claim inside inherits the chain.

Roles and terms follow PARC 3 (Pareti 2016): source, cue, content. A cue is a reporting verb with a clause as content
(before, after or around it), "according to", a noun of saying with a clause, an adverb of hearsay, or "is said to".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Span, Token

from sourceline.claims.clauses import SUBJECTS, control_rule, is_passive, is_predicate, is_verbal, marker_of, phrase_of
from sourceline.claims.lexicon import ControlRule, ReportingRule, lexicon
from sourceline.claims.phrases import preposition_of, time_of
from sourceline.claims.propositions import Proposition
from sourceline.claims.spans import noun_phrase
from sourceline.claims.subjects import blamed_clause, subject_of

Kind = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True)
class SpeechAct:
    """One attribution: indexes of content tokens, with source and cue.

    Attributes:
        source: the phrase of the source, None where the cue names none.
        cue: the words that attribute.
        content: token indexes in the document.
        kind: direct when all of the content is quoted, mixed when part of it is.
        rule: the reporting or control rule of the cue.
    """

    source: Span | None
    cue: Span
    content: frozenset[int]
    kind: Kind
    rule: ReportingRule | ControlRule

    @property
    def stance(self) -> Literal["neutral", "denies", "doubts"]:
        return self.rule.stance if isinstance(self.rule, ReportingRule) else "neutral"

    def content_spans(self) -> list[tuple[int, int]]:
        """Returns the runs of the content as offsets, without white space and quote marks at their ends."""
        doc, runs = self.cue.doc, []
        run: list[Token] = []
        for index in [*sorted(self.content), -1]:
            if run and index != run[-1].i + 1:
                while run and (run[0].is_space or run[0].is_punct):
                    run.pop(0)
                while run and (run[-1].is_space or run[-1].is_punct):
                    run.pop()
                if run:
                    runs.append((run[0].idx, run[-1].idx + len(run[-1].text)))
                run = []
            if index >= 0:
                run.append(doc[index])
        return runs


def find_speech_acts(doc: Doc, propositions: list[Proposition]) -> list[SpeechAct]:
    """Finds the attributions of a document, outermost (largest content) first within a sentence."""
    acts: list[SpeechAct] = []
    for sentence in doc.sents:
        for token in sentence:
            acts += [*reporting_verb(token), *according_to(token), *reporting_noun(token)]
    for proposition in propositions:
        acts += hearsay(proposition)
    acts += list(floating_quotes(doc, acts))
    return sorted(acts, key=lambda a: (-len(a.content), a.cue.start))


def chain_of(proposition: Proposition, acts: list[SpeechAct]) -> list[SpeechAct]:
    """Returns the acts whose content a proposition stands in, outermost first."""
    return [act for act in acts if proposition.head.i in act.content]


def make_act(source: Token | None, cue: Span, content: set[int], rule: ReportingRule | ControlRule) -> SpeechAct:
    doc = cue.doc
    words = [i for i in content if doc[i].is_alpha or doc[i].like_num]
    quoted = sum(any(q.start <= i < q.end for q in doc.spans.get("quotes", ())) for i in words)
    kind: Kind = "indirect" if not quoted else "direct" if quoted == len(words) else "mixed"
    phrase = noun_phrase(source, without=[cue.root]) if source is not None else None
    return SpeechAct(phrase, cue, frozenset(content), kind, rule)


def reporting_rule(token: Token) -> ReportingRule | None:
    """Returns the attributing rule of a verb; a stance outweighs a mere announcement."""
    rules = [r for r in lexicon().reporting.get(token.lemma_.lower(), ()) if r.attributes]
    return max(rules, key=lambda r: r.stance != "neutral", default=None)


def reporting_verb(token: Token) -> Iterator[SpeechAct]:
    """Content as a clause under the cue, or the cue as an insertion in its content."""
    rule = reporting_rule(token)
    if rule is None or not (is_verbal(token) or token.dep_ == "parataxis"):
        return
    found = subject_of(token)
    source = found[0] if found else None
    passive = is_passive(token)
    if passive:
        source = next((c for c in token.children if c.dep_ == "obl:agent"), None)
    content: set[int] = set()
    for child in token.children:
        blamed = blamed_clause(token, child) if child.dep_ == "obj" else None
        clause = child if is_content(child, rule) else blamed
        if clause is not None:
            content.update(t.i for t in clause.subtree)
    if token.dep_ == "advcl" and marker_of(token) == "as" and source is not None:  # "as reported by Y, ..."
        host = token.head
        content = {t.i for t in host.subtree} - {t.i for t in token.subtree}
    if not content and token.dep_ == "parataxis" and source is not None and not passive and not has_own_object(token):
        host = token.head
        content = {t.i for t in host.subtree} - {t.i for t in token.subtree}
    if not content and source is not None and not passive:
        content = quoted_object(token, source)
    if content and (source is not None or passive):
        yield make_act(source, token.doc[token.i : token.i + 1], content - {token.i}, rule)


def is_content(child: Token, rule: ReportingRule) -> bool:
    """Whether a dependent of a cue is what it says, by its relation."""
    clausal = is_predicate(child) or child.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") or is_verbal(child)
    infinitive = marker_of(child) == "to"
    match child.dep_:
        case "ccomp":
            return clausal and not infinitive
        case "xcomp":
            merged = control_rule(child.head, child) is not None  # "considered selling" is one claim, and nobody's word
            return is_verbal(child) and not merged and (rule.infinitive if infinitive else child.tag_ == "VBG")
        case "advcl" | "obl":
            return is_verbal(child) and marker_of(child) in rule.markers
        case "parataxis" | "dep":
            return clausal and in_quotes(child) and reporting_rule(child) is None
    return False


def has_own_object(verb: Token) -> bool:
    """Whether a verb says of itself what it is about, so that it is no insertion into another clause."""
    obliques = [c for c in verb.children if c.dep_ == "obl" and time_of(c) is None]
    topics = [c for c in obliques if preposition_of(c) in ("about", "of", "on")]
    return bool(topics) or any(c.dep_ in ("obj", "xcomp", "ccomp") for c in verb.children)


def quoted_object(token: Token, source: Token) -> set[int]:
    """Returns the content of a cue whose quotation the parser did not attach: a quoted clause beside it."""
    content: set[int] = set()
    for quote in token.doc.spans.get("quotes", ()):
        inside = quote.start >= token.sent.start and quote.end <= token.sent.end
        if inside and not quote.start <= token.i < quote.end and any(is_predicate(t) for t in quote):
            next_to = min(abs(quote.start - token.i), abs(token.i - quote.end), abs(source.i - quote.end))
            if next_to <= 6:
                content.update(t.i for t in quote)
    return content


def in_quotes(token: Token) -> bool:
    return any(q.start <= token.i < q.end for q in token.doc.spans.get("quotes", ()))


def according_to(token: Token) -> Iterator[SpeechAct]:
    """Attributes by "according to X": to X the clause that it hangs on, and by "X, quoted by Y" to Y around it."""
    if token.dep_ not in ("obl", "nmod", "advmod"):
        return
    rules = lexicon().reporting_prepositions.get(preposition_of(token))
    if not rules or (preposition_of(token) == "per" and token.ent_type_ not in ("PERSON", "ORG")):
        return
    host = next((a for a in token.ancestors if is_predicate(a) or a.dep_ == "ROOT"), None)
    if host is None:
        return
    if is_reporting_participle(host):  # "according to X, quoted by Y, ..." hung on "quoted"
        host = host.head
    case = next(c for c in token.lefts if c.dep_ == "case")
    cue = token.doc[case.i : case.i + len(phrase_of(case).split())]
    phrase = {t.i for t in token.subtree}
    content = {t.i for t in host.subtree} - phrase
    for participle in (*token.children, *host.children):
        outer = next((c for c in participle.children if c.dep_ == "obl:agent"), None)
        rule = reporting_rule(participle)
        if rule is not None and is_reporting_participle(participle) and outer is not None and participle.i > token.i:
            content -= {t.i for t in participle.subtree}
            yield make_act(outer, token.doc[participle.i : participle.i + 1], content | phrase, rule)
    yield make_act(token, cue, content, rules[0])


def is_reporting_participle(token: Token) -> bool:
    """Whether a token is a participle of saying after a noun or beside a clause: "quoted by Y"."""
    return token.tag_ == "VBN" and token.dep_ in ("acl", "advcl") and reporting_rule(token) is not None


def reporting_noun(token: Token) -> Iterator[SpeechAct]:
    """Attributes by a noun of saying to its owner: "Kenya's claim that ..."."""
    rules = lexicon().reporting_nouns.get(token.lemma_.lower())
    if not rules or token.pos_ != "NOUN":
        return
    owner = next((c for c in token.children if c.dep_ == "nmod:poss"), None)
    for child in token.children:
        if child.dep_ in ("acl", "ccomp") and marker_of(child) == "that" and is_predicate(child):
            yield make_act(owner, token.doc[token.i : token.i + 1], {t.i for t in child.subtree}, rules[0])


def hearsay(proposition: Proposition) -> Iterator[SpeechAct]:
    """Attributes to a source that is not named: "reportedly", "is said to"."""
    head, doc = proposition.head, proposition.head.doc
    content = {t.i for t in head.subtree}
    for word in (head, *(governor for governor, _ in proposition.clause.governors)):
        for child in word.children:
            rules = lexicon().hearsay_adverbs.get(child.lower_)
            if child.dep_ == "advmod" and rules:
                yield make_act(None, doc[child.i : child.i + 1], content - {child.i}, rules[0])
    for governor, rule in proposition.clause.governors:
        if rule.hearsay:
            yield make_act(None, doc[governor.i : governor.i + 1], content, rule)


def floating_quotes(doc: Doc, acts: list[SpeechAct]) -> Iterator[SpeechAct]:
    """Sentences that go on a quotation whose first or last sentence has a cue belong to that cue's source."""
    quotes = list(doc.spans.get("quotes", ()))
    for act in acts:
        if act.kind == "indirect" or act.source is None or not isinstance(act.rule, ReportingRule):
            continue
        for number, quote in enumerate(quotes):
            if not any(quote.start <= i < quote.end for i in act.content) or quote.start <= act.cue.start < quote.end:
                continue
            rest = set(range(quote.start, quote.end))
            while number + 1 < len(quotes) and runs_on(quotes[number], quotes[number + 1]):
                number += 1
                rest.update(range(quotes[number].start, quotes[number].end))
            rest -= act.content
            while number + 1 < len(quotes) and stands_alone(quotes[number], quotes[number + 1]):
                number += 1
                rest.update(range(quotes[number].start, quotes[number].end))
            if any(is_predicate(doc[i]) for i in rest):
                yield SpeechAct(act.source, act.cue, frozenset(rest), "direct", act.rule)


def runs_on(first: Span, second: Span) -> bool:
    """Whether a quotation is left open at the end of a paragraph and taken up in the next."""
    between = first.doc.text[first.end_char : second.start_char]
    return "\n" in between and not between.strip() and first[-1].text not in '”"»'


def stands_alone(first: Span, second: Span) -> bool:
    """Whether a quotation makes whole sentences of its own after the sentence that names the speaker of the one before.

    It stands in the same paragraph, or opens the next one.
    """
    doc = first.doc
    before = doc[second.start - 1] if second.start else None
    after = doc[second.end] if second.end < len(doc) else None
    full_stop = before is not None and before.text in {".", "!", "?"}
    begins = before is None or before.is_space or (full_stop and bool(doc[second.start].is_sent_start))
    ends = after is None or after.is_space or bool(after.is_sent_start)
    between = doc[min(first.end, second.start) : second.start]
    sentences = list(between.sents) if len(between) else []  # type: ignore[attr-defined]  # missing in spaCy's stub
    return begins and ends and len(sentences) <= 1 and any(is_predicate(t) for t in second)


def is_mere_cue(proposition: Proposition, acts: list[SpeechAct]) -> bool:
    """Whether a proposition only introduces the content of others and is no claim itself."""
    cues = {proposition.head.i} | {governor.i for governor, _ in proposition.clause.governors}
    for act in acts:
        if act.cue.start in cues and isinstance(act.rule, ReportingRule) and not act.rule.claim:
            return True
    for act in acts:  # "sources ..., quoted by a newspaper" introduces too
        if act.cue.start == proposition.head.i and proposition.head.dep_ in ("acl", "advcl") and act.source is not None:
            return not any(c.dep_ in SUBJECTS for c in proposition.head.children)
    return False
