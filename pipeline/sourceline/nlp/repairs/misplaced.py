"""Repairs of phrases hung on the wrong word: an apposition on a far noun, a time on "guilty", "It" on nothing."""

from __future__ import annotations

from sourceline.nlp.dictionary import known_tags
from sourceline.nlp.parsed import Span
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import (
    SUBJECTS,
    attach,
    crown,
    finite_of,
    first_word,
    has_finite,
    has_subject,
    is_after_comma,
    make_verb,
    spans_of,
    words_of,
)

NOUNS = ("NOUN", "PROPN")
LATER = ("ago", "later", "earlier", "before", "after", "on", "late")


@needs("it", relations=("expl",))
def it_read_as_expletive(sentence: Span) -> None:
    """Mends "It denied that the ship was late", where "it" stands for the clause: whoever denies is somebody."""
    for token in sentence:
        verb = token.head
        if token.lower_ != "it" or token.dep_ != "expl" or verb.i < token.i:
            continue
        tells = verb.lemma_ in words_of("parse.telling") or verb.lemma_ in words_of("parse.inserted_cue")
        if tells and not any(c.dep_ in ("aux:pass", "cop", *SUBJECTS) and c != token for c in verb.lefts):
            token.relabel(relation="nsubj")


@needs("what", relations=("acl",))
def what_read_as_noun(sentence: Span) -> None:
    """Mends "What changed his mind was diesel", where "what" is described by a participle: it is a clause's subject."""
    for verb in sentence:
        what = verb.head
        if verb.dep_ == "acl" and what.lower_ == "what" and what.dep_ in SUBJECTS and verb.i == what.i + 1:
            for thing in [c for c in what.head.lefts if c.dep_ == "nsubj" and c.left_edge.i == verb.i + 1]:
                attach(thing, verb, "obj")  # "What changed | her mind | was petrol"
            acts = verb.tag_ == "VBN" and any(c.dep_ in ("obj", "iobj") for c in verb.rights)
            if acts or finite_of(verb).tag_ in ("VBD", "VBZ", "VBP", "MD"):
                verb.relabel(relation="acl:relcl", tag="VBD" if acts else verb.tag_)


@needs(",", relations=("conj", "parataxis"))
def apposition_past_conjunct(sentence: Span) -> None:
    """Mends "It was no part of it, and both angered the Greens, the junior partner", where it is the first's."""
    for name in sentence:
        loose = name.dep_ in ("parataxis", "conj") and name.pos_ in NOUNS and not has_finite(name)
        loose = loose and not has_subject(name) and not any(c.dep_ == "cc" for c in name.lefts)
        if not (name.dep_ == "appos" or loose) or name.i < name.head.i:
            continue
        opening = first_word(name)
        if not is_after_comma(opening) or opening.i - 2 <= name.head.i:
            continue
        later = [c for c in name.head.rights if c.dep_ in ("conj", "parataxis") and c.i < opening.i]
        before = opening.nbor(-2)
        verbs = [c for c in later if c.pos_ == "VERB" and c.is_ancestor(before)]
        if not verbs or before.pos_ not in NOUNS:
            continue
        noun = before
        while noun.head.pos_ in NOUNS and noun.head.i > verbs[-1].i and noun.dep_ in ("compound", "flat"):
            noun = noun.head
        attach(name, noun, "appos")


@needs(",", relations=("conj", "appos"))
def town_on_person(sentence: Span) -> None:
    """Mends "Lindt, of Mill Lane, Harwood, was fined", where Harwood is fined with her: it tells where the lane is."""
    for town in sentence:
        person = town.head
        if town.dep_ not in ("conj", "appos") or town.pos_ != "PROPN" or person.ent_type_ != "PERSON":
            continue
        opening = first_word(town)
        phrases = (c for c in person.rights if c.dep_ == "nmod" and c.i < town.i and c.right_edge.i >= opening.i - 2)
        home = [p for p in phrases if any(c.dep_ == "case" and c.lower_ in ("of", "from") for c in p.lefts)]
        if home and opening.i <= town.i and is_after_comma(opening) and not any(c.dep_ == "cc" for c in town.lefts):
            attach(town, home[-1], "appos")


@needs("<times>", relations=("xcomp",), tags=("JJ",))
def time_on_state(sentence: Span) -> None:
    """Mends "was found guilty last month of fraud", where guilt is last month's: then they were found so."""
    for time in spans_of(sentence, "times"):
        token = time.root
        state = token.head
        named = state.tag_ == "JJ" and state.dep_ == "xcomp" and state.i == time.start - 1
        if not named or token.dep_ not in ("obl:unmarked", "nmod:unmarked", "obl"):
            continue
        attach(token, state.head, token.dep_)
        for phrase in [c for c in token.rights if c.dep_ == "nmod" and c.i >= time.end]:
            attach(phrase, state.head, "obl")


@needs("of", relations=("acl",), tags=("VBN",))
def participle_on_amount(sentence: Span) -> None:
    """Mends "savings of $6 million expected from May", where the dollars are: the savings are expected."""
    for verb in sentence:
        amount = verb.head
        bare = verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.i > amount.i
        if not bare or amount.dep_ != "nmod" or sentence.doc.layers["quantities"].at(amount.i) is None:
            continue
        noun, of = amount.head, first_word(amount)
        if of.lower_ == "of" and noun.pos_ == "NOUN" and sentence.doc.layers["quantities"].at(noun.i) is None:
            attach(verb, noun, "acl")


@needs("to", relations=("obl",), tags=("NN", "VB"))
def infinitive_after_member(sentence: Span) -> None:
    """Mends "failed to persuade a member to defect", where he is persuaded to a defect: he is to do so."""
    for token in sentence[2:]:
        verb, to = token.head, token.nbor(-1)
        bare = token.tag_ in ("NN", "VB") and token.dep_ == "obl" and to.lower_ == "to" and to.head == token
        if not bare or "VB" not in known_tags(token.lower_) or verb.lemma_.lower() not in words_of("parse.made_to"):
            continue
        if any(c.dep_ == "obj" and c.right_edge.i == to.i - 1 for c in verb.rights):
            make_verb(token, "VB")
            attach(token, verb, "xcomp")
            to.relabel(relation="mark", tag="TO", pos="PART")


@needs("go")
def go_after_let(sentence: Span) -> None:
    """Mends "were let go", where they were let to go somewhere: who is let go is dismissed or freed."""
    for go in sentence[1:]:
        let = go.nbor(-1)
        if go.lower_ == "go" and let.lemma_ == "let" and go.head == let and go.dep_ in ("xcomp", "ccomp"):
            for child in [c for c in go.rights if c.dep_ in ("advcl", "obl", "punct")]:
                attach(child, let, child.dep_)
            go.relabel(relation="compound:prt", tag="RP", pos="ADP")


@needs("time")
def clause_after_by_the_time(sentence: Span) -> None:
    """Mends "If nobody helps by the time it is due, she will sell", where it is due if nobody helps: she will sell."""
    for time in sentence[2:]:
        condition, main = time.head, time.head.head
        opens = time.lower_ == "time" and time.nbor(-1).lower_ == "the" and time.nbor(-2).lower_ == "by"
        if not opens or condition.dep_ != "advcl" or main.dep_ != "ROOT" or main.i < time.i:
            continue
        subject = next((c for c in main.lefts if c.dep_ in SUBJECTS), None)
        if subject is None or first_word(subject).i != time.i + 1:
            continue
        after = [c for c in main.rights if c.dep_ in ("parataxis", "conj", "ccomp") and c.i > main.i]
        inner = [c for a in after for c in a.rights if a.dep_ == "parataxis" and c.dep_ == "ccomp"]
        verb = next((c for c in (*inner, *after) if finite_of(c).tag_ in ("MD", "VBD", "VBZ", "VBP")), None)
        if verb is None or any(c.dep_ == "cc" for c in verb.lefts) or not any(c.dep_ in SUBJECTS for c in verb.lefts):
            continue
        cue = verb.head if verb.head != main else None
        verb.hang_on(verb)
        verb.relabel(relation="ROOT")
        condition.hang_on(verb)
        main.hang_on(time)
        main.relabel(relation="acl:relcl")
        if cue is not None:
            cue.hang_on(verb)
        for child in [c for c in main.children if c.dep_ == "punct" or (c in after and c != verb)]:
            child.hang_on(verb)


@needs(",", relations=("ccomp",))
def scene_on_inserted_root(sentence: Span) -> None:
    """Mends "When kin asked, the lawyer said, she told them it was spent", where the lawyer said so when they asked."""
    cue = sentence.root
    told = cue.i + 1 < sentence.end and cue.nbor(1).text == "," and cue.lemma_ in words_of("parse.inserted_cue")
    if not told:
        return
    subject = next((c for c in cue.lefts if c.dep_ in SUBJECTS), None)
    content = next((c for c in cue.rights if c.dep_ == "ccomp"), None)
    if subject is None or content is None or first_word(content).i != cue.i + 2:
        return
    scenes = [c for c in cue.lefts if c.dep_ == "advcl" and c.i < subject.i and has_subject(c)]
    for scene in scenes if is_after_comma(first_word(subject)) else ():
        attach(scene, content, "advcl")


@needs("up", "down", relations=("fixed",))
def level_past_particle(sentence: Span) -> None:
    """Mends "edged up to 3.4 percent", where it edges by up to that: after a verb's particle "to" opens its level."""
    for particle in sentence[1:-1]:
        to = particle.nbor(1)
        if particle.lower_ not in ("up", "down") or particle.dep_ not in ("compound:prt", "advmod"):
            continue
        fixed = to.lower_ == "to" and to.head == particle and to.dep_ == "fixed" and particle.head.i == particle.i - 1
        if not fixed or particle.head.pos_ != "VERB":
            continue
        level = next((c for c in particle.head.rights if first_word(c).i == to.i + 1), None)
        if level is not None and level.dep_ in ("obl:unmarked", "obj", "obl"):
            attach(to, level, "case")
            level.relabel(relation="obl")


@needs("over", "for", relations=("nmod",))
def reason_on_term(sentence: Span) -> None:
    """Mends "jailed for six years over theft", where the years are over theft: for that they are jailed."""
    for phrase in sentence:
        term = phrase.head
        verb = term.head
        over = phrase.dep_ == "nmod" and any(c.dep_ == "case" and c.lower_ in ("over", "for") for c in phrase.lefts)
        if not over or term.dep_ not in ("obl", "obj") or sentence.doc.layers["times"].at(term.i) is None:
            continue
        if verb.lemma_.lower() in words_of("parse.punishing"):
            attach(phrase, verb, "obl")


@needs("which", "whom", relations=("acl:relcl",))
def cue_read_as_relative(sentence: Span) -> None:
    """Mends "a vote in which, polls suggest, it would lose", where polls suggest in it: there it would lose."""
    for cue in sentence[1:-1]:
        noun, subject = cue.head, next((c for c in cue.lefts if c.dep_ in SUBJECTS), None)
        if cue.dep_ != "acl:relcl" or subject is None or cue.nbor(1).text != ",":
            continue
        if cue.lemma_ not in words_of("parse.inserted_cue") or not is_after_comma(first_word(subject)):
            continue
        after = (c for c in sentence if c.dep_ in SUBJECTS and first_word(c).i == cue.i + 2)
        clause = next((c.head for c in after if c.head.i > cue.i), None)
        if clause is None or clause.dep_ not in ("parataxis", "conj", "ccomp", "ROOT"):
            continue
        main = next((c for c in clause.lefts if c == noun or c.is_ancestor(noun)), None)
        if main is not None and (clause.dep_ != "ROOT" or not has_finite(main) or not has_subject(main)):
            continue
        if main is not None:
            crown(main)
        opening = [c for c in cue.lefts if c.i < subject.i and any(t.tag_ in ("WDT", "WP") for t in c.subtree)]
        attach(clause, noun, "acl:relcl")
        for phrase in opening:
            attach(phrase, clause, phrase.dep_)
        attach(cue, clause, "parataxis")


@needs("meaning")
def clause_after_meaning(sentence: Span) -> None:
    """Mends "Ten were hurt, meaning the toll is 40", where meaning the toll is 40: what it means is that."""
    for meaning in sentence:
        clause = meaning.head
        if meaning.lower_ != "meaning" or meaning.dep_ != "csubj" or not is_after_comma(meaning):
            continue
        thing = next((c for c in meaning.rights if c.dep_ == "obj"), None)
        if thing is None or clause.dep_ not in ("parataxis", "conj", "ccomp"):
            continue
        above, relation = clause.head, "nsubj:pass" if any(c.dep_ == "aux:pass" for c in clause.lefts) else "nsubj"
        attach(meaning, above, "advcl")
        attach(clause, meaning, "ccomp")
        attach(thing, clause, relation)


@needs("day", "week", "month", "year", "hour", "night", "minute", "season", "quarter", relations=("obl:unmarked",))
def rate_on_verb(sentence: Span) -> None:
    """Mends "take 200 visitors a day onto the ice", where the taking lasts a day: so many a day is a rate."""
    for unit in sentence[2:]:
        article = unit.left_edge
        if unit.dep_ != "obl:unmarked" or article.i != unit.i - 1 or article.lower_ not in ("a", "an", "each"):
            continue
        before = article.nbor(-1)
        counted = any(c.dep_ == "nummod" for c in before.lefts) and before.dep_ in ("obj", "obl", "nsubj:pass")
        after = unit.nbor(1).lower_ if unit.i + 1 < sentence.end else ""
        if counted and before.head == unit.head and before.i > unit.head.i and after not in LATER:
            attach(unit, before, "nmod:unmarked")


@needs("either", "neither", "both", tags=("CC",))
def determiner_read_as_conjunction(sentence: Span) -> None:
    """Mends "plans to close either plant", where "either" joins nothing: it belongs to the plant."""
    for token in sentence:
        if token.tag_ == "CC" and token.dep_ == "det" and token.lower_ in ("either", "neither", "both"):
            token.relabel(tag="DT", pos="DET")


@needs(",", relations=("obl",))
def phrase_after_relative(sentence: Span) -> None:
    """Mends "agreed to sell Lumo, which runs nine mines, for €3bn": commas close what is said of Lumo between them."""
    for phrase in sentence:
        relative = phrase.head
        if phrase.dep_ != "obl" or relative.dep_ != "acl:relcl" or phrase.i < relative.i:
            continue
        noun, verb = relative.head, relative.head.head
        enclosed = (
            is_after_comma(first_word(relative))
            and is_after_comma(first_word(phrase))
            and verb.pos_ == "VERB"
            and verb.i < noun.i
        )
        opened = {c.lower_ for c in phrase.lefts if c.dep_ == "case"}
        again = any(c.dep_ == "case" and c.lower_ in opened for o in relative.rights if o != phrase for c in o.lefts)
        if enclosed and opened and not again and noun.dep_ in ("obj", "obl", "nsubj:pass"):
            attach(phrase, verb, "obl")
