"""Repairs of what is added and belongs to no verb: a part after "including", a byline behind a headline."""

from __future__ import annotations

from sourceline.nlp.dictionary import known_tags
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.people import is_somebody
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import (
    SUBJECTS,
    attach,
    first_word,
    has_subject,
    is_after_comma,
    is_full,
    make_mark,
    rise_over,
    spans_of,
    words_of,
)

DEEDS = ("law", "bill", "act", "decree", "resolution", "rule", "order", "ruling", "motion", "treaty", "deal", "letter")


@needs("including")
def part_after_including(sentence: Span) -> None:
    """Mends "spent $90m, including $12m on roads", where all is spent on roads: the part is."""
    for including in sentence:
        part = including.head
        if including.lower_ != "including" or including.dep_ not in ("case", "mark") or part.i < including.i:
            continue
        following = part.right_edge.nbor(1) if part.right_edge.i + 1 < sentence.end else part
        phrase = following.head
        if sentence.doc.layers["quantities"].at(part.i) is None or following.dep_ != "case" or phrase.dep_ != "obl":
            continue
        if phrase.head == part.head and phrase.i > part.i and first_word(phrase) == following:
            attach(phrase, part, "nmod")


@needs("from", relations=("obl", "nmod"))
def origin_after_comma(sentence: Span) -> None:
    """Mends "teaches new pupils, mostly from other towns", where they are taught from there: they come from there."""
    for phrase in sentence:
        if phrase.dep_ not in ("obl", "nmod") or phrase.i < phrase.head.i:
            continue
        adverb = phrase.left_edge
        adverb = adverb.nbor(1) if adverb.text == "," and adverb.i + 1 < phrase.i else adverb
        if adverb.lower_ not in words_of("parse.partly") or adverb.head != phrase or adverb.i - 2 < sentence.start:
            continue
        person = adverb.nbor(-2)
        from_there = any(c.dep_ == "case" and c.lower_ == "from" for c in phrase.lefts)
        if from_there and adverb.nbor(-1).text == "," and person.pos_ == "NOUN" and is_somebody(person):
            attach(phrase, person, "nmod")


@needs("by")
def byline_after_headline(sentence: Span) -> None:
    """Mends "Port seeks deal with Mali Exclusive by our reporter", where Mali is an exclusive."""
    for label in sentence[2:-1]:
        if label.lower_ not in words_of("parse.byline") or label.nbor(1).lower_ != "by" or label.text == label.lower_:
            continue
        if is_full(sentence):
            continue
        writer = label.nbor(1).head
        attach(label, sentence.root, "parataxis")
        attach(writer, label, "nmod")
        label.relabel(tag="NN", pos="NOUN")


@needs("as")
def topic_before_as(sentence: Span) -> None:
    """Mends "Holm vs Lindt as vote nears", where Holm nears: what stands before "as" is said to come with it."""
    for mark in sentence[1:-1]:
        verb = mark.head
        if mark.lower_ != "as" or mark.dep_ != "mark" or verb.i < mark.i or is_full(sentence):
            continue
        subjects = [c for c in verb.lefts if c.dep_ in SUBJECTS]
        if len(subjects) == 2 and subjects[0].i < mark.i < subjects[1].i:
            subjects[0].relabel(relation="dislocated")


@needs(relations=("advcl",))
def phrase_before_mark(sentence: Span) -> None:
    """Mends "On Friday, hours after the vote was held, nine men left", where it was held on Friday: they left then."""
    opening = sentence[0]
    if opening.dep_ != "case":
        return
    phrase = opening.head
    clause = phrase.head
    mark = next((c for c in clause.lefts if c.dep_ == "mark"), None)
    if phrase.dep_ == "obl" and clause.dep_ == "advcl" and mark is not None and clause.head.i > clause.i:
        between = sentence.doc[phrase.right_edge.i + 1 : mark.i]
        if phrase.right_edge.i < mark.i and any(t.text == "," for t in (phrase.right_edge, *between)):
            attach(phrase, clause.head, "obl")


@needs("with", relations=("conj", "appos"))
def subject_past_with(sentence: Span) -> None:
    """Mends "With rents at a peak, shops, bars and farms depend on aid", where rents do: shops, bars and farms do."""
    opening = next((t for t in sentence if not t.is_punct), sentence[0])
    noun = opening.head
    verb = noun.head
    if opening.lower_ != "with" or opening.dep_ != "case" or verb.i < noun.i or verb.pos_ != "VERB":
        return
    lacking = noun.dep_ in ("nsubj", "nsubj:pass") or not any(c.dep_ in SUBJECTS for c in verb.lefts)
    first = next((c for c in noun.subtree if c.i > noun.i and c.dep_ in ("conj", "appos") and is_set_off(c)), None)
    if first is None or not lacking or first.pos_ not in ("NOUN", "PROPN"):
        return
    listed = [c for c in first.head.rights if c.dep_ == "conj" and c.i > first.i]
    attach(first, verb, "nsubj")
    for item in listed:
        attach(item, first, "conj")
    attach(noun, verb, "obl")


def is_set_off(token: Token) -> bool:
    return is_after_comma(first_word(token))


@needs(relations=("advcl",), tags=("VBG",))
def participle_past_insertion(sentence: Span) -> None:
    """Mends "It spent $9 billion, bankers say, leaving it with little", where they leave it: the spending does."""
    for participle in sentence:
        cue = participle.head
        apart = participle.tag_ == "VBG" and participle.dep_ == "advcl" and cue.dep_ == "parataxis"
        if not apart or cue.i > participle.i or participle.nbor(-1).text != "," or cue.head.i > cue.i:
            continue
        if cue.lemma_ in words_of("parse.inserted_cue") and participle.lemma_ not in words_of("parse.telling"):
            attach(participle, cue.head, "advcl")


@needs(relations=("conj",), tags=("VBD", "VBZ"))
def gerund_past_insertion(sentence: Span) -> None:
    """Mends "Once it was clear, she wrote, keeping him there amounted to a penalty", where she amounted to it."""
    for verb in sentence:
        cue = verb.head
        joined = verb.dep_ == "conj" and verb.tag_ in ("VBD", "VBZ") and cue.lemma_ in words_of("parse.inserted_cue")
        if not joined or any(c.dep_ in ("cc", *SUBJECTS) for c in verb.lefts):
            continue
        gerunds = (
            c for c in cue.rights if c.tag_ == "VBG" and c.dep_ == "advcl" and c.right_edge.i == verb.left_edge.i - 1
        )
        gerund = next(gerunds, None)
        if gerund is not None and is_set_off(gerund) and not any(c.dep_ == "mark" for c in gerund.lefts):
            attach(verb, cue, "ccomp")
            attach(gerund, verb, "csubj")


@needs(relations=("ccomp", "xcomp"), tags=("VBG",))
def gerund_after_object(sentence: Span) -> None:
    """Mends "rejects that, arguing that it is late", where she rejects arguing: what a comma sets off is no content."""
    for gerund in sentence:
        apart = gerund.tag_ == "VBG" and gerund.dep_ in ("ccomp", "xcomp") and gerund.i > gerund.head.i + 1
        if (
            apart
            and gerund.nbor(-1).text == ","
            and any(c.dep_ == "obj" and c.i < gerund.i for c in gerund.head.rights)
        ):
            gerund.relabel(relation="advcl")


@needs("another")
def one_another(sentence: Span) -> None:
    """Mends "contact one another", where they contact one and another."""
    for word in sentence[1:]:
        one = word.nbor(-1)
        if word.lower_ == "another" and one.lower_ == "one" and word.head == one.head and one.dep_ in ("obj", "iobj"):
            attach(one, word, "compound")
            word.relabel(relation="obj")


@needs("about", "over", relations=("nmod",))
def topic_on_party(sentence: Span) -> None:
    """Mends "in talks with six banks over a loan": what talks are about is no part of the other party."""
    for token in sentence:
        about = token.dep_ == "nmod" and any(c.dep_ == "case" and c.lower_ in ("about", "over") for c in token.lefts)
        if not about:
            continue
        talks = next((a for a in token.ancestors if a.lemma_.lower() in words_of("parse.talks")), None)
        if talks is None:
            continue
        party = next((c for c in talks.rights if c.is_ancestor(token)), None)
        if party is not None and any(c.dep_ == "case" and c.lower_ == "with" for c in party.lefts):
            attach(token, talks, "obl" if talks.pos_ == "VERB" else "nmod")


@needs("&")
def firm_after_noun(sentence: Span) -> None:
    """Mends "Its auditor, Hale & Quist, warned", where three of them do: names that "&" joins are one."""
    for joint in sentence[2:-1]:
        first, second = joint.nbor(-1), joint.nbor(1)
        noun = first.head
        if joint.text != "&" or first.tag_ != "NNP" or second.tag_ != "NNP" or second.head not in (first, noun):
            continue
        listed = first.dep_ == "conj" and noun.pos_ == "NOUN" and is_after_comma(first)
        if not listed or any(c.dep_ in ("cc", "conj") for c in noun.rights if c.i < first.i):
            continue
        first.relabel(relation="appos")
        attach(second, first, "flat")
        attach(joint, first, "flat")


@needs(*DEEDS, relations=("advcl",), tags=("VBG",))
def gerund_on_deed(sentence: Span) -> None:
    """Mends "passed a law in 2021 requiring permits", where who passed it requires them: the law does."""
    for gerund in sentence:
        verb = gerund.head
        bare = gerund.tag_ == "VBG" and gerund.dep_ == "advcl" and not gerund.lefts and verb.i < gerund.i
        deed = next((c for c in verb.rights if c.dep_ == "obj" and c.i < gerund.i), None) if bare else None
        if deed is None or gerund.nbor(-1).is_punct or deed.lemma_.lower() not in words_of("parse.deed"):
            continue
        if gerund.lemma_ in words_of("parse.providing"):
            attach(gerund, deed, "acl")


@needs("<quantities>")
def receiver_before_sum(sentence: Span) -> None:
    """Mends "to pay each family 5 million francs", where francs are a family's: they are what it is paid."""
    for amount in spans_of(sentence, "quantities"):
        total = amount.root
        verb = total.head
        if (
            amount._.quantity.kind != "money"
            or total.dep_ != "obj"
            or verb.lemma_.lower() not in words_of("parse.giving")
        ):
            continue
        receiver = sentence.doc[amount.start - 1] if amount.start > sentence.start else total
        words = (*total.lefts, *receiver.lefts)
        opening = next((c for c in words if c.dep_ == "det" and c.i < receiver.i), None)
        if receiver.pos_ != "NOUN" or receiver.head != total or opening is None or verb.i > opening.i:
            continue
        for word in [c for c in total.lefts if opening.i <= c.i < receiver.i]:
            attach(word, receiver, word.dep_)
        attach(receiver, verb, "iobj")


@needs("that", relations=("acl", "acl:relcl"))
def content_past_letter(sentence: Span) -> None:
    """Mends "told staff in an email that wages would be paid", where an email is paid: that is what they were told."""
    for that in sentence[1:]:
        clause, letter = that.head, that.head.head
        verb = letter.head
        beside = that.lower_ == "that" and that.i == letter.i + 1 and letter.dep_ in ("obl", "nmod")
        if not beside or clause.dep_ not in ("acl:relcl", "acl") or verb.lemma_ not in words_of("parse.telling"):
            continue
        own = any(c.dep_ in SUBJECTS and c != that for c in clause.lefts)
        if own and not any(c.dep_ in ("ccomp", "obj") for c in verb.rights):
            attach(clause, verb, "ccomp")
            make_mark(that, clause)


@needs(",", relations=("parataxis", "advcl", "acl", "acl:relcl"), tags=("VBD", "VBN"))
def hurt_between_commas(sentence: Span) -> None:
    """Mends "Ten miners, two of them badly injured, were flown out", where two injured somebody: they were."""
    for verb in sentence:
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        bare = (
            verb.dep_ in ("parataxis", "advcl", "acl", "acl:relcl") and verb.tag_ in ("VBD", "VBN") and not verb.rights
        )
        if not bare or subject is None or verb.lemma_ not in words_of("parse.gapped") or verb.i + 1 >= sentence.end:
            continue
        if is_set_off(subject) and verb.nbor(1).is_punct and not any(c.dep_ in ("aux", "cc") for c in verb.lefts):
            verb.relabel(tag="VBN")
            subject.relabel(relation="nsubj:pass")
            verb.relabel(relation="acl" if verb.dep_ == "acl:relcl" else verb.dep_)


@needs(relations=("acl",), tags=("VBN", "VBD"))
def pronoun_with_participle(sentence: Span) -> None:
    """Mends "Not everybody approved of her", where somebody was approved: a sentence lost its verb."""
    root = sentence.root
    if root.lower_ not in words_of("parse.anybody") or not is_full(sentence) or has_subject(root):
        return
    verb = next((c for c in root.rights if c.dep_ == "acl" and c.tag_ in ("VBN", "VBD") and c.i == root.i + 1), None)
    if verb is not None and not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in sentence if t != verb):
        rise_over(verb, root, "nsubj")
        verb.relabel(tag="VBD")
        for child in [c for c in root.rights if c.i > verb.i]:
            attach(child, verb, child.dep_)


@needs(";")
def passive_after_semicolon(sentence: Span) -> None:
    """Mends "Mine floods; search for nine suspended", where it searches: after a mark begins what was suspended."""
    for noun in sentence[1:]:
        bare = (
            noun.tag_ == "VB" and noun.dep_ == "conj" and noun.nbor(-1).text == ";" and "NN" in known_tags(noun.lower_)
        )
        verb = next((c for c in noun.rights if c.dep_ == "acl" and c.tag_ == "VBN"), None) if bare else None
        if verb is None or is_full(sentence):
            continue
        rise_over(verb, noun, "nsubj:pass")
        noun.relabel(tag="NN", pos="NOUN")
