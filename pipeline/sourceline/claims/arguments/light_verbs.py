"""Light verbs: a verb that carries a noun of dealing ("struck a deal with Panama"), whose arguments are the claim's."""

from __future__ import annotations

from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import Clause, open_relative
from sourceline.claims.syntax.frames import PARTY, Argument, Frame, role_of
from sourceline.claims.syntax.phrases import is_calendar_time, preposition_of, quantity_of, time_of
from sourceline.nlp.parsed import Span, Token

DAY_LENGTH = len("2025-03-13")
BEFORE_NOUN = frozenset({"det", "amod", "compound", "nummod", "nmod:poss"})


def has_light_noun(clause: Clause) -> bool:
    """Whether the verb only carries a noun of dealing ("struck a deal"), so that "with" names a party."""
    head = clause.head
    rules = lexicon().light_verbs.get(head.lemma_.lower(), ())
    nouns = [c for c in head.children if c.dep_ in ("obj", "nsubj:pass")]
    undone = open_relative(head)
    if undone is not None:
        nouns.append(undone[0])
    if head.dep_ == "acl:relcl":
        nouns.append(head.head)
    return any(n.lemma_.lower() in r.nouns for n in nouns for r in rules)


def add_light_noun(frame: Frame, noun: Token) -> None:
    """Gives the claim the arguments of its light verb's noun; a day named after any object dates the verb."""
    rules = lexicon().light_verbs.get(frame.head.lemma_.lower(), ())
    light = next((r for r in rules if noun.lemma_.lower() in r.nouns), None)
    amounts = [c for c in noun.children if c.dep_ == "nmod" and quantity_of(c) is not None]
    for child in (*noun.children, *(c for amount in amounts for c in amount.children)):
        if child.dep_ != "nmod" or child.i < noun.i:
            continue
        preposition = preposition_of(child)
        time = time_of(child)
        if time is not None and is_calendar_time(time):
            if light is not None or (preposition == "on" and len(time._.time.value) >= DAY_LENGTH):
                frame.date_by(child)
        elif light is not None and preposition not in ("of", ""):
            add_part(frame, child)
    if light is not None:
        frame.clause.rules.append((light.id, (frame.head, noun)))
        for index, argument in enumerate(frame.arguments):
            if argument.head.i == noun.i:
                frame.arguments[index] = Argument("theme", noun, bare_noun(noun), light.id)


def add_part(frame: Frame, child: Token) -> None:
    """Adds a phrase that hangs on a noun of dealing: a party ("with Panama"), or what its preposition says."""
    preposition = preposition_of(child)
    role, rule = PARTY if preposition == "with" else role_of(child, preposition, frame.clause)
    frame.add_prepositional(child, preposition, role, rule)


def bare_noun(noun: Token) -> Span:
    """Returns a light verb's noun with its modifiers before it and its amount: "a deal" of "a deal with Panama"."""
    left = min([noun.i, *(c.left_edge.i for c in noun.lefts if c.dep_ in BEFORE_NOUN)])
    of = next((c for c in noun.rights if c.left_edge.i == noun.i + 1 and preposition_of(c) == "of"), None)
    worth = next((c for c in noun.rights if c.i == noun.i + 1 and c.lower_ == "worth"), None)
    value = next((t for t in worth.rights if quantity_of(t) is not None), None) if worth is not None else of
    amount = quantity_of(value) if value is not None else None
    return noun.doc[left : amount.end if amount is not None else noun.i + 1]
