"""Relations among the claims of an article: purpose, condition, content, restatement and denial."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from sourceline.claims.propositions import Proposition
from sourceline.claims.restatements import Content, content_of, most_similar
from sourceline.rules import WordListRule, load_rules
from sourceline.schema.claim import Argument, Claim, Relation

MAIN = ("body", "list_item", "caption")
REACH = 12  # sentences back in which an accusation is looked for that a noun stands for ("the charge")
NEAR = 2  # and what somebody else says, where there is no verb of accusation
_BY_ROLE = {"purpose": "purpose_of", "condition": "condition_of", "content": "content_of"}
Claims = Sequence[tuple[Claim, Proposition]]


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """Returns the lists of `models/rules/words/relations.toml` by name."""
    lists: tuple[WordListRule, ...] = load_rules(WordListRule, "words/relations")
    return {rule.id.removeprefix("words."): rule.words for rule in lists}


def find_relations(claims: Claims) -> list[list[Relation]]:
    """Returns the relations of each claim of an article to others.

    Args:
        claims: in text order, each with the proposition that it was made of.
    """
    relations = clause_relations(claims)
    content = cache(lambda number: content_of(*claims[number]))  # few articles have claims to compare
    for number, (claim, proposition) in enumerate(claims):
        restated = restatement(number, claims, content)
        relations[number] += [restated] if restated is not None else []
        if is_denial(claim, proposition):
            relations[number] += denial(number, claims, content)
    return relations


def clause_relations(claims: Claims) -> list[list[Relation]]:
    """Returns for each claim how it hangs on the one whose argument it is."""
    numbers = {claim.id: number for number, (claim, _) in enumerate(claims)}
    relations: list[list[Relation]] = [[] for _ in claims]
    for outer, _ in claims:
        for argument in outer.arguments:
            inner = numbers.get(argument.claim or "")
            if inner is not None and argument.claim != outer.id and argument.role in _BY_ROLE:
                relations[inner].append(Relation(type=_BY_ROLE[argument.role], target=outer.id))
    return relations


def restatement(number: int, claims: Claims, content: Callable[[int], Content]) -> Relation | None:
    """Links a claim of headline or summary to the claim of the body that says the same."""
    if claims[number][0].segment not in ("headline", "summary"):
        return None
    bodies = [(n, content(n)) for n, (claim, _) in enumerate(claims) if claim.segment in MAIN]
    found = most_similar(content(number), bodies)
    return Relation(type="restates", target=claims[found][0].id) if found is not None else None


def is_denial(claim: Claim, proposition: Proposition) -> bool:
    """Whether somebody says in a claim that another is false: by a clause, or by a noun that stands for it."""
    if proposition.lemma not in word_lists()["denial"] or not names_of(claim, "agent"):
        return False
    return claim.polarity == "positive" and (denied_clause(claim) is not None or denied_noun(claim, proposition))


def denied_clause(claim: Claim) -> Argument | None:
    return next((a for a in claim.arguments if a.role == "content"), None)


def denied_noun(claim: Claim, proposition: Proposition) -> bool:
    """Whether what is denied is a noun that stands for an accusation."""
    nouns = word_lists()["accusation"]
    pairs = zip(claim.arguments, proposition.arguments, strict=True)
    return any(a.role == "theme" and phrase.head.lemma_.lower() in nouns for a, phrase in pairs)


def denial(number: int, claims: Claims, content: Callable[[int], Content]) -> list[Relation]:
    """Links a denial to the earlier claim that it answers.

    A denied clause answers an earlier claim that says the same; often the article has none. A noun always answers one:
    the accusation last made of the one who denies, else the last one made, else what somebody else just said; where
    none of these is found the relation stays unresolved.
    """
    claim = claims[number][0]
    clause = denied_clause(claim)
    if clause is not None:
        inner = next((n for n, (other, _) in enumerate(claims) if other.id == clause.claim), None)
        earlier = [(n, content(n)) for n in range(number) if n != inner] if inner is not None else []
        found = most_similar(content(inner), earlier) if inner is not None else None
        return [Relation(type="denies", target=claims[found][0].id)] if found is not None else []
    here, denier = claim.evidence[0].sentence.index, names_of(claim, "agent")
    before = [(other, p, here - other.evidence[0].sentence.index) for other, p in reversed(claims[:number])]
    accusing = [o for o, p, back in before if p.lemma in word_lists()["accusing"] and back <= REACH]
    aimed = [o for o in accusing if names_of(o, "theme", "recipient") & denier]
    said = [o for o, _, back in before if o.attribution and not sources_of(o) & denier and back <= NEAR]
    target = next((other.id for other in [*aimed, *accusing, *said]), None)
    return [Relation(type="denies", target=target, status="resolved" if target is not None else "unresolved")]


def names_of(claim: Claim, *roles: str) -> set[str]:
    """Returns the names, or else the head words, of a claim's arguments in some roles."""
    found = [a for a in claim.arguments if a.role in roles]
    heads = [(a.text or "")[a.head[0] - a.start : a.head[1] - a.start] for a in found]
    return {(a.entity.name if a.entity else head).lower() for a, head in zip(found, heads, strict=True)}


def sources_of(claim: Claim) -> set[str]:
    """Returns the names, or else the words, of those on whose word a claim is."""
    sources = [link.source for link in claim.attribution if link.source is not None]
    return {(s.entity.name if s.entity else s.text or "").lower() for s in sources}
