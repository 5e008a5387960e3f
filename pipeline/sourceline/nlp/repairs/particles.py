"""Repairs of the small words around verbs: adverbs, particles and prepositions that the parser hung on a noun."""

from __future__ import annotations

from sourceline.nlp.dictionary import known_tags
from sourceline.nlp.parsed import Span
from sourceline.nlp.people import is_party
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import (
    attach,
    has_finite,
    has_subject,
    make_verb,
    phrase_rules_by_preposition,
    rise_over,
    words_of,
)

OBJECTS = frozenset({"obj", "iobj", "nsubj:pass"})
WAYS = frozenset({"back", "home", "abroad", "away", "off", "out", "onto", "overseas", "ashore", "aboard", "up", "down"})


@needs(tags=("NNS",))
def plural_with_subject(sentence: Span) -> None:
    """Mends "The director steps up": a plural that has a subject and no copula is a verb."""
    for token in sentence:
        if token.tag_ != "NNS" or not any(c.dep_ == "nsubj" and c.right_edge.i == token.i - 1 for c in token.lefts):
            continue
        if has_finite(token) or "VBZ" not in known_tags(token.lower_):
            continue
        make_verb(token, "VBZ")
        for child in token.rights:
            if child.dep_ == "nmod":
                child.relabel(relation="obl")
            elif child.dep_ == "acl" and any(c.tag_ == "TO" for c in child.lefts):
                child.relabel(relation="advcl")


@needs(*WAYS, relations=("advmod",))
def way_on_object(sentence: Span) -> None:
    """Mends "shipped the two brothers back to Romania", "brought ashore 230 people": where to is said of the verb."""
    for token in sentence:
        if token.dep_ != "advmod" or token.lower_ not in WAYS:
            continue
        verb = next((a for a in token.ancestors if a.pos_ == "VERB"), None)
        noun = token.nbor(-1) if token.i > sentence.start else token
        after_object = token.head == noun and noun.dep_ in OBJECTS and noun.head == verb and verb.i < noun.i
        before_object = verb == noun and token.head != verb
        if verb is None or not (after_object or before_object or token.head == verb):
            continue
        attach(token, verb, "advmod")
        after = [*token.rights, *(noun.rights if after_object else ())]
        for child in [c for c in after if c.dep_ in ("obl", "nmod") and c.i > token.i]:
            attach(child, verb, "obl")


@needs("in", "on", relations=("case",))
def particle_read_as_preposition(sentence: Span) -> None:
    """Mends "brought in Nina Roth as director", "put on 4%": an object stands after the particle."""
    amounts, summed = sentence.doc.layers["quantities"], words_of("parse.particle_before_sum")
    for token in sentence:
        if token.dep_ != "case" or token.lower_ not in ("in", "on"):
            continue
        noun, verb = token.head, token.head.head
        if noun.dep_ != "obl" or token.i != verb.i + 1:
            continue
        transitive = verb.lemma_.lower() in words_of("parse.particle_in") and token.lower_ == "in"
        counted = any(amounts.at(t.i) is not None for t in (noun, *noun.lefts))
        transitive = transitive or (counted and f"{verb.lemma_.lower()} {token.lower_}" in summed)
        passive = any(c.dep_ == "aux:pass" for c in verb.lefts) or verb.dep_ == "acl"
        transitive = transitive and verb.pos_ == "VERB" and not passive
        if transitive and not any(c.dep_ in OBJECTS for c in verb.children):
            token.relabel(tag="RP")
            attach(token, verb, "compound:prt")
            noun.relabel(relation="obj")


@needs("as", relations=("nmod",))
def as_on_object(sentence: Span) -> None:
    """Mends "joined the bank as finance director": only nouns of office have such an "as" of their own."""
    for token in sentence:
        noun = token.head
        as_phrase = token.dep_ == "nmod" and any(c.dep_ == "case" and c.lower_ == "as" for c in token.lefts)
        on_object = noun.dep_ in OBJECTS and noun.head.pos_ == "VERB" and token.i > noun.i > noun.head.i
        if as_phrase and on_object and noun.lemma_.lower() not in words_of("parse.own_as"):
            attach(token, noun.head, "obl")


@needs(relations=("nmod",))
def phrase_on_object(sentence: Span) -> None:
    """Mends "cancelled 300 flights because of the fog", "raised its holding in the bank to 29%": rules say which."""
    amounts = sentence.doc.layers["quantities"]
    for token in sentence:
        if token.dep_ != "nmod":
            continue
        case = next((c.lower_ for c in token.lefts if c.dep_ == "case"), "")
        rules = phrase_rules_by_preposition().get(case, ())
        noun = next((a for a in token.ancestors if a.dep_ not in ("nmod", "conj")), token) if rules else token
        verb = noun.head
        if not rules or noun.dep_ not in (*OBJECTS, "obl") or verb.pos_ != "VERB" or verb.i > token.i:
            continue
        for rule in rules:
            of_verb = not rule.words or verb.lemma_.lower() in rule.words
            of_noun = not rule.nouns or token.lemma_.lower() in rule.nouns
            if not of_verb or not of_noun or token.head.lemma_.lower() in rule.own:
                continue
            if (not rule.amounts or amounts.at(token.i) is not None) and (not rule.party or is_party(token)):
                attach(token, verb, "obl")


@needs("by", relations=("nmod", "obl"))
def agent_on_noun(sentence: Span) -> None:
    """Mends "was called a mistake by critics", "bused to the stations by the party": of a passive, as a rule."""
    for token in sentence:
        noun = token.head
        if token.dep_ not in ("nmod", "obl") or noun.pos_ not in ("NOUN", "PROPN", "ADJ"):
            continue
        if not any(c.dep_ == "case" and c.lower_ == "by" for c in token.lefts):
            continue
        verb = noun.head
        passive = verb.pos_ == "VERB" and verb.i < noun.i and any(c.dep_ == "aux:pass" for c in verb.lefts)
        bound = noun.dep_ == "xcomp" or any(c.lower_ in ("as", "to", "into", "from") for c in noun.lefts)
        done = noun.lemma_.lower() in words_of("parse.own_by") or noun.ent_type_ not in ("", "GPE", "LOC", "FAC")
        if passive and bound and not done and not any(c.dep_ == "obl:agent" for c in verb.children):
            attach(token, verb, "obl:agent")


@needs("for", relations=("obl",))
def price_on_participle(sentence: Span) -> None:
    """Mends "sold to a consortium led by a fund for €1.7bn": nobody leads for a sum."""
    for token in sentence:
        participle = token.head
        if token.dep_ != "obl" or token.pos_ != "SYM" or not any(c.lower_ == "for" for c in token.lefts):
            continue
        leads = participle.dep_ == "acl" and participle.lemma_.lower() in words_of("parse.unpaid")
        verb = next((a for a in participle.ancestors if a.pos_ == "VERB"), None)
        if leads and verb is not None:
            attach(token, verb, "obl")


@needs(relations=("xcomp",), tags=("JJ",))
def object_of_adjective(sentence: Span) -> None:
    """Mends "made public the list of pesticides": an adjective has no object, its verb has."""
    for token in sentence:
        adjective = token.head
        if token.dep_ == "obj" and adjective.tag_ == "JJ" and adjective.dep_ == "xcomp" and token.i > adjective.i:
            attach(token, adjective.head, "obj")


@needs("each", "apiece")
def each_after_object(sentence: Span) -> None:
    """Mends "killed five people each", which is not five people in all."""
    for token in sentence[1:]:
        if token.lower_ not in ("each", "apiece") or token.dep_ not in ("obl:unmarked", "advmod", "obj", "dep"):
            continue
        before = token.nbor(-1)
        if before.dep_ == "obj" and before.head == token.head and before.pos_ == "NOUN":
            attach(token, before, "det")


@needs(relations=("obj",))
def attribute_read_as_object(sentence: Span) -> None:
    """Mends "remains a problem": what somebody remains, becomes or seems is no object."""
    for token in sentence:
        linked = token.dep_ == "obj" and token.i > token.head.i and token.head.lemma_ in ("remain", "become", "seem")
        if linked and token.pos_ in ("NOUN", "PROPN", "ADJ"):
            token.relabel(relation="xcomp")


@needs(relations=("obj", "xcomp"), tags=("JJ",))
def adjective_after_noun(sentence: Span) -> None:
    """Mends "declared the housing levy unconstitutional", where the levy describes the adjective."""
    for token in sentence:
        if token.tag_ != "JJ" or token.dep_ not in ("obj", "xcomp") or token.i == sentence.start:
            continue
        before = token.nbor(-1)
        wrong = before.dep_ == "compound" and before.head == token and before.tag_ in ("NN", "NNS")
        if not wrong or token.lower_ == "general" or token.head.pos_ != "VERB":
            continue
        verb = token.head
        attach(before, verb, "obj")
        for child in [c for c in token.lefts if c.i < before.i]:
            attach(child, before, child.dep_)
        token.relabel(relation="xcomp")


@needs(relations=("expl",), tags=("EX",))
def there_read_as_expletive(sentence: Span) -> None:
    """Mends "The plan there ended in May": after the subject "there" is a place."""
    for token in sentence:
        expletive = token.tag_ == "EX" and token.dep_ == "expl" and token.i < token.head.i
        if expletive and any(c.dep_ in ("nsubj", "nsubj:pass") and c.i < token.i for c in token.head.lefts):
            token.relabel(tag="RB", pos="ADV", relation="advmod")


@needs(relations=("amod", "acl", "xcomp"), tags=("JJ", "VBN", "VBD"))
def state_after_object(sentence: Span) -> None:
    """Mends "left 12 injured", "left many people badly hurt": what something is left as is a state and no act."""
    for token in sentence:
        noun = token.head
        if token.dep_ not in ("amod", "acl", "xcomp") or token.tag_ not in ("JJ", "VBN", "VBD"):
            continue
        if token.dep_ == "xcomp":
            noun = next((c for c in token.head.rights if c.dep_ == "obj" and c.i < token.i), token)
        last = noun.right_edge.i if token.dep_ == "xcomp" else noun.i
        after = token.left_edge.i == last + 1
        left = noun.dep_ == "obj" and noun.i > noun.head.i and noun.head.lemma_.lower() in words_of("parse.leaving")
        taken = ("obj", "obl:agent", "mark") if token.tag_ == "JJ" else ("obj", "obl", "obl:agent", "mark")
        if after and left and not any(c.dep_ in taken for c in token.children):
            attach(token, noun.head, "xcomp")
            token.relabel(tag="JJ", pos="ADJ")


@needs("old", "olds")
def age_as_predicate(sentence: Span) -> None:
    """Mends "elected a 36-year-old as abbot", where "old" is what somebody is elected: an article makes it a person."""
    for token in sentence:
        person = token.lower_ in ("old", "olds") and any(c.dep_ == "det" for c in token.lefts)
        if person and token.dep_ in ("xcomp", "advcl", "ccomp") and token.head.pos_ == "VERB":
            token.relabel(tag="NN", pos="NOUN", relation="obj")
            for child in [c for c in token.rights if c.dep_ in ("obl", "advcl", "punct")]:
                attach(child, token.head, child.dep_)


@needs("whether")
def whether_after_preposition(sentence: Span) -> None:
    """Mends "vote on whether to keep it": after a preposition "whether" opens what the verb is about."""
    for token in sentence:
        opens = token.lower_ == "whether" and token.dep_ == "mark" and token.head.dep_ == "advcl"
        if opens and token.i > sentence.start and token.nbor(-1).lower_ in ("on", "about", "over", "of"):
            token.head.relabel(relation="ccomp")


@needs(relations=("advcl",), tags=("VBN",))
def noun_before_participle(sentence: Span) -> None:
    """Mends "Under a ceasefire agreed in June, both armies ...": a participle describes what is right before it."""
    for token in sentence:
        if token.tag_ != "VBN" or token.dep_ != "advcl" or has_subject(token):
            continue
        noun = next(iter(token.lefts), None)
        if noun is None or noun.dep_ != "obl" or noun.right_edge.i != token.i - 1 or noun.pos_ != "NOUN":
            continue
        if any(c.dep_ == "case" for c in noun.lefts) and not any(c.dep_.startswith("aux") for c in token.children):
            outer = token.head
            attach(noun, outer, "obl")
            attach(token, noun, "acl")


@needs("for", relations=("mark",))
def for_read_as_mark(sentence: Span) -> None:
    """Mends "A bid for the miner was rebuffed", where "for" opens a clause: it opens none with a finite verb."""
    for token in sentence:
        verb = token.head
        if token.dep_ != "mark" or token.lower_ != "for" or not has_finite(verb) or verb.dep_ != "acl":
            continue
        subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubj:pass") and c.i > token.i), None)
        noun = verb.head
        if subject is None or token.i != noun.i + 1 or subject.left_edge.i != token.i + 1:
            continue
        rise_over(verb, noun, subject.dep_)
        attach(subject, noun, "nmod")
        attach(token, subject, "case")


@needs("how")
def how_on_noun(sentence: Span) -> None:
    """Mends "worries about how quickly or fairly tired people can eat": how is said of the verb, not of the people."""
    for token in sentence:
        how = next((c for c in token.lefts if c.lower_ == "how"), None) if token.lefts else None
        if how is None:
            continue
        verb = next((a for a in token.ancestors if a.pos_ == "VERB" and a.i > token.i), None)
        much = token.lower_ == "much" and token.dep_ == "amod" and token.head.tag_ == "NNS"  # "how much rents may rise"
        if verb is None or not (token.tag_ == "RB" or much):
            continue
        noun = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubj:pass") and c.i > token.i), None)
        before = how.nbor(-1) if how.i > sentence.start else how
        if noun is None:
            continue
        attach(token, verb, "advmod")
        for other in [c for c in token.rights if c.dep_ == "conj" and c.tag_ in ("VBN", "VBG", "JJ")]:
            for adverb in [c for c in other.lefts if c.tag_ == "RB"]:
                attach(adverb, token, "conj")
            attach(other, noun, "amod")
        if before.tag_ == "IN" and before.i > sentence.start:  # the question completes what stands before "about"
            attach(before, verb, "mark")
            if before.nbor(-1).pos_ == "NOUN" and verb.dep_ in ("parataxis", "ccomp", "conj"):
                attach(verb, before.nbor(-1), "acl")
