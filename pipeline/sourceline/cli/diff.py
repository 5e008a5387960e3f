"""`sourceline diff`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sourceline.plain import escaped, plain

if TYPE_CHECKING:
    from rich.console import Console

    from sourceline.schema.diff import RunDiff

_EXAMPLE = """\b
Example:
  sourceline diff outputs-before outputs
  sourceline diff outputs-before outputs --json | jq .fields
"""


@click.command(epilog=_EXAMPLE)
@click.argument("first", metavar="RUN_A", type=click.Path(path_type=Path))
@click.argument("second", metavar="RUN_B", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object with everything.  [default: for reading]")
@click.option(
    "--limit", type=click.IntRange(min=0), default=10, show_default=True, help="At most so many lines of each table."
)
@click.pass_context
def diff(ctx: click.Context, first: Path, second: Path, as_json: bool, limit: int) -> None:
    """Compare the claims of two runs.

    RUN_A and RUN_B are folders of runs, of any version. Claims are matched by id. New are those that only RUN_B has,
    lost those that only RUN_A has; changed are those whose content differs, listed by rule, by field and by article.

    An id holds for one text: after an edit of an article all its claims are lost and new. Those with the same words
    count as moved; those with the same predicate and other arguments, in the same text, as recast. The exit code is 0
    if no claim differs, 1 if one does, 2 if the runs cannot be compared.
    """
    from rich.console import Console

    from sourceline.errors import SourcelineError
    from sourceline.runs.diff import diff as compare
    from sourceline.runs.files import to_line

    try:
        found = compare(first, second)
    except SourcelineError as error:
        click.echo(escaped(f"Error: {error}"), err=True)
        ctx.exit(2)
    if as_json:
        click.echo(to_line(found), nl=False)
    else:
        _print(Console(highlight=False, markup=False, emoji=False), found, limit)
    ctx.exit(0 if found.equal else 1)


def _print(console: Console, found: RunDiff, limit: int) -> None:
    for name, side in (("RUN_A", found.first), ("RUN_B", found.second)):
        console.print(f"{name}  {side.id}  version {side.version}, {side.model}, {side.claims:,} claims")
    moved = f"moved {len(found.moved):,} · recast {len(found.recast):,} (counted as lost and new)"
    console.print(
        f"\nsame {found.same:,} · changed {len(found.changed):,} · new {len(found.new):,} · lost {len(found.lost):,}"
        + (f"\n{moved}" if found.moved or found.recast else "")
    )
    _table(console, ("field", "changed"), list(found.fields.items()), limit)
    rules = [(rule.rule, rule.new, rule.lost, rule.gained, rule.dropped) for rule in found.rules]
    _table(console, ("rule", "new", "lost", "gained", "dropped"), rules, limit)
    articles = [(f"{a.article} {a.source}", a.new, a.lost, a.changed) for a in found.articles]
    _table(console, ("article", "new", "lost", "changed"), articles, limit)
    for name, claims in (("new", found.new), ("lost", found.lost)):
        _table(console, (name, "claim"), [(claim.id, claim.text) for claim in claims], limit)
    changed = [(claim.id, claim.text, ", ".join(claim.fields)) for claim in found.changed]
    _table(console, ("changed", "claim", "fields"), changed, limit)


def _table(console: Console, head: Sequence[str], rows: Sequence[tuple[str | int | None, ...]], limit: int) -> None:
    from rich.table import Table
    from rich.text import Text

    if not rows or not limit:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name, cell in zip(head, rows[0], strict=True):
        table.add_column(name, justify="right" if isinstance(cell, int) else "left", overflow="fold")
    for row in rows[:limit]:
        table.add_row(*(Text(f"{cell:,}" if isinstance(cell, int) else plain(cell)) for cell in row))
    console.print()
    console.print(table)
    if len(rows) > limit:
        console.print(Text(f"… and {len(rows) - limit:,} more", style="dim"))
