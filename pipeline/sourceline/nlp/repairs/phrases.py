"""Repairs of phrases: times, amounts and cues that the parser hung where grammar does not allow them."""

from __future__ import annotations

from itertools import pairwise

from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import (
    SUBJECTS,
    attach,
    hang,
    make_mark,
    spans_of,
    words_of,
)

NAMING = frozenset({"flat", "compound", "nmod:unmarked", "appos"})


@needs("<times>")
def day_read_as_name(sentence: Span) -> None:
    """Mends "charged in Tel Aviv Sunday": a weekday at the end of a name belongs to the verb."""
    for time in spans_of(sentence, "times"):
        token = time.root
        name = token.nbor(-1) if token.i > sentence.start else token
        proper = token.tag_ == "NNP" == name.tag_ and len(time) == 1
        if proper and name.head == token and token.head.i > token.i:
            name_from_day(name, token)
            continue
        named = token.head.ent_type_ or (token.dep_ == "flat" and len(time) == 1)
        if token.dep_ not in NAMING or not named or not sentence.start <= token.head.i < time.start:
            continue
        verb = next((a for a in token.ancestors if a.pos_ == "VERB"), None)
        of_subject = token.head.dep_ in SUBJECTS and token.head.head == verb  # "Ms. Duarte Saturday is to meet"
        if verb is not None and (verb.i < token.i or of_subject):
            attach(token, verb, "obl:unmarked")


@needs("<times>", relations=("obj",), tags=("NNP", "CD"))
def day_read_as_object(sentence: Span) -> None:
    """Mends "begins May 18", "struck Tuesday": what has its day has no object in it."""
    for time in spans_of(sentence, "times"):
        token = time.root
        verb = token.head
        if token.dep_ != "obj" or token.tag_ not in ("NNP", "CD") or verb.i > token.i or time._.time.type != "DATE":
            continue
        weekday = len(time) == 1 and token.tag_ == "NNP"
        if weekday or verb.lemma_.lower() in words_of("parse.dated"):
            token.relabel(relation="obl:unmarked")


@needs("<times>", relations=("acl",), tags=("VBG",))
def day_on_participle(sentence: Span) -> None:
    """Mends "soldiers stopped trucks carrying food on Tuesday": the day is that of the news."""
    for time in spans_of(sentence, "times"):
        token = time.root
        participle, verb = token.head, sentence.root
        doing = (
            participle.dep_ == "acl" and participle.tag_ == "VBG" and any(c.dep_ == "obj" for c in participle.rights)
        )
        day = token.tag_ == "NNP" and token.dep_ in ("obl", "obl:unmarked") and time._.time.type == "DATE"
        if not (doing and day and verb.tag_ == "VBD" and verb.i < participle.i and verb.is_ancestor(participle)):
            continue
        dated = any(t.head == verb and t != token for other in spans_of(sentence, "times") for t in other)
        if participle.right_edge.i == token.right_edge.i and not dated:
            attach(token, verb, token.dep_)


def name_from_day(name: Token, day: Token) -> None:
    """Gives a name the place of the weekday after it, which becomes the verb's: "The Vatican Tuesday issued ..."."""
    verb, relation = day.head, day.dep_
    hang(name, verb, relation)
    for child in [c for c in day.children if c != name]:
        child.hang_on(name)
    hang(day, verb, "obl:unmarked")


@needs("<times>", relations=("acl", "acl:relcl", "ccomp"))
def clause_on_time(sentence: Span) -> None:
    """Mends "ruled on Wednesday that ...", "was found guilty in May of taking it": a day has no clause of its own."""
    for time in spans_of(sentence, "times"):
        verb = time.root.head
        if time.root.dep_ not in ("obl", "obl:unmarked", "advmod") or verb.pos_ != "VERB" or verb.i > time.start:
            continue
        for clause in [
            c for t in time for c in t.rights if c.dep_ in ("acl", "acl:relcl", "ccomp") and c.i >= time.end
        ]:
            first = sentence.doc[clause.left_edge.i]
            if first.lower_ == "that" and any(c.dep_ in SUBJECTS and c != first for c in clause.lefts):
                attach(clause, verb, "ccomp")
                make_mark(first, clause)
            elif clause.tag_ == "VBG" and first.dep_ in ("mark", "case"):
                attach(clause, verb, "advcl")
            elif any(c.lower_ == "where" for c in clause.lefts) and place_before(time) is not None:
                attach(clause, place_before(time) or verb, "acl:relcl")  # "struck Samoa on Sunday, where it ..."


def place_before(time: Span) -> Token | None:
    """Returns the head of the phrase that stands right before a time, past its preposition."""
    at = time.start - 1
    while at > time.root.sent.start and time.doc[at].pos_ == "ADP":
        at -= 1
    last = time.doc[at]
    phrase = next((t for t in (last, *last.ancestors) if t.dep_ not in ("flat", "compound")), last)
    return phrase if phrase.pos_ in ("NOUN", "PROPN") and phrase.head.i < time.start else None


@needs("<quantities>", relations=("obl",))
def amount_read_as_oblique(sentence: Span) -> None:
    """Mends "take in up to 1,200 people": the preposition is part of the amount, which is an object."""
    for amount in spans_of(sentence, "quantities"):
        root = amount.root
        counted = (t for t in (root, *root.ancestors) if t.dep_ not in ("nummod", "compound", "advmod", "nmod"))
        phrase = next(counted, root)
        if phrase.dep_ != "obl":
            continue
        cases = [c for c in phrase.lefts if c.dep_ == "case"]
        within = all(amount.start <= c.i < amount.end and c.lower_ != "between" for c in cases)
        governs = phrase.head.pos_ == "VERB" or phrase.head.lower_ == "worth"
        if within and governs and phrase.i > phrase.head.i:
            object_before = any(c.dep_ == "obj" and c.i < phrase.i for c in phrase.head.children)
            phrase.relabel(relation="obl:unmarked" if object_before else "obj")
            for case in cases:
                case.relabel(relation="advmod")


@needs("<quantities>", relations=("advmod",), tags=("JJ", "JJR", "RB", "RBR"))
def level_on_adverb(sentence: Span) -> None:
    """Mends "went as high as $70", "trading higher at $70": the level is the verb's."""
    for amount in spans_of(sentence, "quantities"):
        level = next((t for t in amount if t.dep_ == "obl"), None)
        if level is None or amount._.quantity.kind not in ("money", "percent"):
            continue
        adverb = level.head
        verb = adverb.head
        if adverb.dep_ != "advmod" or verb.pos_ != "VERB" or not verb.i < adverb.i < level.i:
            continue
        if adverb.tag_ not in ("JJ", "JJR", "RB", "RBR"):
            continue
        within = amount.start <= adverb.i
        attach(level, verb, "obj" if within else "obl")
        if within:  # "as high as" says how much the amount is at most
            attach(adverb, level, "advmod")
            for case in [c for c in level.lefts if c.dep_ == "case"]:
                case.relabel(relation="advmod")


@needs("<quantities>")
def sum_beside_subject(sentence: Span) -> None:
    """Mends "Rovers' £55m purchase of a striker remains ...", where the sum is a second subject or the head."""
    for amount in spans_of(sentence, "quantities"):
        root = amount.root
        named = next((c for c in root.rights if c.dep_ == "appos" and c.left_edge.i == amount.end), None)
        beside = named is not None and named.pos_ == "NOUN" and not named.left_edge.is_punct
        if named is not None and beside and amount._.quantity.kind == "money":
            hang(named, named if root.head == root else root.head, root.dep_)
            for child in [c for c in root.children if c != named and not amount.start <= c.i < amount.end]:
                child.hang_on(named)
            hang(root, named, "compound")
        if root.dep_ not in ("nsubj", "nsubj:pass"):
            continue
        noun = next((c for c in root.head.lefts if c.dep_ == root.dep_ and c.left_edge.i == amount.end), None)
        if noun is not None and root.i < noun.i < root.head.i:
            owners = [c for c in root.lefts if c.dep_ in ("nmod:poss", "det", "amod")]
            attach(root, noun, "compound")
            for owner in owners:
                attach(owner, noun, owner.dep_)


@needs("at")
def value_after_noun(sentence: Span) -> None:
    """Mends "sold the mill, valued at £3 million, to a bank": what is valued is the noun before the comma."""
    for amount in spans_of(sentence, "quantities"):
        verb = sentence.doc[amount.start - 2] if amount.start - 4 >= sentence.start else sentence[0]
        if verb.lower_ not in words_of("parse.valuing") or verb.nbor(1).lower_ != "at" or verb.nbor(-1).text != ",":
            continue
        noun = verb.nbor(-2)
        while noun.head.i < noun.i and noun.head.pos_ in ("NOUN", "PROPN"):
            noun = noun.head
        if noun.pos_ in ("NOUN", "PROPN") and verb.head != verb and not any(c.dep_ in SUBJECTS for c in verb.lefts):
            attach(verb, noun, "acl")
            verb.relabel(tag="VBN")


@needs("by", "from")
def amounts_in_a_row(sentence: Span) -> None:
    """Mends "grows by 9% to 118 billion kroner": each amount with its preposition belongs to the verb."""
    amounts = spans_of(sentence, "quantities")
    for first, second in pairwise(amounts):
        if first.end + 1 != second.start or sentence.doc[first.end].lower_ != "to" or first.start == sentence.start:
            continue
        opening = sentence.doc[first.start - 1]
        verb = next((t for t in reversed(sentence.doc[sentence.start : first.start]) if t.pos_ == "VERB"), None)
        if verb is None or opening.lower_ not in ("by", "from") or verb.i < opening.i - 4:
            continue
        if verb not in first.root.ancestors or verb not in second.root.ancestors:
            continue
        for amount, case in ((first, opening), (second, sentence.doc[first.end])):
            attach(amount.root, verb, "obl")
            attach(case, amount.root, "case")
            for token in amount:
                if not amount.start <= token.head.i < amount.end and token != amount.root:
                    attach(token, amount.root, "nummod")


@needs("from", relations=("appos",))
def level_on_apposition(sentence: Span) -> None:
    """Mends "fell to 66%, the lowest on record, from 73%": what it fell from is no part of what is said of 66%."""
    for amount in spans_of(sentence, "quantities"):
        level, upper = amount.root, amount.root.head.head
        opens = any(c.dep_ == "case" and c.lower_ == "from" for c in level.lefts) and level.dep_ in ("obl", "nmod")
        apart = amount.start > sentence.start + 1 and sentence.doc[amount.start - 2].text == ","
        if opens and apart and level.head.dep_ == "appos" and upper.dep_ == "obl" and upper.head.pos_ == "VERB":
            attach(level, upper.head, "obl")


@needs("by")
def amount_on_time(sentence: Span) -> None:
    """Mends "fell by a third last month": what it fell by is the amount, and the month says when."""
    amounts = {amount.end: amount for amount in spans_of(sentence, "quantities")}
    for time in spans_of(sentence, "times"):
        if time.start not in amounts:
            continue
        token, number = time.root, sentence.doc[time.start - 1]
        upper, lower = (token, number) if number.head == token else (number, token)
        by = next((c for c in upper.lefts if c.dep_ == "case" and c.lower_ == "by"), None)
        verb = upper.head
        if lower.head != upper or by is None or by.i >= amounts[time.start].start or verb.pos_ != "VERB":
            continue
        for child in [c for c in upper.lefts if c.i < number.i]:
            attach(child, number, child.dep_)
        attach(number, verb, "obl")
        attach(token, verb, "obl:unmarked")


@needs("<times>", relations=("compound:prt",))
def particle_before_time(sentence: Span) -> None:
    """Mends "a step it took in 2002", where 2002 is taken in: before a time stands no particle."""
    for span in spans_of(sentence, "times"):
        time = span.root
        token = sentence.doc[span.start - 1] if span.start > sentence.start else time
        particle = token.dep_ == "compound:prt" and token.lower_ in ("in", "on", "by")
        if particle and time.head == token.head and time.dep_ in ("obj", "obl", "obl:unmarked"):
            attach(token, time, "case")
            token.relabel(tag="IN", pos="ADP")
            time.relabel(relation="obl")


@needs("<times>")
def time_before_subject(sentence: Span) -> None:
    """Mends "On Tuesday night councillors voted", where the night is part of their name: it dates the verb."""
    starts = {span.start: span for span in spans_of(sentence, "times")}
    for noun in sentence:
        if noun.dep_ not in ("nsubj", "nsubj:pass"):
            continue
        case = next((c for c in noun.lefts if c.dep_ == "case"), None)
        span = starts.get(case.i + 1) if case is not None else None
        if case is None or span is None or span.end > noun.i or span.root.head != noun or noun.head.i < noun.i:
            continue
        attach(span.root, noun.head, "obl")
        attach(case, span.root, "case")


@needs("last", relations=("obl:unmarked",))
def past_on_present(sentence: Span) -> None:
    """Mends "equals what it spent last year": a present tense is not said of a time that is over; the object is."""
    for token in sentence:
        if token.dep_ != "obl:unmarked" or token.head.tag_ not in ("VBZ", "VBP") or token.left_edge.lower_ != "last":
            continue
        thing = next((c for c in token.head.rights if c.dep_ == "obj"), None)
        if thing is not None and thing.right_edge.i == token.left_edge.i - 1:
            attach(token, thing, "nmod:unmarked")
