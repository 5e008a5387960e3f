"""A claim as a reviewer corrected it, and what of it was corrected, as a patch (RFC 6902)."""

from __future__ import annotations

from collections.abc import Iterable

import jsonpatch
from pydantic import ValidationError

from sourceline.claims.identity import content_hash, fact_id, text_hash
from sourceline.errors import SourcelineError
from sourceline.schema.claim import Claim
from sourceline.schema.decision import Operation


class PatchError(SourcelineError):
    """A patch that does not fit the claim, or does not leave a claim; the message says where."""


def corrected(claim: Claim, patch: Iterable[Operation]) -> Claim:
    """Applies a patch (RFC 6902) to a claim.

    The id stays, so that the correction is found again; the hashes and the id of the fact follow the content.

    Raises:
        PatchError: it does not fit the claim, or what it makes is no claim.
    """
    operations = [operation.model_dump(by_alias=True) for operation in patch]
    try:
        made = jsonpatch.apply_patch(claim.model_dump(mode="json", by_alias=True), operations)
        changed = Claim.model_validate({**made, "id": claim.id})
    except (jsonpatch.JsonPatchException, jsonpatch.JsonPointerException) as error:
        raise PatchError(f"the patch does not fit the claim {claim.id}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise PatchError(f"the patch makes no claim of {claim.id}: {where}: {first['msg']}") from error
    core = (changed.predicate.lemma, changed.fact, changed.arguments, changed.time, changed.polarity)
    changed = changed.model_copy(
        update={"text_hash": text_hash(changed.text, changed.arguments), "fact_id": fact_id(*core)}
    )
    return changed.model_copy(update={"content_hash": content_hash(changed)})


def difference(before: Claim, after: Claim) -> tuple[Operation, ...]:
    """Returns the patch that makes the one claim of the other; empty where they are the same."""
    old, new = (claim.model_dump(mode="json", by_alias=True) for claim in (before, after))
    return tuple(map(Operation.model_validate, jsonpatch.make_patch(old, new).patch))
