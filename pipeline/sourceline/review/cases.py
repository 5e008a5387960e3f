"""Decisions as cases that later versions are tried on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from sourceline.review.index import Index
from sourceline.review.reviewed import as_decided
from sourceline.review.store import Store
from sourceline.schema.case import Aspect, Case
from sourceline.schema.claim import Argument, Claim
from sourceline.schema.decision import Decision, Reason
from sourceline.schema.run import ArticleLine

#: What a rejection says is wrong; None where the claim should not be there at all.
_WRONG: dict[Reason, Aspect | None] = {
    "wrong_predicate": None,
    "wrong_argument": "arguments",
    "wrong_value": "values",
    "wrong_attribution": "attribution",
    "wrong_factuality": "factuality",
    "wrongly_unresolved": "references",
    "not_a_claim": None,
    "duplicate": None,
    "wrong_segment": "segment",
}
_ADDED: tuple[Aspect, ...] = ("arguments", "attribution", "factuality")


def cases(index: Index, store: Store, left_out: Counter[str]) -> Iterator[Case]:
    """Yields a case for each claim that was rejected, corrected or added, in the order of the articles.

    Args:
        index: the run.
        store: its log.
        left_out: counts claims of which no case can be made, by why.

    Raises:
        StoreError: a decision is damaged.
    """
    for outcome in index.outcomes():
        if outcome.decisive is None:
            left_out["disputed"] += 1
            continue
        decision = store.get(outcome.decisive["seq"])
        seen = decision.seen
        if decision.decision == "accepted" or seen is None:
            continue
        article = index.article(seen.article.id)
        if article is None or article.text is None or article.sha256 != seen.article.sha256:
            left_out["without the article"] += 1
            continue
        made = _case(decision, seen, as_decided(index, decision, outcome), article, outcome.reasons)
        if made is None:
            left_out["corrected in words only"] += 1
        else:
            yield made


def _case(decision: Decision, seen: Claim, left: Claim, article: ArticleLine, reasons: Sequence[Reason]) -> Case | None:
    """Returns the case of a decision; None where nothing that is compared was corrected."""
    expect: Literal["absent", "different", "present"] = "present"
    aspects: tuple[Aspect, ...] = _ADDED
    if decision.decision == "corrected":
        before, after = gist(seen), gist(left)
        changed = [aspect for aspect in after if after[aspect] != before[aspect]]
        if not changed:
            return None
        aspects = tuple(aspect for aspect in changed if aspect != "predicate")
    elif decision.decision == "rejected":
        wrong = [_WRONG[reason] for reason in reasons]
        named = tuple(dict.fromkeys(aspect for aspect in wrong if aspect is not None))
        absent = None in wrong or not named
        expect, aspects = ("absent", ()) if absent else ("different", named)
    sentence = next((e.sentence for e in seen.evidence if e.role == "claim"), seen.evidence[0].sentence)
    return Case(
        id=decision.id,
        sentence=(article.text or "")[sentence.start : sentence.end],
        expect=expect,
        aspects=aspects,
        reasons=tuple(reasons),
        note=decision.note,
        claim=left,
        article=article,
    )


def failures(case: Case, claims: Sequence[Claim]) -> list[str]:
    """Returns what is still wrong, in words; nothing where the case is met.

    Args:
        case: what a decision asks for.
        claims: what is extracted of its article now.
    """
    wanted = gist(case.claim)
    found = [held for held in map(gist, claims) if held["predicate"] == wanted["predicate"]]
    words = case.claim.predicate.text
    if case.expect == "present":
        if not found:
            return [f"“{words}” makes no claim"]
        wrong = [[aspect for aspect in case.aspects if held[aspect] != wanted[aspect]] for held in found]
        return [f"{aspect}: not as corrected" for aspect in min(wrong, key=len)]
    if case.expect == "absent":
        return [f"“{words}” makes a claim"] if found else []
    return [
        f"{aspect}: as it was rejected"
        for aspect in case.aspects
        if any(held[aspect] == wanted[aspect] for held in found)
    ]


def gist(claim: Claim) -> dict[Aspect, object]:
    """Returns what a claim says, aspect by aspect, without how sure it is nor by what rules."""
    fact = claim.fact
    slots = {slot: _place(claim.arguments[n]) for slot, n in fact.slots.items() if slot != "time"} if fact else {}
    return {
        "predicate": (claim.predicate.start, claim.predicate.end),
        "arguments": sorted(map(_place, claim.arguments)),
        "values": (sorted(map(_value, claim.arguments)), claim.time.value if claim.time else None),
        "references": sorted(map(_reference, claim.arguments)),
        "attribution": [
            (link.source and (link.source.start, link.source.end), (link.cue.start, link.cue.end), link.stance)
            for link in claim.attribution
        ],
        "factuality": (claim.polarity, claim.modality, claim.certainty),
        "fact": (fact.type, sorted(slots.items())) if fact else None,
        "segment": claim.segment,
    }


def _place(argument: Argument) -> tuple[str, int, int]:
    return argument.role, argument.start, argument.end


def _value(argument: Argument) -> tuple[str, ...]:
    quantity, time = argument.quantity, argument.time
    amount = (quantity.value, quantity.low, quantity.high, quantity.currency or quantity.unit) if quantity else ()
    return (argument.role, *map(str, amount), time.value if time else "")


def _reference(argument: Argument) -> tuple[str, ...]:
    entity = argument.entity
    return (argument.role, entity.name if entity else "", *(sorted(entity.ids.values()) if entity else ()))
