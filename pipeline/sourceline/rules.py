"""Rules as data: files under `models/rules/` loaded and validated into typed rules.

Every rule has an id, unique over all files, and examples: sentences that must make it fire and sentences that must not.
The tests run all of them. A component declares the kind of rule it reads as a subclass of `Rule`.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Sequence
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


class WordListRule(Rule):
    """Words that are asked for by the name of their list."""

    words: frozenset[str]


R = TypeVar("R", bound=Rule)
_HEADER = re.compile(r"\s*\[{1,2}([\w.-]+)\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w.-]+)\s*=")


@cache
def load_rules(kind: type[R], *names: str) -> tuple[R, ...]:
    """Reads rule files.

    Args:
        kind: the class that each `[[rule]]` table must fit.
        names: paths under the rules folder without suffix ("cues/modality"), or folders, read in name order.

    Raises:
        RuleError: a file is missing or a rule does not fit; the message names file, line and field.
    """
    paths: list[Path] = []
    for name in names:
        folder = rules_dir() / name
        paths += sorted(folder.glob("*.toml")) if folder.is_dir() else [rules_dir() / f"{name}.toml"]
    return read_files(kind, paths)


def read_files(kind: type[R], paths: Sequence[Path]) -> tuple[R, ...]:
    """Reads the rules of files, whose ids must differ; errors are those of `load_rules`."""
    rules: dict[str, R] = {}
    places: dict[str, Path] = {}
    for path in paths:
        for number, rule in enumerate(read_rules(kind, path), 1):
            if rule.id in rules:
                line = line_of(path.read_text(encoding="utf8"), number, ("id",))
                raise RuleError(f"{path}:{line}: the id {rule.id} is also in {places[rule.id]}: rename one of them")
            rules[rule.id], places[rule.id] = rule, path
    return tuple(rules.values())


def user_files(folder: Path) -> list[Path]:
    """Returns the rule files of a user's folder, in name order.

    Raises:
        RuleError: it is no folder, or has no rule file.
    """
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise RuleError(f"{folder} is not a folder with .toml files of rules")
    return paths


def read_rules(kind: type[R], path: Path) -> Iterator[R]:
    """Yields the rules of one file; errors are those of `load_rules`."""
    try:
        text = path.read_text(encoding="utf8")
        content = tomllib.loads(text)
    except FileNotFoundError:
        raise RuleError(f"rule file {path} does not exist") from None
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: not UTF-8: {error}") from None
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"\(at line (\d+)", str(error))
        line = int(where[1]) if where else text.count("\n") + 1  # the other message is "at end of document"
        raise RuleError(f"{path}:{line}: not valid TOML: {error}") from None
    tables = content.get("rule")
    if not isinstance(tables, list) or len(content) > 1:
        raise RuleError(f"{path}:1: a rule file holds [[rule]] tables and nothing else")
    for number, table in enumerate(tables, 1):
        try:
            yield kind.model_validate(table)
        except ValidationError as error:
            first = error.errors()[0]
            line, field = line_of(text, number, first["loc"]), ".".join(map(str, first["loc"]))
            message = first["msg"].removeprefix("Value error, ")
            raise RuleError(f"{path}:{line}: rule {number} ({table.get('id', 'no id')}), {field}: {message}") from None


def line_of(text: str, number: int, keys: Sequence[str | int]) -> int:
    """Returns the line of a key in the n-th `[[rule]]` table: of the innermost part of it that is written there."""
    found, depth, table = 1, -1, 0
    prefix: tuple[str, ...] = ()
    for line, words in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(words):
            path = prefix = tuple(header[1].split(".")[1:])
            table += words.lstrip().startswith("[[")
        elif key := _KEY.match(words):
            path = (*prefix, *key[1].split("."))
        else:
            continue
        if table == number and path == tuple(keys[: len(path)]) and len(path) > depth:
            found, depth = line, len(path)
    return found


def rules_hash(folder: Path | None = None) -> str:
    """Hash over all rule files, by relative path and content; over those of a user's folder too, where given."""
    files = [(path.relative_to(rules_dir()).as_posix(), path) for path in sorted(rules_dir().rglob("*"))]
    if folder is not None:
        files += [(f"user/{path.name}", path) for path in user_files(folder)]
    digest = hashlib.sha256()
    for name, path in files:
        if path.is_file():
            digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
