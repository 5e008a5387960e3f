"""The values of a claim in words that a reader needs no manual for."""

from __future__ import annotations

import re

from sourceline.plain import plain
from sourceline.schema.claim import Argument, Attribution, Claim, Resolution
from sourceline.schema.values import Amount, Entity, Quantity, Time

#: Role -> colour, the same wherever a role is shown.
COLOURS = {
    "agent": "green",
    "theme": "cyan",
    "recipient": "magenta",
    "beneficiary": "magenta",
    "attribute": "blue",
    "content": "blue",
    "origin": "yellow",
    "destination": "yellow",
    "place": "yellow",
}
#: Modality -> how it is said.
MODALITY = {
    "actual": "stated as fact",
    "planned": "planned",
    "possible": "possible",
    "desired": "wanted",
    "conditional": "on a condition",
    "questioned": "asked, not stated",
}
_CALENDAR = re.compile(r"\d{4}(-\d\d)?(-\d\d)?|\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")  # says its days itself
_STANCE = {"neutral": "", "denies": "denied by ", "doubts": "doubted by "}


def reading(claim: Claim) -> str:
    """How the claim is meant: polarity, modality and certainty."""
    words = MODALITY[claim.modality]
    if claim.polarity == "negative":
        words = "stated as not so" if claim.modality == "actual" else f"not so: {words}"
    if claim.certainty not in ("certain", claim.modality):
        words += f", {claim.certainty}"
    cues = ", ".join(dict.fromkeys(f"“{plain(cue.text)}”" for cue in claim.cues))
    return f"{words} ({cues})" if cues else words


def said_by(chain: tuple[Attribution, ...]) -> str:
    """The chain of sources, outermost first."""
    return " › ".join(
        f"{_STANCE[link.stance]}{plain(link.source.text) if link.source else 'a source not named'} "
        f"(“{plain(link.cue.text)}”, {link.kind})"
        for link in chain
    )


def when(time: Time) -> str:
    """A time value, its days where the value does not say them, and how it was read."""
    words = time.edtf or time.value
    if time.earliest and time.latest and time.earliest != time.latest and not _CALENDAR.fullmatch(words):
        words += f", {time.earliest} to {time.latest}"
    if time.anchor is not None:
        words += ", from " + ("the publication date" if time.anchor == "published" else "another date in the text")
    return words


def amount(quantity: Amount) -> str:
    """An amount in digits with its unit."""
    number = _digits(quantity.value) or f"{_digits(quantity.low) or '…'} to {_digits(quantity.high) or '…'}"
    unit = quantity.currency or ("%" if quantity.kind == "percent" else quantity.unit) or ""
    parts = [
        "" if quantity.modifier == "exact" else quantity.modifier.replace("_", " "),
        *((unit, number) if quantity.currency else (number, unit)),
        plain(quantity.of or ""),
        f"per {plain(quantity.per)}" if quantity.per else "",
        quantity.trend or "",
    ]
    return " ".join(filter(None, parts))


def told_amount(quantity: Quantity) -> str:
    """An amount, and what the article says it is in another currency or unit."""
    other = quantity.equivalent
    return amount(quantity) if other is None else f"{amount(quantity)} ({amount(other)})"


def _digits(number: str | None) -> str:
    whole, point, fraction = (number or "").partition(".")
    return f"{int(whole):,}{point}{fraction}" if whole.lstrip("-").isdigit() else number or ""


def value_of(argument: Argument) -> str:
    """What the words of an argument were read as; empty where they stand for themselves."""
    found = [
        f"= {told_amount(argument.quantity)}" if argument.quantity else "",
        f"= {when(argument.time)}" if argument.time else "",
        f"→ {entity_name(argument.entity)}" if argument.entity and not _is_plain_name(argument) else "",
        _undecided(argument.resolution) if argument.resolution else "",
        f"see {argument.claim[:12]}" if argument.claim else "",
    ]
    return " ".join(filter(None, found))


def entity_name(entity: Entity) -> str:
    """Its name and its codes."""
    codes = ", ".join(f"{scheme} {code}" for scheme, code in entity.ids.items())
    return plain(f"{entity.name} ({codes})" if codes else entity.name)


def _is_plain_name(argument: Argument) -> bool:
    return argument.entity is not None and not argument.entity.ids and argument.entity.name == argument.text


def _undecided(resolution: Resolution) -> str:
    if resolution.status == "resolved":
        return ""
    names = " or ".join(plain(candidate.name) for candidate in resolution.candidates)
    return f"→ {names}?" if names else "→ ?"
