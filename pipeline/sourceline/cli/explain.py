"""`sourceline explain`."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sourceline.cli.options import articles_option

if TYPE_CHECKING:
    from rich.console import Console

    from sourceline.schema.claim import Claim
    from sourceline.schema.run import ArticleLine

_PREFIX = "clm_"
_MANY = 5


_EXAMPLE = """\b
Example:
  sourceline explain clm_3f0c -o outputs
"""


@click.command(epilog=_EXAMPLE)
@click.argument("claim_id", metavar="ID")
@click.option(
    "-o",
    "--outputs",
    "out",
    default="outputs",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder of the run.",
)
@articles_option
def explain(claim_id: str, out: Path, sources: tuple[str, ...]) -> None:
    """Show the rules that made a claim, on its words.

    ID is that of a claim, as `show` prints it; its first digits are enough.
    """
    from rich.console import Console

    article, claim = _find(claim_id, out, sources)
    console = Console(highlight=False, markup=False, emoji=False)
    _print_head(console, article, claim)
    _print_rules(console, article, claim)
    _print_arguments(console, claim)
    _print_reading(console, claim)


def _find(claim_id: str, out: Path, sources: tuple[str, ...]) -> tuple[ArticleLine, Claim]:
    """Returns the one claim whose id begins so.

    Raises:
        OutputError: there is none, or there are several.
    """
    from sourceline.cli.outputs import claims_by_article
    from sourceline.errors import OutputError

    wanted = claim_id if claim_id.startswith(_PREFIX) else _PREFIX + claim_id
    found: dict[str, tuple[ArticleLine, Claim]] = {}
    others: list[str] = []
    for article, claims in claims_by_article(out, sources):
        for claim in claims:
            if claim.id.startswith(wanted):
                found.setdefault(claim.id, (article, claim))
            else:
                others.append(claim.id)
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        first = ", ".join(list(found)[:_MANY])
        raise OutputError(f"{len(found)} claims in {out} begin with {wanted}, such as {first}: give more digits")
    near = difflib.get_close_matches(wanted, others, n=3, cutoff=0.5)
    near = near or [other for other in others if other.startswith(wanted[: len(_PREFIX) + 2])][:3]
    hint = f"; near it are {', '.join(near)}" if near else f"; `sourceline show {out}` lists the ids"
    raise OutputError(f"no claim in {out} has the id {wanted}{hint}")


def _print_head(console: Console, article: ArticleLine, claim: Claim) -> None:
    from rich.text import Text

    from sourceline.plain import plain

    codes = "".join(
        f", {ontology.upper()} {code}" for ontology, code in (claim.fact.codes if claim.fact else {}).items()
    )
    kind = f" · {claim.fact.type}{codes}" if claim.fact else ""
    console.print(Text(f"{claim.id}{kind} · {claim.segment}", style="bold"))
    console.print(Text(plain(f"{article.title or article.source} · {article.id}"), style="dim"), end="\n\n")


def _print_rules(console: Console, article: ArticleLine, claim: Claim) -> None:
    """The sentence, with a numbered line of marks below it for each rule, and the list of the rules."""
    from rich.text import Text

    from sourceline.cli.outputs import sentence_of

    sentence, start = sentence_of(claim, article)
    for first, last in _wrapped(sentence, console.width - 6):
        console.print(Text(_printed(sentence, first, last)), soft_wrap=True)
        for number, step in enumerate(claim.trace, 1):
            spans = [(max(a - start, first), min(b - start, last)) for a, b in step.spans]
            if marks := _marks(sentence, first, [(a, b) for a, b in spans if a < b]):
                console.print(Text(f"{marks} {number}", style="cyan"), soft_wrap=True)
    console.print()
    for number, step in enumerate(claim.trace, 1):
        beyond = [span for span in step.spans if span[0] < start or span[1] > start + len(sentence)]
        where = ", ".join(_elsewhere(article, span) for span in beyond)
        console.print(Text(f"{number:3}  {step.rule}{f'  on {where}' if where else ''}"))


def _wrapped(sentence: str, width: int) -> Iterator[tuple[int, int]]:
    """Cuts a sentence into lines, as offsets into it."""
    # Each character becomes one that textwrap keeps or breaks at, so that the lines' lengths are offsets.
    shadow = "".join(" " if character.isspace() else "x" for character in sentence)
    wrapper = textwrap.TextWrapper(width=max(width, 20), drop_whitespace=False)
    position = 0
    for line in wrapper.wrap(shadow):
        yield position, position + len(line)
        position += len(line)


def _printed(sentence: str, first: int, last: int) -> str:
    from sourceline.plain import safe_characters

    return "".join(safe_characters(sentence)[first:last]).rstrip()


def _marks(sentence: str, first: int, spans: list[tuple[int, int]]) -> str:
    """A line of ^ below the spans; as wide as the characters above, which may take two columns or none."""
    from rich.cells import cell_len

    from sourceline.plain import safe_characters

    end = max((b for _, b in spans), default=0)
    cells = enumerate(safe_characters(sentence)[first:end], first)
    return "".join(("^" if any(a <= i < b for a, b in spans) else " ") * cell_len(cell) for i, cell in cells)


def _elsewhere(article: ArticleLine, span: tuple[int, int]) -> str:
    from sourceline.plain import plain

    words = f"“{plain(article.text[span[0] : span[1]])}” " if article.text is not None else ""
    return f"{words}at {span[0]}–{span[1]}"


def _print_arguments(console: Console, claim: Claim) -> None:
    from rich.table import Table
    from rich.text import Text

    from sourceline.plain import plain
    from sourceline.words import COLOURS, value_of

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    slots: dict[int, list[str]] = {}
    for slot, index in claim.fact.slots.items() if claim.fact else ():
        slots.setdefault(index, []).append(slot)
    for name in ("role", "words", "read as", "basis", *(("slot",) if slots else ())):
        table.add_column(name, overflow="fold")
    table.add_row("predicate", Text(plain(claim.predicate.text), style="bold"), plain(claim.predicate.lemma))
    for index, argument in enumerate(claim.arguments):
        colour = COLOURS.get(argument.role, "")
        table.add_row(
            Text(argument.role, style=colour),
            Text(plain(argument.text), style=colour),
            Text(value_of(argument)),
            argument.basis,
            *([", ".join(slots.get(index, []))] if slots else []),
        )
    console.print()
    console.print(table)
    for argument in claim.arguments:
        if argument.resolution and argument.resolution.candidates:
            scores = ", ".join(f"{plain(c.name)} {c.score:.2f}" for c in argument.resolution.candidates)
            method = f" by {argument.resolution.method}" if argument.resolution.method else ""
            console.print(Text(f"\n{plain(argument.text)}: {argument.resolution.status}{method}: {scores}"))


def _print_reading(console: Console, claim: Claim) -> None:
    from rich.text import Text

    from sourceline.words import reading, said_by, when

    rows = {
        "when": when(claim.time) if claim.time else "not stated",
        "said by": said_by(claim.attribution) or "the article itself",
        "meant as": reading(claim),
        "held by": ", ".join(f"{commitment.holder} {commitment.value}" for commitment in claim.commitments),
        "relations": ", ".join(f"{relation.type} {relation.target or '?'}" for relation in claim.relations),
        "look at": ", ".join(flag.replace("_", " ") for flag in claim.flags),
    }
    console.print()
    for name, words in rows.items():
        if words:
            console.print(Text.assemble((f"{name:11}", "dim"), words))
