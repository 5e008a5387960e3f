"""`sourceline facts`."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sourceline.cli.options import facts_option

if TYPE_CHECKING:
    from rich.console import Console

    from sourceline.claims.facts.rules import FactRule, FactRules, Slot

_EXAMPLE = """\b
Example:
  sourceline facts
  sourceline facts payment --rules > my-facts/payment.toml
  sourceline facts --facts my-facts/ --check
"""


@click.command(epilog=_EXAMPLE)
@click.argument("types", nargs=-1, metavar="[TYPE]...")
@facts_option
@click.option(
    "--check", is_flag=True, help="Run the examples of the rules, and exit with 1 if one does not hold.  [default: no]"
)
@click.option("--rules", "as_rules", is_flag=True, help="The rule files themselves.  [default: a summary]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each rule.  [default: a summary]")
@click.pass_context
def facts(
    ctx: click.Context, types: tuple[str, ...], facts: Path | None, check: bool, as_rules: bool, as_json: bool
) -> None:
    """List the fact types, with their slots and examples.

    TYPE is the name of a type; all are listed unless given. A type is made of rules, each with the words that trigger
    it, slots that the claim's arguments fill, examples that must match and examples that must not, and the codes of
    event ontologies (PLOVER, CAMEO) where one says the same.

    A type of your own is a .toml file like those that --rules prints, in a folder that you name with --facts, here and
    in `extract`. Your rules are tried before those shipped, and replace those of the same id.
    """
    from rich.console import Console

    from sourceline.claims.facts.rules import fact_rules

    in_force = fact_rules(facts)
    known = sorted({rule.type for rule in in_force})
    if unknown := [name for name in types if name not in known]:
        raise click.BadParameter(f"{unknown[0]!r} is none of {', '.join(known)}.", param_hint="TYPE")
    chosen = sorted((rule for rule in in_force if not types or rule.type in types), key=lambda rule: rule.type)
    if check:
        ctx.exit(_failures(chosen, in_force))
    elif as_rules:
        click.echo("\n".join(_files(set(types or known), facts)), nl=False)
    elif as_json:
        for rule in chosen:
            click.echo(rule.model_dump_json(exclude_defaults=True))
    else:
        console = Console(highlight=False, markup=False, emoji=False)
        for name, group in groupby(chosen, key=lambda rule: rule.type):
            _print_type(console, name, list(group), triggers=bool(types))


def _print_type(console: Console, name: str, rules: list[FactRule], triggers: bool) -> None:
    """A type: its codes, its slots with what fills them, the words that trigger it if asked, and its examples."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    codes = sorted({f"{ontology.upper()} {code}" for rule in rules for ontology, code in rule.codes.items()})
    console.print(Text.assemble((name, "bold"), (f"  {', '.join(codes)}" if codes else "", "dim")))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    slots: dict[str, list[Slot]] = {}
    for rule in rules:
        for slot, filler in rule.slots.items():
            slots.setdefault(slot, []).append(filler)
    for slot, fillers in slots.items():
        table.add_row(slot, _filled_by(fillers))
    if triggers:
        listed = (
            words for rule in rules for words in (rule.verbs, rule.governors, rule.nouns, rule.subjects, rule.states)
        )
        words = sorted({word for words in listed for word in words})
        table.add_row(Text("triggers", style="dim"), ", ".join(words))
    for label, style, sentences in (
        ("states it", "green", [text for rule in rules for text in rule.match]),
        ("does not", "red", [text for rule in rules for text in rule.no_match]),
    ):
        for number, text in enumerate(sentences):
            table.add_row(Text(label if number == 0 else "", style=style), text)
    console.print(Padding(table, (0, 0, 1, 2), expand=False))


def _filled_by(slots: list[Slot]) -> str:
    """The roles that fill a slot, and the values they must have."""
    roles = dict.fromkeys(role for slot in slots for role in slot.roles or (f"as {slot.of}",))
    kinds = dict.fromkeys(kind for slot in slots for kind in slot.kinds)
    values = f" ({', '.join(kinds)})" if kinds else ""
    return f"{', '.join(roles)}{values}"


def _files(types: set[str], folder: Path | None) -> list[str]:
    """The text of the rule files that hold a type."""
    from sourceline.claims.facts.rules import FactRule
    from sourceline.paths import rules_dir
    from sourceline.rules import read_rules, user_files

    paths = [*(user_files(folder) if folder is not None else []), *sorted((rules_dir() / "facts").glob("*.toml"))]
    return [
        path.read_text(encoding="utf8")
        for path in paths
        if not types.isdisjoint(rule.type for rule in read_rules(FactRule, path))
    ]


def _failures(rules: list[FactRule], in_force: FactRules) -> int:
    """Runs the examples of rules and says which do not hold; returns the exit code."""
    from sourceline.claims.facts.examples import failed_examples

    count = sum(len(rule.match) + len(rule.no_match) for rule in rules)
    failures = failed_examples(rules, in_force)
    for failure in failures:
        click.echo(f"{failure.rule}: {failure.says}: {failure.text}")
    if failures:
        click.echo(f"Error: {len(failures)} of {count} examples do not hold", err=True)
    else:
        click.echo(f"ok: {count} examples of {len(rules)} rules")
    return 1 if failures else 0
