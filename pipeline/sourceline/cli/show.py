"""`sourceline show`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from sourceline.cli.options import articles_option

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

    from sourceline.schema.claim import Claim
    from sourceline.schema.run import ArticleLine

_SHORT_ID = 12


_EXAMPLE = """\b
Example:
  sourceline show outputs --limit 10
  sourceline show outputs --segment headline --json | jq .text
"""


@click.command(epilog=_EXAMPLE)
@click.argument("out", metavar="OUT", default="outputs", type=click.Path(path_type=Path))
@click.option("--article", metavar="ID", help="Only this article; the start of an id is enough.  [default: all]")
@articles_option
@click.option("--segment", metavar="NAME", help="Only claims of this part: headline, summary, body …  [default: all]")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many claims.  [default: all]")
@click.option("--json", "as_json", is_flag=True, help="The claims as JSON Lines.  [default: for reading]")
def show(
    out: Path, article: str | None, sources: tuple[str, ...], segment: str | None, limit: int | None, as_json: bool
) -> None:
    """Show claims beside their sentences.

    OUT is the folder of a run, outputs unless given. Plain text when it does not go to a terminal.
    """
    from rich.console import Console

    from sourceline.errors import OutputError
    from sourceline.runs.files import to_line
    from sourceline.schema.article import Segment

    if segment is not None and segment not in get_args(Segment):
        raise click.BadParameter(f"{segment!r} is none of {', '.join(get_args(Segment))}.", param_hint="--segment")
    pairs = islice(_chosen(out, sources, article, segment), limit)
    console = Console(highlight=False, markup=False, emoji=False)
    shown = False
    for line, group in groupby(pairs, key=lambda pair: pair[0]):
        shown = True
        claims = [claim for _, claim in group]
        if as_json:
            for claim in claims:
                click.echo(to_line(claim), nl=False)
        else:
            _print_article(console, line, claims)
    if not shown and article is not None:
        raise OutputError(f"no claim in {out} is of an article whose id begins with {article}")
    if not shown and not as_json:
        click.echo(f"no claims{f' of segment {segment}' if segment else ''} in {out}", err=True)


def _chosen(
    out: Path, sources: tuple[str, ...], article: str | None, segment: str | None
) -> Iterator[tuple[ArticleLine, Claim]]:
    from sourceline.cli.outputs import claims_by_article

    for line, claims in claims_by_article(out, sources):
        if article is None or line.id.startswith(article):
            yield from ((line, claim) for claim in claims if segment in (None, claim.segment))


def _print_article(console: Console, line: ArticleLine, claims: list[Claim]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from sourceline.cli.outputs import sentence_of
    from sourceline.plain import plain

    facts = [line.id, line.published or "no date", line.site or line.source]
    console.print(Text(plain(line.title or line.source), style="bold"))
    console.print(Text(plain(" · ".join(facts)), style="dim"), end="\n\n")
    for (sentence, start), group in groupby(claims, key=lambda claim: sentence_of(claim, line)):
        own = list(group)
        console.print(Padding(_marked(sentence, start, own), (0, 0, 0, 2), expand=False))
        for claim in own:
            console.print(Padding(_block(claim), (0, 0, 0, 4), expand=False))
        console.print()


def _marked(sentence: str, start: int, claims: Iterable[Claim]) -> Text:
    """The sentence with the predicates of its claims in bold."""
    from rich.text import Text

    from sourceline.plain import safe_characters

    bold = {i for claim in claims for i in range(claim.predicate.start - start, claim.predicate.end - start)}
    text = Text()
    for index, character in enumerate(safe_characters(sentence)):
        text.append(character, style="bold underline" if index in bold else "")
    return text


def _block(claim: Claim) -> RenderableType:
    """One claim: its predicate, then a row for each thing that is known of it."""
    from rich.table import Table
    from rich.text import Text

    from sourceline.plain import plain
    from sourceline.words import COLOURS, reading, said_by, value_of, when

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    kind = f"  {claim.fact.type}" if claim.fact else ""
    place = "" if claim.segment == "body" else f"  [{claim.segment}]"
    table.add_row(
        Text(plain(claim.predicate.text), style="bold"), Text(f"{claim.id[:_SHORT_ID]}{kind}{place}", style="dim")
    )
    for argument in claim.arguments:
        colour = COLOURS.get(argument.role, "")
        words = Text(plain(argument.text), style=colour)
        if value := value_of(argument):
            words.append(f"  {value}", style="dim")
        table.add_row(Text(f"  {argument.role}", style=colour), words)
    rows = {
        "when": when(claim.time) if claim.time else "",
        "said by": said_by(claim.attribution),
        "meant as": reading(claim),
        "look at": ", ".join(flag.replace("_", " ") for flag in claim.flags),
    }
    for name, words_ in rows.items():
        if words_:
            table.add_row(f"  {name}", Text(words_, style="red" if name == "look at" else ""))
    return table
