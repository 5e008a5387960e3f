"""Repairs of what completes a noun, an adjective or a question: "news about being sent", "deemed hostile"."""

from __future__ import annotations

from sourceline.nlp.dictionary import known_tags
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import (
    SUBJECTS,
    attach,
    hang,
    has_finite,
    has_subject,
    is_after_comma,
    make_subject,
    words_of,
)

ACLS = ("acl", "acl:relcl")


@needs(relations=("advmod",), tags=("JJ",))
def adjective_of_judging(sentence: Span) -> None:
    """Mends "people deemed hostile in wartime": what somebody is deemed is no adverb."""
    for token in sentence:
        verb = token.head
        if token.tag_ != "JJ" or token.dep_ != "advmod" or verb.tag_ != "VBN" or token.i != verb.i + 1:
            continue
        if verb.lemma_.lower() in words_of("parse.judged"):
            token.relabel(relation="xcomp")


@needs("whether")
def whether_on_noun(sentence: Span) -> None:
    """Mends "is whether shops will open": "whether" opens the clause, and its "or not" denies nothing."""
    for token in sentence:
        if token.lower_ != "whether":
            continue
        verb = token.head.head
        if token.dep_ in ("case", "mark") and token.head.dep_ in SUBJECTS - {"csubj"} and verb.i > token.i:
            attach(token, verb, "mark")
        ahead = sentence.doc[token.i + 1 : min(token.i + 3, sentence.end)]
        if ahead.text.lower() == "or not":
            for word in ahead:
                attach(word, token, "fixed")


@needs(relations=("nsubj:outer",))
def subject_of_statement(sentence: Span) -> None:
    """Mends "The question is whether shops will open", read as one clause: what the question is, is another."""
    for content in sentence:
        if len(content.lefts) < 3:
            continue
        outer = next((c for c in content.lefts if c.dep_ == "nsubj:outer"), None)
        if outer is None:
            continue
        inner = next((c for c in content.lefts if c.dep_ in ("nsubj", "nsubj:pass", "expl")), None)
        if inner is None:
            continue
        links = (c for c in content.lefts if c.dep_ == "cop" and outer.i < c.i < inner.left_edge.i)
        link = next(links, None)
        if link is None:
            continue
        before = [c for c in content.lefts if c.i < link.i and c != outer]
        hang(link, *((link, "ROOT") if content.head == content else (content.head, content.dep_)))
        for word in before:
            attach(word, link, word.dep_)
        attach(outer, link, "nsubj")
        attach(content, link, "ccomp")


@needs(relations=("csubj",))
def noun_before_gerund(sentence: Span) -> None:
    """Mends "News about being sent home creates fear": a gerund after a preposition has no subject before it."""
    for gerund in sentence:
        if gerund.dep_ != "csubj":
            continue
        mark = next((c for c in gerund.lefts if c.dep_ == "mark" and c.tag_ == "IN"), None)
        being = gerund.tag_ == "VBG" or any(c.dep_.startswith("aux") and c.tag_ == "VBG" for c in gerund.lefts)
        if mark is None or not being:
            continue
        noun = next(
            (c for c in gerund.lefts if c.dep_ in ("nsubj", "nsubj:pass") and c.right_edge.i == mark.i - 1), None
        )
        if noun is None:
            continue
        before = [c for c in gerund.lefts if c.i < noun.i]
        hang(noun, gerund.head, "nsubj")
        attach(gerund, noun, "acl")
        for phrase in before:
            attach(phrase, noun.head, phrase.dep_)


@needs(relations=("parataxis", "conj"))
def questions_in_a_row(sentence: Span) -> None:
    """Mends "depends on how it is paid, what it costs and whether it sells": all of them are asked alike."""
    for clause in sentence:
        if clause.dep_ not in ("parataxis", "conj") or clause.i < clause.head.i:
            continue
        asked = (c for c in clause.head.rights if c.dep_ in ("advcl", "ccomp") and c.i < clause.i)
        first = next((c for c in asked if any(is_question_word(t) for t in c.subtree[:2])), None)
        if first is None:
            continue
        opening = next((t for t in clause.subtree if not t.is_punct and t.dep_ != "cc"), clause)
        if is_question_word(opening):
            attach(clause, first, "conj")


def is_question_word(token: Token) -> bool:
    """Whether a word opens a question: "how", "what", "whether"."""
    return token.tag_ in ("WRB", "WP", "WDT") or token.lower_ == "whether"


@needs(",", relations=("acl:relcl",))
def list_after_relative(sentence: Span) -> None:
    """Mends "questions that matter to parents, their children and schools": the list goes on where it began."""
    for clause in sentence:
        noun, last = clause.head, clause.right_edge
        if clause.dep_ != "acl:relcl" or last.i + 1 >= sentence.end or last.nbor(1).text != ",":
            continue
        listed = last.pos_ == "NOUN" and last.dep_ == "obl" and last.head == clause
        items = [c for c in noun.rights if c.dep_ == "conj" and c.i > last.i]
        first = items[0] if items else noun
        joined = any(c.dep_ == "cc" for c in first.lefts)
        if listed and items and not joined and first.pos_ in ("NOUN", "PROPN") and first.left_edge.i <= last.i + 2:
            for item in items:
                attach(item, last, "conj")


@needs(relations=("conj",), tags=("VBZ",))
def plural_read_as_verb(sentence: Span) -> None:
    """Mends "It is open, but details about the plan are unclear": what has no subject is that of the verb after it."""
    for token in sentence:
        plural = token.tag_ == "VBZ" and token.dep_ == "conj" and "NNS" in known_tags(token.lower_)
        if not plural or has_subject(token) or any(c.dep_ in ("obj", "ccomp", "xcomp") for c in token.children):
            continue
        after = [
            t for t in sentence.doc[token.i + 1 : sentence.end]
            if t.dep_ in ("conj", "parataxis", "advcl") and t.head in (token.head, token)
        ]  # fmt: skip
        verb = next((t for t in after if has_finite(t) and not has_subject(t)), None)
        if verb is None or any(c.dep_ in ("cc", "mark") for c in verb.lefts):
            continue
        listed = [t for t in after if t.i < verb.i and t.head == token.head and t.dep_ == "conj"]
        for phrase in [c for c in token.rights if c.dep_ == "obl"][-1:]:
            for item in listed:  # "details - like the price, the support and how it works - are scarce"
                attach(item, phrase, "conj")
        attach(verb, token.head, "conj")
        make_subject(token, verb)


@needs("as", relations=("advcl",), tags=("VBN",))
def condition_after_as(sentence: Span) -> None:
    """Mends "counts as approved if nobody objects": the condition is that of the verb."""
    for token in sentence:
        marked = token.tag_ == "VBN" and any(c.lower_ == "as" and c.dep_ == "mark" for c in token.lefts)
        if token.dep_ != "advcl" or not marked or has_subject(token) or token.head.i > token.i:
            continue
        for clause in [c for c in token.rights if c.dep_ == "advcl" and has_subject(c)]:
            attach(clause, token.head, "advcl")


@needs("if", "unless", "because", relations=("acl", "acl:relcl"))
def condition_on_object(sentence: Span) -> None:
    """Mends "It creates debt, especially if rates rise": after a comma a condition is that of the verb."""
    for mark in sentence:
        clause = mark.head
        if mark.dep_ != "mark" or mark.lower_ not in ("if", "unless", "because") or clause.dep_ not in ACLS:
            continue
        verb, opening = clause.head.head, clause.left_edge
        before = opening if opening.is_punct else opening.nbor(-1)
        if before.text == "," and clause.head.dep_ == "obj" and verb.i < clause.head.i:
            attach(clause, verb, "advcl")


@needs("when", "whenever")
def when_on_count(sentence: Span) -> None:
    """Mends "When fewer than half of the children come": when is said of the verb, not of the number."""
    for token in sentence:
        if token.lower_ not in ("when", "whenever") or token.head.pos_ in ("VERB", "AUX") or token.head.i < token.i:
            continue
        verb = next(
            (a for a in token.ancestors if a.pos_ == "VERB" and a.dep_ in ("advcl", "ccomp") and a.i > token.i), None
        )
        if verb is not None and verb.left_edge.i == token.i:
            attach(token, verb, "advmod")


@needs(relations=("advcl", "xcomp"), tags=("VB",))
def infinitive_of_noun(sentence: Span) -> None:
    """Mends "show a trend among banks to lend less": what the trend is, is no aim of showing it."""
    for verb in sentence:
        if verb.tag_ != "VB" or verb.dep_ not in ("advcl", "xcomp") or not any(c.tag_ == "TO" for c in verb.lefts):
            continue
        things = (c for c in verb.head.rights if c.dep_ == "obj" and c.right_edge.i == verb.left_edge.i - 1)
        noun = next(things, None)
        if noun is not None and noun.lemma_.lower() in words_of("parse.leaning"):
            attach(verb, noun, "acl")


@needs(relations=("advcl",), tags=("VB",))
def infinitive_of_ranked(sentence: Span) -> None:
    """Mends "became the second player since 1900 to do it": that is what makes the second, and no aim."""
    for verb in sentence:
        marked = verb.dep_ == "advcl" and verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.lefts)
        if not marked:
            continue
        nouns = [c for c in verb.head.rights if c.dep_ == "xcomp" and c.pos_ == "NOUN" and c.i < verb.i]
        ranked = next((n for n in nouns if any(c.lower_ in words_of("parse.ranked") for c in n.lefts)), None)
        if ranked is not None:
            between = [c for c in verb.head.rights if ranked.i < c.i < verb.i and c.dep_ in ("obl", "obl:unmarked")]
            for token, relation in ((verb, "acl"), *((c, "nmod") for c in between)):
                attach(token, ranked, relation)


@needs(",", relations=("acl:relcl",))
def infinitive_past_relative(sentence: Span) -> None:
    """Mends "urged anyone who saw it, or who has a film, to call": who is urged is to call, whatever they have."""
    for to in sentence:
        verb = to.head
        if to.tag_ != "TO" or to.dep_ != "mark" or verb.tag_ != "VB":
            continue
        if not is_after_comma(to):
            continue
        relative = next((a for a in verb.ancestors if a.dep_ == "acl:relcl" and a.head.dep_ == "obj"), None)
        if relative is not None and relative.head.head.lemma_.lower() in words_of("parse.asking_whom"):
            attach(verb, relative.head.head, "xcomp")


@needs("sure", "certain")
def sure_after_make(sentence: Span) -> None:
    """Mends "to make sure their rights are kept": "make sure" is one verb, and the clause its content."""
    for token in sentence:
        if token.lower_ not in ("sure", "certain") or token.dep_ not in ("xcomp", "amod", "advmod"):
            continue
        verb = token.nbor(-1) if token.i > sentence.start else token
        if verb.lemma_ != "make":
            continue
        clauses = [c for t in (token, verb) for c in t.children if c.dep_ in ("ccomp", "advcl") and c.i > token.i]
        if clauses:
            attach(token, verb, "compound:prt")
            attach(clauses[0], verb, "ccomp")


@needs("but", tags=("VB",))
def infinitive_after_but(sentence: Span) -> None:
    """Mends "had no choice but to close": what follows is what the choice is."""
    for token in sentence[2:-1]:
        if token.lower_ != "but":
            continue
        noun, to = token.nbor(-1), token.nbor(1)
        verb = to.head
        if to.tag_ == "TO" and noun.pos_ == "NOUN" and verb.tag_ == "VB" and verb.i > to.i:
            attach(verb, noun, "acl")
            attach(token, verb, "advmod")
