"""Corrected and added claims: from what the page sends to what a decision keeps."""

from __future__ import annotations

from typing import Any, get_args

from sourceline.review.corrections import difference
from sourceline.review.derived import reasons_of
from sourceline.review.desk import Desk, RefusedError
from sourceline.review.draft import AttributionKind, ClaimDraft, Effect, Stance, as_line, draft_of
from sourceline.review.fact_types import FactType, fact_types
from sourceline.review.maker import Maker
from sourceline.review.selection import Parser
from sourceline.review.shown import as_left
from sourceline.schema.claim import Certainty, Claim, Modality, Polarity, Role
from sourceline.schema.decision import Decision
from sourceline.schema.run import ArticleLine

_OPTIONS = {
    "role": Role, "polarity": Polarity, "modality": Modality, "certainty": Certainty, "effect": Effect,
    "stance": Stance, "kind": AttributionKind,
}  # fmt: skip


class Editor:
    """Makes claims of forms.

    Args:
        desk: the run and its log.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.parser = Parser()

    def correction(
        self, claim: Claim, article: ArticleLine, sent: dict[str, Any], mine: Decision | None
    ) -> dict[str, object]:
        """Returns what a decision keeps of a correction.

        Args:
            claim: of the run.
            article: its article.
            sent: with the form as `draft`, or as `pick` the numbers of an argument and of one of its candidates.
            mine: what this reviewer held of the claim so far, which the form began with.

        Raises:
            SourcelineError: the form cannot be read, nothing was changed, or the claim would not agree with the text.
        """
        base = as_left(claim, mine)
        draft = _picked(base, sent["pick"]) if "pick" in sent else ClaimDraft.read(sent.get("draft"))
        if draft in (draft_of(base), draft_of(claim)):
            raise RefusedError("nothing was changed: accept the claim if it is right")
        made = self._make(draft, base, article, claim.id)
        return {"patch": difference(claim, made), "reasons": reasons_of(claim, made)}

    def addition(self, article: ArticleLine, sent: dict[str, Any]) -> Claim:
        """Returns a claim that was missing.

        Raises:
            SourcelineError: the form cannot be read, the claim is there already, or it does not agree with the text.
        """
        draft = ClaimDraft.read(sent.get("draft"))
        if not draft.arguments:
            raise RefusedError("a claim needs at least one argument: say who or what it is about")
        made = self._make(draft, None, article, "")
        if self.desk.index().claim(made.id) is not None:
            raise RefusedError(f"the run has this claim already, as {made.id}: correct that one")
        return made

    def types(self) -> dict[str, FactType]:
        """Returns the fact types that there are to choose from."""
        return fact_types(self.desk.run.facts(), self.desk.index())

    def form(self, draft: ClaimDraft, article: ArticleLine, claim: Claim | None) -> dict[str, object]:
        """Returns what the form is made of.

        Args:
            draft: its fields.
            article: with the words of the spans.
            claim: the one that is corrected; None where one is added.
        """
        arguments = claim.arguments if claim is not None else ()
        candidates = [
            [as_line(c.name or "") for c in argument.resolution.candidates] if argument.resolution is not None else []
            for argument in arguments
        ]
        return {
            "draft": draft,
            "article": article,
            "claim": claim,
            "candidates": candidates,
            "types": {name: kind.slots for name, kind in self.types().items()},
            "options": {name: get_args(kind) for name, kind in _OPTIONS.items()},
        }

    def _make(self, draft: ClaimDraft, base: Claim | None, article: ArticleLine, own: str) -> Claim:
        siblings = [claim for _, claim in self.desk.index().claims_of(article.id)]
        parsed = self.parser.parsed(article)
        made = Maker(draft, base, article, parsed, [c for c in siblings if c.id != own], self.types()).claim()
        wrong = list(self.desk.run.check(made, parsed.text, {*(c.id for c in siblings), made.id}))
        if wrong:
            raise RefusedError(f"the claim would not agree with the article: {'; '.join(wrong)}")
        return made


def _picked(claim: Claim, pick: object) -> ClaimDraft:
    """Returns the form with one candidate picked, as if it had been typed."""
    draft = draft_of(claim)
    match pick:
        case [int(number), int(rank)] if 0 <= number < len(claim.arguments):
            resolution = claim.arguments[number].resolution
            candidates = resolution.candidates if resolution is not None else ()
            if 0 <= rank < len(candidates):
                changed = draft.arguments[number].model_copy(update={"name": as_line(candidates[rank].name or "")})
                arguments = [*draft.arguments]
                arguments[number] = changed
                return draft.model_copy(update={"arguments": tuple(arguments)})
    raise RefusedError("there is no such candidate")


def blank() -> ClaimDraft:
    """Returns the form of a claim of which nothing is known yet; an empty span stands for words to be selected."""
    return ClaimDraft.model_validate({"predicate": {"span": (0, 0)}})
