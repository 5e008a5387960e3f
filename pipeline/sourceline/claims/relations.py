"""Relations among the claims of an article: purpose, condition, content, and summaries that restate the body."""

from __future__ import annotations

from sourceline.claims.attribution import SpeechAct
from sourceline.claims.propositions import Proposition
from sourceline.schema.claim import Relation

MIN_SHARED = 0.6
MAIN = ("body", "list_item", "caption")
_BY_ROLE = {"purpose": "purpose_of", "condition": "condition_of", "content": "content_of"}


def find_relations(propositions: list[Proposition], ids: list[str], acts: list[SpeechAct]) -> list[list[Relation]]:
    """Returns the relations of each proposition."""
    relations = clause_relations(propositions, ids)
    for related, repeated in zip(relations, restatements(propositions, ids), strict=True):
        related += [repeated] if repeated is not None else []
    return relations


def clause_relations(propositions: list[Proposition], ids: list[str]) -> list[list[Relation]]:
    """Returns for each proposition how it hangs on the one whose argument it is."""
    by_head = {p.head.i: n for n, p in enumerate(propositions)}
    by_head |= {g.i: n for n, p in enumerate(propositions) for g, _ in p.clause.governors}
    relations: list[list[Relation]] = [[] for _ in propositions]
    for outer, proposition in enumerate(propositions):
        for argument in proposition.arguments:
            inner = by_head.get(argument.clause.i) if argument.clause is not None else None
            if inner is not None and inner != outer and argument.role in _BY_ROLE:
                relations[inner].append(Relation(type=_BY_ROLE[argument.role], target=ids[outer]))
    return relations


def content_words(proposition: Proposition) -> set[str]:
    """Returns the lemmas that a proposition is made of, names by their long form."""
    words = set()
    spans = [a.span for a in proposition.arguments] + [
        proposition.head.doc[proposition.head.i : proposition.head.i + 1]
    ]
    for span in spans:
        for token in span:
            if token.pos_ in ("NOUN", "PROPN", "VERB", "NUM", "ADJ") and not token.is_stop:
                words.add(token.lemma_.lower())
    return words


def restatements(propositions: list[Proposition], ids: list[str]) -> list[Relation | None]:
    """Links each claim of headline and summary to the claim of the body that says the same.

    Two claims are taken to say the same when they share the predicate and at least `MIN_SHARED` of the content words of
    the shorter one.
    """
    bodies = [(n, content_words(p)) for n, p in enumerate(propositions) if p.segment in MAIN]
    found: list[Relation | None] = []
    for proposition in propositions:
        best: tuple[float, int] | None = None
        if proposition.segment in ("headline", "summary"):
            words = content_words(proposition)
            for number, other in bodies:
                same_predicate = propositions[number].lemma == proposition.lemma or proposition.head.lemma_ in other
                shorter = min(len(words), len(other))
                if shorter < 3 or not same_predicate:
                    continue
                shared = len(words & other) / shorter
                if shared >= MIN_SHARED and (best is None or shared > best[0]):
                    best = (shared, number)
        found.append(Relation(type="restates", target=ids[best[1]]) if best else None)
    return found
