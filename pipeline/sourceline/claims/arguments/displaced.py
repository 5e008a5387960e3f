"""Arguments that do not hang on their verb: hung deeper by the parser, shared with a conjunct, or left out."""

from __future__ import annotations

from sourceline.claims.arguments.light_verbs import add_light_noun, bare_noun, has_light_noun
from sourceline.claims.cue_rules import PredicateRule
from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import (
    MISREAD,
    RELATIVES,
    SUBJECTS,
    has_subject,
    is_predicate,
    is_verbal,
    open_relative,
)
from sourceline.claims.syntax.frames import CHANGE, UNDERGOER, Argument, Frame, role_of
from sourceline.claims.syntax.phrases import (
    NO_EVENT_TIME,
    clause_between,
    is_calendar_time,
    is_count_of_sides,
    preposition_before,
    preposition_of,
    quantity_of,
    time_of,
)
from sourceline.claims.syntax.places import spans_in
from sourceline.claims.syntax.spans import noun_phrase
from sourceline.nlp.parsed import Span, Token

EVENT_TIME_PREPOSITIONS = frozenset({"in", "on", "at", "during", "by", "late", "early"})

MORE_OR_LESS = ("more", "less", "fewer", "higher", "lower")
UNDERGOING = frozenset({"obj", "iobj", "ccomp", "xcomp", "aux:pass", "cop"})


def find_lifted(frame: Frame) -> list[Token]:
    """Finds what the parser hung on the end of an object and the verb takes: when it happened, for how much, where to.

    Returns:
        Heads of the phrases, in text order of the arguments that hold them.
    """
    if frame.clause.kind != "verb":
        return []
    found = []
    for phrase in frame.head.children:
        if (
            phrase.dep_ not in ("obj", "obl", "nsubj:pass", "obl:agent")
            or is_verbal(phrase)
            or is_count_of_sides(phrase)
        ):
            continue
        for token in phrase.subtree:
            nominal = token.dep_ in ("nmod", "nmod:unmarked", "obl", "obl:unmarked") and token.i > token.head.i
            if not nominal or token.head.pos_ not in ("NOUN", "PROPN", "NUM", "SYM") or clause_between(token, phrase):
                continue
            if belongs_to_verb(frame, token, phrase):
                found.append(token)
    if not found:
        return []
    dated = any(
        is_calendar_time(time_of(c)) and preposition_of(c) not in NO_EVENT_TIME
        for c in frame.head.children
        if c.dep_ in ("obl", "obl:unmarked", "advmod")
    )
    return [t for t in found if not (dated and is_calendar_time(time_of(t)))]


def belongs_to_verb(frame: Frame, token: Token, phrase: Token) -> bool:
    """Whether a nominal inside an argument says when, for how much, or from where to where the verb happened.

    A noun that names an event keeps its own time ("the 2022 deal"), any other noun has none.
    """
    preposition = preposition_of(token)
    time = time_of(token)
    if time is not None and is_calendar_time(time):
        if frame.is_past(time):
            return False
        event = token.head.lemma_.lower() in lexicon().event_nouns or has_light_noun(frame.clause)
        event = event or preposition_of(phrase) in lexicon().presupposing_markers  # "following its defeat in 1949"
        earlier = quantity_of(token.head) is not None and preposition_before(token.head) == "from"  # "from 93% in 2018"
        return not event and not earlier and preposition in EVENT_TIME_PREPOSITIONS
    amount = quantity_of(token)
    if amount is not None and preposition == "for" and amount._.quantity.kind == "money":
        return True
    margin = amount is not None and (amount._.quantity.kind != "cardinal" or token.lemma_.lower() == "vote")
    if margin and preposition == "by" and token.i > frame.head.i:  # "approved the plan by 22 votes"
        return True
    scaled = quantity_of(phrase) not in (None, amount) or time_of(phrase) is not None  # "fell 3% in May to $4"
    if amount is not None and preposition_before(token) in ("to", "from") and scaled:
        return True
    lemma = frame.head.lemma_.lower()
    near = token.head.i == phrase.i
    counted = amount is not None or any(c.dep_ == "nummod" for c in token.children)  # "cleared a backlog of 40 cases"
    held = phrase.dep_ != "obl" or not preposition_of(phrase)  # not "acquitted for lack of proof"
    if preposition == "of" and near and held and token.i > frame.head.i and not counted:
        return takes(frame, lexicon().charging.get(lemma))
    if preposition == "with" and phrase.dep_ == "obl" and phrase.lemma_.lower() in lexicon().light_nouns:
        return takes(frame, lexicon().entering.get(lemma))
    near = near or (preposition == "to" and any(t.ent_type_ for t in token.subtree))
    given = any(c.dep_ in ("obj", "iobj") and c.i < phrase.i for c in frame.head.rights)  # "give it access to the code"
    moved = phrase.dep_ != "obl" and near and not given and preposition in ("to", "from", "into")
    return moved and takes(frame, lexicon().transfer.get(lemma))


def takes(frame: Frame, rules: tuple[PredicateRule, ...] | None) -> bool:
    """Whether a rule says that the verb takes such a phrase; notes the rule."""
    if rules:
        frame.clause.rules.append((rules[0].id, (frame.head,)))
    return bool(rules)


def add_compared_amount(frame: Frame) -> None:
    """Makes the value before a change its origin, wherever the parser hung it: "rose to 5%, up from 3%"."""
    doc = frame.head.doc
    sentence = frame.head.sent
    for amount in spans_in(doc, sentence.start, sentence.end, "quantities"):
        before = doc.tokens[max(0, amount.start - 2) : amount.start]
        if len(before) < 2 or before[1].lower_ != "from" or before[0].lower_ not in ("up", "down"):
            continue
        if is_free_amount(frame, amount):
            frame.put("origin", amount.root, amount, "role.origin.compared")


def add_told_change(frame: Frame) -> None:
    """Adds by how much an amount has changed, said after it: "revenue of $2bn, up 3% from a year earlier"."""
    doc, sentence = frame.head.doc, frame.head.sent
    for amount in spans_in(doc, frame.head.i + 1, sentence.end, "quantities"):
        before, after = doc.tokens[max(0, amount.start - 2) : amount.start], doc.tokens[amount.end : sentence.end]
        directed = [t.lower_ for t in before] in ([",", "up"], [",", "down"])
        compared = before[-1].text == "," and bool(after) and after[0].lower_ in MORE_OR_LESS
        if not (directed or compared) or not is_free_amount(frame, amount):
            continue
        if any(tells_amount(a) for a in frame.arguments):
            base = base_of_change(amount.end + compared, sentence)
            than = base[:1].text.lower() == "than"
            span = doc[amount.start - directed : base.start if than else base.end]
            frame.arguments = [a for a in frame.arguments if not span.start <= a.head.i < span.end]
            frame.put("other", amount.root, span, CHANGE)
            if than and len(base) > 1 and not any(frame.covers(token.i) for token in base[1:]):
                frame.put("comparison", base[1:].root, base[1:], "role.comparison.adverb")


def is_free_amount(frame: Frame, amount: Span) -> bool:
    """Whether an amount stands under a predicate, and under no other on the way, and in none of its arguments."""
    if frame.covers(amount.start) or not frame.head.is_ancestor(amount.root):
        return False
    return next(a for a in amount.root.ancestors if is_predicate(a) or a.i == frame.head.i).i == frame.head.i


def tells_amount(argument: Argument) -> bool:
    span = argument.span
    return argument.clause is None and bool(spans_in(span.doc, span.start, span.end, "quantities"))


def base_of_change(start: int, sentence: Span) -> Span:
    """Returns the words that say what a change is counted from, if any: "from a year earlier", "than in 2023"."""
    tokens = sentence.doc.tokens[start : sentence.end]
    end = start
    if tokens and tokens[0].lower_ in ("from", "than", "on"):
        stops = (t.i for t in tokens[1:] if t.is_punct or t.pos_ in ("VERB", "AUX", "CCONJ", "SCONJ"))
        end = next(stops, sentence.end)
    return sentence.doc[start:end]


def add_shared_object(frame: Frame) -> None:
    """Gives coordinated verbs the object after the last: "neither confirmed nor denied the report"."""
    head = frame.head
    first = head.head if head.dep_ == "conj" else head
    following = head.nbor(1) if head.i + 1 < len(head.doc) else head
    if following.dep_ != "cc" and following.text != "," and first == head:
        return
    if frame.has(*UNDERGOER) or frame.clause.passive or head.lemma_.lower() in lexicon().objectless:
        return
    last = last_in_a_row(head, first)
    holders = (last, first) if last != head else (first,) if first != head else ()
    for holder in holders:
        for child in holder.rights:
            near = holder == last or child.left_edge.i == last.i + 1  # "may back or oppose | the plan": on "back"
            if child.dep_ == "obj" and child.i > last.i and near and child.tag_ != "PRP":
                frame.add("theme", child, "clause.shared_object")  # not "agreed and put it on hold"


def last_in_a_row(verb: Token, first: Token) -> Token:
    """Returns the last of coordinated verbs with no more than adverbs between: "cut, dried and sold"."""
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.dep_ == "conj" and token.head in (first, verb) and is_verbal(token):
            verb = token
        elif token.text != "," and token.dep_ not in ("cc", "advmod"):
            break
    return verb


def add_missing_object(frame: Frame) -> None:
    """Fills the open object of a relative clause without pronoun with the noun before it: "the deal they struck"."""
    head, clause = frame.head, frame.clause
    undone = open_relative(head)
    if undone is not None:
        add_light_noun(frame, undone[0])
        frame.put("theme", undone[0], bare_noun(undone[0]), "clause.relative.open_object")
        return
    misread = head.dep_ in MISREAD and head.head.i > head.i and head.head.pos_ in ("NOUN", "PROPN", "SYM", "NUM")
    if misread and not frame.has(*UNDERGOER):  # "US seeks agreements" read as one noun phrase
        frame.put("theme", head.head, noun_phrase(head.head, without=[head]), "clause.misread_object")
        return
    if clause.kind != "verb" or clause.passive or frame.has(*UNDERGOER):
        return
    shared = shared_relative_object(head)
    if shared is not None and not frame.has("content"):
        frame.put("theme", shared, noun_phrase(shared), "clause.relative.open_object")
        return
    relative = next((t for t in (head, *head.ancestors) if t.dep_ == "acl:relcl"), None)
    if relative is None:
        return
    if (
        relative.i != head.i
        and all(g.i != relative.i for g, _ in clause.governors)
        and not wants_object(relative, head)
    ):
        return
    if relative.head.dep_ in ("obj", "iobj") and relative.head.head.lemma_.lower() in lexicon().addressing:
        return  # "told the council he was stepping down": what was told
    if relative.head.lemma_.lower() in lexicon().adjunct_nouns and not any(is_stranded(c) for c in head.rights):
        return  # "the reasons people leave", "the day it opened"
    if not has_relative_pronoun(relative) and has_subject(relative):
        stranded = next((c for c in head.rights if is_stranded(c)), None)
        role, rule = role_of(relative.head, stranded.lower_, clause) if stranded is not None else ("theme", "")
        preposition = stranded.lower_ if stranded is not None else None
        frame.put(role, relative.head, noun_phrase(relative.head), rule or "clause.relative.open_object", preposition)


def open_object_of(content: Token) -> Token | None:
    """Returns the noun before a relative clause that a verb in its content acts on: "people they want | to remove"."""
    relative = content.head
    if relative.dep_ != "acl:relcl" or content.dep_ != "xcomp" or has_relative_pronoun(relative):
        return None
    full = any(c.dep_ in UNDERGOING for c in content.children) or not has_subject(relative)
    return relative.head if not full and is_verbal(content) and wants_object(relative, content) else None


def shared_relative_object(verb: Token) -> Token | None:
    """Returns what a verb joined to a relative clause, or governed by one, does it to too: "built but still owns"."""
    relative = verb.head
    joined = verb.dep_ == "conj" and not has_subject(verb)
    governed = verb.dep_ == "xcomp" and not any(True for c in verb.rights if not c.is_punct)
    if not (joined or governed) or relative.i > verb.i or any(c.tag_ == "IN" for c in verb.rights):
        return None
    while relative.dep_ == "conj" and relative.head.i < relative.i and relative.dep_ != "acl:relcl":
        relative = relative.head
    if relative.dep_ != "acl:relcl" or verb.lemma_.lower() in lexicon().moving_verbs:
        return None
    open_object = (c for c in (*relative.lefts, *verb.head.lefts) if c.lower_ in ("that", "which", "whom"))
    pronoun = next((c for c in open_object if c.dep_ not in SUBJECTS), None)
    own = any(c.dep_ in SUBJECTS and c != pronoun for c in relative.lefts)
    other = any(c.dep_ in ("obj", "ccomp", "xcomp", "obl") and c not in (pronoun, verb) for c in verb.children)
    return relative.head if pronoun is not None and own and not other else None


def wants_object(relative: Token, verb: Token) -> bool:
    """Whether a verb under or beside that of a relative clause has its open object: "people they want to remove"."""
    first = verb.head if verb.dep_ == "conj" and not has_subject(verb) else verb
    lex = lexicon()
    moves = lex.moving_verbs | lex.arriving_verbs | lex.happening_verbs
    stranded = any(c.tag_ == "IN" and not any(c.children) for c in verb.rights)  # "the house they want to live in"
    if stranded or verb.lemma_.lower() in moves or any(c.dep_ in ("obj", "iobj") for c in relative.children):
        return False
    governed = first.dep_ == "xcomp" and first.head.i == relative.i and relative.lemma_.lower() not in lex.addressing
    return first.i == relative.i or governed


def is_stranded(word: Token) -> bool:
    """Whether a preposition is left without its noun: "the firm it deals with"."""
    alone = not any(True for _ in word.children)
    return word.tag_ == "IN" and word.dep_ in ("obl", "advmod") and alone and word.lower_ in lexicon().prepositions


def has_relative_pronoun(verb: Token) -> bool:
    """Whether a relative pronoun stands under a verb and before it."""
    before = [t for t in verb.subtree if t.i < verb.i]
    return any(t.tag_ in RELATIVES or (t.lower_ == "that" and t.dep_ in SUBJECTS | {"obj"}) for t in before)
