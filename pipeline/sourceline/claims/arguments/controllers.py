"""Phrases that an infinitive or gerund is said of, told by the words around it: "called on the firm to raise wages"."""

from __future__ import annotations

from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import is_passive, marker_of
from sourceline.claims.syntax.content import is_modal_noun
from sourceline.claims.syntax.phrases import quantity_of, time_of
from sourceline.nlp.parsed import Token


def serves(noun: Token) -> bool:
    """Whether what somebody uses for a purpose is no one who pursues it: sums, steps that "are taken to protect"."""
    money = quantity_of(noun) is not None and noun.pos_ == "SYM"
    if noun.tag_ == "NN" and noun.lemma_.lower() in lexicon().deeds:
        return True  # "requires ratification by all to take effect"
    return money or (noun.pos_ != "PROPN" and noun.lemma_.lower() in lexicon().means)


def appealed_to(verb: Token, infinitive: Token) -> tuple[Token, str] | None:
    """Finds whom a verb asks to do what an infinitive says: "called on the firm to raise wages"."""
    for phrase in verb.children:
        asked = phrase.dep_ == "obl" and verb.i < phrase.i < infinitive.i and marker_of(infinitive) == "to"
        rules = lexicon().appealing.get(f"{verb.lemma_.lower()} {marker_of(phrase)}", ()) if asked else ()
        if rules and not is_wanted_itself(phrase) and not serves(phrase):
            return phrase, rules[0].id
    return None


def is_undergoer(child: Token) -> bool:
    """Whether a dependent of a verb is its object, also one that the parser took for a phrase without preposition."""
    return child.dep_ == "obj" or (child.dep_ == "obl" and not marker_of(child))


def follows_party(infinitive: Token) -> bool:
    """Whether an infinitive stands right after the party of an agreement or talks: either side may be its subject."""
    mark = next((c for c in infinitive.lefts if c.dep_ == "mark" and c.lower_ == "to"), None)
    if mark is None or mark.i == infinitive.sent.start:
        return False
    for party in (mark.nbor(-1), *mark.nbor(-1).ancestors):
        if party.right_edge.i != mark.i - 1:
            return False
        if party.dep_ in ("nmod", "obl") and marker_of(party) == "with":
            nouns = [party.head, *(c for c in party.head.children if c.dep_ == "obj")]
            return any(noun.lemma_.lower() in lexicon().modal_nouns for noun in nouns)
    return False


def infinitive_subject(verb: Token) -> Token | None:
    """Returns the phrase with "for" that is the subject of the infinitive after it: "havens for migrants to apply"."""
    if verb.tag_ != "VB":
        return None
    mark = next((c for c in verb.lefts if c.dep_ == "mark" and c.lower_ == "to"), None)
    if mark is None or mark.i == verb.sent.start:
        return None
    phrase = mark.nbor(-1)
    while phrase.head.i >= verb.sent.start and phrase.right_edge.i == mark.i - 1:
        if phrase.dep_ in ("obl", "nmod") and marker_of(phrase) == "for":
            return phrase if opens_infinitive(phrase) else None
        if phrase.dep_ == "ROOT":
            break
        phrase = phrase.head
    return None


def opens_infinitive(phrase: Token) -> bool:
    """Whether a phrase with "for" stands right before an infinitive that it is the subject of.

    After a verb that goes somewhere ("left for Paris to meet ...") it is not.
    """
    if is_wanted_itself(phrase):
        return False
    following = phrase.doc[phrase.right_edge.i + 1 : phrase.right_edge.i + 2]
    goes = any(phrase.head.lemma_.lower() in rule.verbs for rule in lexicon().prepositions.get("for", ()))
    lasts = (time := time_of(phrase)) is not None and time._.time.type == "DURATION"  # "walked for days to reach it"
    return bool(following) and following[0].tag_ == "TO" and not goes and not lasts


def controlling_object(verb: Token, clause: Token) -> Token | None:
    """Returns the object that is the subject of the clause after it: "accuse them of lying", "urge them to pay"."""
    rules = lexicon().reporting.get(verb.lemma_.lower(), ())
    marker = marker_of(clause)
    if not any(marker in (r.markers or ("to",)) for r in rules):
        return None
    objects = [c for c in verb.children if c.dep_ in ("obj", "iobj", "nsubj:pass") and c.i < clause.i]
    return next((o for o in objects if (o.dep_ == "nsubj:pass") == is_passive(verb) and not serves(o)), None)


def blamed_clause(verb: Token, thing: Token) -> Token | None:
    """Returns the gerund that is the content of a verb of blame, hung on its object: "accused the firm of hiding"."""
    lemma = verb.lemma_.lower()
    markers = {m for r in lexicon().reporting.get(lemma, ()) for m in r.markers}
    markers |= {"of"} if f"{lemma} of" in lexicon().trying else set()
    return next((c for c in thing.children if c.dep_ == "acl" and c.tag_ == "VBG" and marker_of(c) in markers), None)


def follows_joint(gerund: Token) -> bool:
    """Whether a gerund is joined to what stands before it, and said of nobody there: "as well as undermining"."""
    return gerund.doc[max(0, gerund.i - 3) : gerund.i].text.lower() == "as well as"


def describes(verb: Token) -> bool:
    """Whether a verb says what something is called or taken for: "described it as unfair"."""
    return any("predicate" in rule.takes for rule in lexicon().cue_verbs.get(verb.lemma_.lower(), ()))


def is_wanted_itself(phrase: Token) -> bool:
    """Whether what is called for is to be had, and to do nothing: "called for lower rates to support growth"."""
    return any(c.tag_ == "JJR" for c in phrase.lefts) or phrase.lemma_.lower() in lexicon().means


def is_wished(outer: Token) -> bool:
    """Whether an infinitive with "for" and a subject says what is to be: "an appeal for them to give up"."""
    actor = infinitive_subject(outer)
    asked = actor is not None and actor.head.i != outer.head.i and is_modal_noun(actor.head)
    return asked and outer.head.lemma_ not in ("take", "wait")
