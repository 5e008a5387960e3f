"""Countries and their people: CLDR territory names (Babel) and the alias and demonym rules, by what is written."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from sourceline.rules import Rule, load_rules
from sourceline.schema.values import EntityLabel


class NameListRule(Rule):
    """Names by code. For countries and demonyms the code is ISO 3166-1 alpha-2."""

    label: EntityLabel
    names: dict[str, tuple[str, ...]]


class NameEntry(Rule):
    """One surface form: what it names."""

    text: str
    label: EntityLabel
    code: str


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """Returns the standard English name of each ISO 3166 code."""
    territories = Locale("en").territories
    return {code: name.replace("&", "and") for code, name in territories.items() if len(code) == 2 and code.isalpha()}


@lru_cache(maxsize=1)
def name_entries() -> dict[str, NameEntry]:
    """Returns every listed surface form of a country, its people, or a standing organization."""
    entries: dict[str, NameEntry] = {}

    def add(text: str, label: EntityLabel, code: str, rule: str) -> None:
        entries.setdefault(text, NameEntry(id=rule, text=text, label=label, code=code))

    for rule in load_rules(NameListRule, "entities/aliases", "entities/demonyms"):
        for code, names in rule.names.items():
            for text in names:
                add(text, rule.label, code, rule.id)
                if rule.label == "NORP" and not text.endswith(("s", "sh", "ch", "ese", "x")):
                    add(text + "s", rule.label, code, rule.id)
    for code, text in country_names().items():
        if code not in {"EU", "UN", "EZ", "XA", "XB", "ZZ", "QO"}:
            add(text, "GPE", code, "entity.country.cldr")
    return entries


def country_of(text: str) -> str | None:
    """Returns the ISO 3166 code that a name, alias or demonym stands for, or None."""
    entry = name_entries().get(text) or name_entries().get(text.removeprefix("the ").removeprefix("The "))
    return entry.code if entry and entry.label in ("GPE", "NORP") else None
