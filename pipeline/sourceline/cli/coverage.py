"""`sourceline coverage`."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from sourceline.schema.article import Article
    from sourceline.schema.coverage import SentenceCoverage

    Silent = list[tuple[Article, SentenceCoverage]]

_EXAMPLE = """\b
Example:
  sourceline coverage articles/
  sourceline coverage articles/ --reason no_agent --limit 50
"""


@click.command(epilog=_EXAMPLE)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCES...")
@click.option("--reason", metavar="CODE", help="Only sentences with this reason.  [default: all]")
@click.option(
    "--limit", type=click.IntRange(min=0), default=5, show_default=True, help="At most so many sentences for a reason."
)
@click.option("--json", "as_json", is_flag=True, help="The sentences as JSON Lines.  [default: for reading]")
@click.pass_context
def coverage(ctx: click.Context, sources: tuple[str, ...], reason: str | None, limit: int, as_json: bool) -> None:
    """List the sentences that hold something and made no claim.

    SOURCES are those of `extract`. Listed are sentences with a name, a number or a quotation, by the reason of the
    predicate that stands highest in them, the most frequent reason first. `sourceline why-not` shows one in full. The
    exit code is 1 if no article was processed.
    """
    from rich.console import Console

    from sourceline.claims.reasons import REASONS
    from sourceline.cli.examined import examined
    from sourceline.runs.files import to_line

    if reason is not None and reason not in REASONS:
        raise click.BadParameter(f"{reason!r} is none of {', '.join(REASONS)}.", param_hint="--reason")
    articles, total, speaking = 0, 0, 0
    silent: dict[str, Silent] = {}
    for article, sentences in examined(sources):
        articles += 1
        total += len(sentences)
        speaking += sum(sentence.reason is None for sentence in sentences)
        for sentence in sentences:
            if sentence.reason is not None and sentence.holds and reason in (None, sentence.reason):
                silent.setdefault(sentence.reason, []).append((article, sentence))
    if not articles:
        click.echo("Error: no article was processed", err=True)
        ctx.exit(1)
    if as_json:
        for entries in silent.values():
            for _, sentence in entries:
                sys.stdout.buffer.write(to_line(sentence))
        return
    console = Console(highlight=False, markup=False, emoji=False)
    listed = sum(map(len, silent.values()))
    console.print(
        f"{total:,} sentences, {speaking:,} with claims, {total - speaking:,} without; "
        f"{listed:,} of these hold a name, a number or a quotation"
    )
    for code, entries in sorted(silent.items(), key=lambda item: -len(item[1])):
        _print_reason(console, code, entries, limit)


def _print_reason(console: Console, code: str, entries: Silent, limit: int) -> None:
    """A reason with its count, and the first of its sentences."""
    from rich.padding import Padding
    from rich.text import Text

    from sourceline.claims.reasons import REASONS
    from sourceline.plain import plain

    parts = Counter(sentence.segment for _, sentence in entries)
    where = f" ({', '.join(f'{name} {count:,}' for name, count in parts.most_common())})"
    console.print()
    console.print(Text.assemble((f"{code}  {len(entries):,}", "bold"), f"  {REASONS[code]}", (where, "dim")))
    for article, sentence in entries[:limit]:
        words = " ".join(plain(sentence.text).split())
        console.print(Padding(Text.assemble(words, (f"  {article.id}", "dim")), (0, 0, 0, 2), expand=False))
    if len(entries) > limit:
        console.print(Text(f"  … and {len(entries) - limit:,} more", style="dim"))
