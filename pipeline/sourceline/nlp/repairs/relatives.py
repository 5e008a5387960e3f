"""Repairs of relative clauses that an insertion or a word of the wrong class tore from their noun."""

from __future__ import annotations

from sourceline.nlp.dictionary import may_be_participle
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import (
    SUBJECTS,
    attach,
    crown,
    finite_of,
    hang,
    has_finite,
    has_subject,
    is_plural,
    make_mark,
    rise_over,
    words_of,
)


@needs(relations=("orphan", "dep", "appos", "nmod", "acl:relcl"), tags=("WP",))
def who_past_insertion(sentence: Span) -> None:
    """Mends "those who, while abroad, cannot sell": after the insertion stands the verb of "who"."""
    for who in sentence:
        noun = who.head
        if who.tag_ != "WP" or who.dep_ not in ("orphan", "dep", "appos", "nmod", "acl:relcl") or noun.i != who.i - 1:
            continue
        after = (t for t in sentence.doc[who.i + 1 : sentence.end] if t.dep_ in ("advcl", "parataxis", "conj", "ccomp"))
        bare = (t for t in after if has_finite(t) and not has_subject(t) and not any(c.dep_ == "mark" for c in t.lefts))
        verb = next(bare, None)
        if verb is not None and not verb.is_ancestor(who):
            attach(verb, noun, "acl:relcl")
            attach(who, verb, "nsubj")


@needs("that", "which", relations=("acl:relcl",), tags=("VBD",))
def object_read_as_verb(sentence: Span) -> None:
    """Mends "a plan that elected members had debated", where the plan elected them: they are elected, and debate it."""
    for inner in sentence:
        if inner.dep_ != "acl:relcl" or inner.tag_ != "VBD":
            continue
        pronoun = next((c for c in inner.lefts if c.dep_ == "nsubj" and c.lower_ in ("that", "which")), None)
        members = next((c for c in inner.rights if c.dep_ == "obj"), None)
        if pronoun is None or members is None:
            continue
        helper = members.right_edge.nbor(1) if members.right_edge.i + 1 < sentence.end else inner
        verb = helper.head
        auxiliary = helper.dep_ in ("aux", "aux:pass") and helper.tag_ in ("VBD", "VBZ", "VBP", "MD")
        if not auxiliary or not may_be_participle(inner.lower_) or members.left_edge.i != inner.i + 1:
            continue
        noun = inner.head
        if verb.is_ancestor(noun):  # the true main verb stands after that of the relative clause
            main = next((c for c in verb.rights if c.dep_ in ("conj", "parataxis") and has_finite(c)), None)
            if main is None or any(c.dep_ == "cc" for c in main.lefts) or verb.dep_ != "ROOT":
                continue
            subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), noun)
            crown(main, "acl:relcl")
            for mark in [c for c in verb.children if c.dep_ == "punct" and c.i > main.i]:
                attach(mark, main, "punct")
            attach(subject, main, "nsubj:pass" if any(c.dep_ == "aux:pass" for c in main.lefts) else "nsubj")
        attach(verb, noun, "acl:relcl")
        attach(members, verb, "nsubj")
        attach(pronoun, verb, "obj")
        attach(inner, members, "amod")
        inner.relabel(tag="VBN")


@needs("that", relations=("acl", "acl:relcl", "ccomp"))
def content_on_party(sentence: Span) -> None:
    """Mends "a claim by two groups that the deal was void", where the groups were: it is what the claim says."""
    for clause in sentence:
        party = clause.head
        if clause.dep_ not in ("acl:relcl", "acl", "ccomp"):
            continue
        that = next((c for c in clause.lefts if c.lower_ == "that" and c.dep_ in ("mark", "dep")), None)
        if that is None or not has_subject(clause):
            continue
        said = party.head if party.dep_ in ("nmod", "obl") and party.i < that.i else None
        by = said is not None and any(c.dep_ == "case" and c.lower_ in ("by", "from", "of") for c in party.lefts)
        if by and said is not None and said.lemma_.lower() in words_of("parse.content_noun"):
            make_mark(that, clause)
            attach(clause, said, "acl")


@needs(relations=("compound", "amod"), tags=("VBP", "VBZ"))
def verb_read_as_compound(sentence: Span) -> None:
    """Mends "Tools that screen job seekers must be licensed", where a kind of seekers must: the tools screen them."""
    for verb in sentence[2:]:
        if verb.tag_ not in ("VBP", "VBZ") or verb.dep_ not in ("compound", "amod"):
            continue
        pronoun, thing = verb.nbor(-1), verb.head
        if thing.i < verb.i or pronoun.tag_ not in ("WDT", "WP") or thing.pos_ != "NOUN":
            continue
        clause = thing.head if thing.dep_ in SUBJECTS else thing
        noun = clause.head
        if clause.dep_ != "acl:relcl" or noun.i != pronoun.i - 1 or any(c.dep_ == "cop" for c in thing.lefts):
            continue
        if clause == thing:
            attach(verb, noun, "acl:relcl")
        elif has_finite(clause):
            role = thing.dep_
            attach(thing, noun, "obj")
            rise_over(clause, noun, role)
            attach(verb, noun, "acl:relcl")
        else:
            continue
        attach(thing, verb, "obj")
        attach(pronoun, verb, "nsubj")


@needs("once")
def once_read_as_adverb(sentence: Span) -> None:
    """Mends "clear only once fines are paid", where they are paid once: at the start of its clause it opens it."""
    for once in sentence:
        clause = once.head
        opens = once.lower_ == "once" and once.dep_ == "advmod" and clause.dep_ == "advcl" and once.i < clause.i
        if opens and has_subject(clause) and clause.left_edge in (once, once.left_edge) and has_finite(clause):
            once.relabel(relation="mark", tag="IN", pos="SCONJ")


@needs("that", relations=("conj",))
def that_past_conjunction(sentence: Span) -> None:
    """Mends "something that groups want but that Malta refuses", where it refuses on its own: both are said of it."""
    for clause in sentence:
        if clause.dep_ != "conj":
            continue
        that = next((c for c in clause.lefts if c.lower_ == "that" and c.dep_ == "mark"), None)
        if that is None or that.i == sentence.start or that.nbor(-1).dep_ != "cc":
            continue
        before = [t for t in sentence.doc[sentence.start : that.i] if t.dep_ in ("acl:relcl", "ccomp")]
        last = before[-1] if before else clause
        told = any(t.dep_ == "ccomp" and any(c.lower_ == "that" for c in t.lefts) for t in before)
        opened = any(c.lower_ in ("that", "which") and c.dep_ == "obj" for c in last.lefts)
        if not told and opened and last.right_edge.i >= that.i - 2 and has_subject(clause):
            attach(clause, last, "conj")
            inner = next((c for c in clause.rights if c.dep_ == "xcomp" and not c.rights), clause)
            attach(that, inner, "obj")
            that.relabel(tag="WDT", pos="PRON")


@needs("that", relations=("acl",))
def gap_read_as_content(sentence: Span) -> None:
    """Mends "a loan that the state pledged in May", where a loan says that it pledged: it pledged the loan."""
    for clause in sentence:
        if clause.dep_ != "acl" or clause.head.i > clause.i:
            continue
        if clause.head.lemma_.lower() in words_of("parse.content_noun"):
            continue
        that = next((c for c in clause.lefts if c.lower_ == "that" and c.dep_ == "mark"), None)
        if that is None or not has_subject(clause):
            continue
        verb = clause
        while (inner := next((c for c in verb.rights if c.dep_ == "xcomp"), None)) is not None:
            verb = inner
        filled = any(c.dep_ in ("obj", "ccomp", "xcomp") and c.tag_ != "NN" for c in verb.children)
        filled = filled or any(c.dep_ == "obj" for c in verb.children if not has_case(c))
        passive = any(c.dep_ == "aux:pass" for c in verb.lefts)
        if verb.lemma_.lower() in words_of("parse.taking_object") and not filled and not passive:
            noun = clause.head  # "a loan of $5 billion that"
            thing = noun.head if noun.dep_ == "nmod" and noun.tag_ in ("$", "CD") else noun
            attach(clause, thing, "acl:relcl")
            attach(that, verb, "obj")
            that.relabel(tag="WDT", pos="PRON")
            for phrase in [c for c in verb.rights if c.dep_ == "obj" and has_case(c)]:
                phrase.relabel(relation="obl")


def has_case(token: Token) -> bool:
    return any(c.dep_ == "case" for c in token.lefts)


@needs("which", relations=("acl:relcl",))
def relative_by_number(sentence: Span) -> None:
    """Mends "figures for the quarter, which are due", "the owner of two ships, which is listed": the number tells."""
    for clause in sentence:
        noun = clause.head
        if clause.dep_ != "acl:relcl" or noun.i > clause.i or noun.tag_ not in ("NN", "NNS"):
            continue
        pronoun = next((c for c in clause.lefts if c.dep_ in SUBJECTS), None)
        if pronoun is None or pronoun.lower_ != "which" or pronoun.i - 1 <= noun.i or pronoun.nbor(-1).text != ",":
            continue
        finite = finite_of(clause)
        plural = finite.lower_ in ("are", "were", "have") or finite.tag_ == "VBP"
        singular = finite.lower_ in ("is", "was", "has") or finite.tag_ == "VBZ"
        several = noun.tag_ == "NNS" or any(c.dep_ == "conj" for c in noun.children)
        if plural == singular or several == plural:
            continue
        near = pronoun.nbor(-2)
        while near.dep_ in ("flat", "compound") and near.head != noun:
            near = near.head
        above = [a for a in (near, *noun.ancestors) if a.pos_ in ("NOUN", "PROPN") and a.i < clause.i and a != noun]
        fitting = (a for a in above if (a.tag_ in ("NNS", "NNPS")) == plural)
        other = next(fitting, None)
        if other is not None and (other == near or all(a.pos_ != "VERB" for a in path(noun, other))):
            attach(clause, other, "acl:relcl")


def path(token: Token, ancestor: Token) -> list[Token]:
    """Returns the words between a token and one above it."""
    found: list[Token] = []
    for above in token.ancestors:
        if above == ancestor:
            break
        found.append(above)
    return found


@needs(relations=("acl:relcl",))
def clause_past_relative(sentence: Span) -> None:
    """Mends "the time that phones became common, and an inquiry heard parents", where phones became and it heard."""
    for verb in sentence:
        first = verb.head
        if verb.dep_ != "conj" or first.dep_ != "acl:relcl" or first.i > verb.i:
            continue
        joint = next((c for c in verb.lefts if c.dep_ == "cc"), None)
        subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
        own = subject is not None and subject.tag_ not in ("WP", "WDT", "PRP")
        if joint is None or not own or joint.nbor(-1).text != "," or any(c.tag_ in ("WP", "WDT") for c in first.lefts):
            continue
        main = next((a for a in first.head.ancestors if has_subject(a)), None)
        full = verb.tag_ == "VBD" or any(c.dep_ == "obj" for c in verb.rights)
        if main is not None and main.dep_ == "ROOT" and full:
            attach(verb, main, "conj")


@needs("that", relations=SUBJECTS, tags=("NNS",))
def that_before_plural(sentence: Span) -> None:
    """Mends "said it would pay but that questions remained", where that questions did: no plural has a "that"."""
    for that in sentence:
        noun = that.head
        plural = that.lower_ == "that" and that.dep_ == "det" and noun.tag_ == "NNS" and noun.dep_ in SUBJECTS
        if plural and noun.head.i > noun.i and noun.left_edge == that:
            attach(that, noun.head, "mark")
            that.relabel(tag="IN", pos="SCONJ")


@needs("those", relations=("amod",), tags=("VBG",))
def those_before_gerund(sentence: Span) -> None:
    """Mends "for those fleeing war", where they are wars of a kind: those flee it."""
    for those in sentence[:-2]:
        noun, gerund = those.head, those.nbor(1)
        read = those.lower_ == "those" and those.dep_ == "det" and gerund.tag_ == "VBG" and gerund.head == noun
        if not read or gerund.dep_ != "amod" or noun.i < gerund.i or noun.pos_ != "NOUN" or noun.dep_ == "ROOT":
            continue
        cases = [c for c in noun.lefts if c.i < those.i]
        hang(those, noun.head, noun.dep_)
        hang(gerund, those, "acl")
        hang(noun, gerund, "obj")
        those.relabel(pos="PRON")
        for case in cases:
            hang(case, those, case.dep_)


@needs("that", relations=("acl:relcl",))
def relative_on_relative(sentence: Span) -> None:
    """Mends "no step they can take that will not be seen", where they take that it will: it is said of the step."""
    for clause in sentence:
        verb = clause.head
        pronoun = next((c for c in clause.lefts if c.lower_ == "that" and c.dep_ in SUBJECTS), None)
        if clause.dep_ == "ccomp" and verb.dep_ == "acl:relcl" and pronoun is not None and clause.i > verb.i:
            attach(clause, verb.head, "acl:relcl")


@needs(relations=("conj",), tags=("VBP", "VBZ", "VB"))
def conjunct_of_relative(sentence: Span) -> None:
    """Mends "A court sided with two funds that own a part and say it is cheap": a court would say "says"."""
    for verb in sentence:
        if verb.dep_ != "conj" or verb.tag_ not in ("VBP", "VBZ", "VB") or has_subject(verb):
            continue
        if verb.tag_ == "VB" and (verb.head.tag_ != "VBD" or any(c.dep_ in ("aux", "mark") for c in verb.lefts)):
            continue  # a bare form goes on with "will" or "to"; after a past it is a present
        tag = "VBZ" if verb.tag_ == "VBZ" else "VBP"
        subject = next((c for c in verb.head.lefts if c.dep_ in SUBJECTS), None)
        within = (t for t in sentence.doc[verb.head.i : verb.i] if t.dep_ == "acl:relcl" and t.tag_ == tag)
        relative = next((t for t in within if verb.head.is_ancestor(t) and t.head.tag_ in ("NNS", "NN")), None)
        if subject is None or relative is None or not has_subject(relative) or subject.pos_ == "PRON":
            continue
        plural = tag == "VBP"
        if is_plural(subject) != plural and (relative.head.tag_ == "NNS") == plural:
            verb.relabel(tag=tag)
            attach(verb, relative, "conj")
