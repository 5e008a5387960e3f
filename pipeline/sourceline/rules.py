"""Rules as data: files under `models/rules/` loaded and validated into typed rules.

Every rule has an id, unique over all files, and examples: sentences that must make it fire and sentences that must not.
The tests run all of them. A component declares the kind of rule it reads as a subclass of `Rule`.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sourceline.errors import RuleError
from sourceline.paths import rules_dir


class Rule(BaseModel):
    """What all rules have.

    Attributes:
        id: dotted name, from the general to the particular ("modality.planned.will").
        match: sentences in which the rule must fire.
        no_match: sentences in which it must not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


R = TypeVar("R", bound=Rule)


@cache
def load_rules(kind: type[R], *names: str) -> tuple[R, ...]:
    """Reads rule files.

    Args:
        kind: the class that each `[[rule]]` table must fit.
        names: paths under the rules folder without suffix ("cues/modality"), or folders, read in name order.

    Raises:
        RuleError: a file is missing or a rule does not fit; the message names file, rule and field.
    """
    rules: list[R] = []
    for name in names:
        folder = rules_dir() / name
        files = sorted(folder.glob("*.toml")) if folder.is_dir() else [rules_dir() / f"{name}.toml"]
        for path in files:
            rules += read_rules(kind, path)
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleError(f"rule id {rule.id} occurs twice in {', '.join(names)}: rename one of them")
        seen.add(rule.id)
    return tuple(rules)


def read_rules(kind: type[R], path: Path) -> list[R]:
    """Reads one rule file; see `load_rules`."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf8")).get("rule", [])
    except FileNotFoundError:
        raise RuleError(f"rule file {path} does not exist") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"rule file {path} is not valid TOML: {error}") from None
    rules = []
    for number, table in enumerate(tables, 1):
        try:
            rules.append(kind.model_validate(table))
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"]))
            raise RuleError(f"{path}: rule {number} ({table.get('id', 'no id')}), {field}: {first['msg']}") from None
    return rules


def rules_hash() -> str:
    """Hash over all rule files, by relative path and content."""
    digest = hashlib.sha256()
    for path in sorted(rules_dir().rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(rules_dir()).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
