"""`sourceline why-not`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from sourceline.schema.article import Article
    from sourceline.schema.coverage import SentenceCoverage

_EXAMPLE = """\b
Example:
  sourceline why-not article.txt "the ministry paid"
"""
_SHORT_ID = 12


@click.command("why-not", epilog=_EXAMPLE)
@click.argument("source", metavar="FILE")
@click.argument("words")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each sentence.  [default: for reading]")
def why_not(source: str, words: str, as_json: bool) -> None:
    """Say what became of each predicate of a sentence.

    FILE is one of the sources of `extract`. WORDS are some words of the sentence, in their order; case and line breaks
    do not matter. Shown are the claims that the sentence makes, and for each verb, copula or event noun that makes
    none, the reason.
    """
    from rich.console import Console

    from sourceline.errors import InputError
    from sourceline.runs.files import to_line

    wanted = _folded(words)
    console = Console(highlight=False, markup=False, emoji=False)
    sentences = list(_sentences(source))
    found = [(article, sentence) for article, sentence in sentences if wanted in _folded(sentence.text)]
    if not found:
        nearest = max((sentence.text for _, sentence in sentences), key=lambda text: _shared(wanted, text), default="")
        hint = f"; the nearest is “{_one_line(nearest)}”" if _shared(wanted, nearest) else ""
        raise InputError("no_sentence", f"no sentence of {source} has the words “{words}”{hint}")
    for article, sentence in found:
        if as_json:
            sys.stdout.buffer.write(to_line(sentence))
        else:
            _print_sentence(console, article, sentence)


def _sentences(source: str) -> list[tuple[Article, SentenceCoverage]]:
    from sourceline.cli.examined import examined

    return [(article, sentence) for article, sentences in examined((source,)) for sentence in sentences]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _shared(wanted: str, text: str) -> int:
    """How many of the words asked for a sentence has."""
    return len(set(wanted.split()) & set(_folded(text).split()))


def _one_line(text: str) -> str:
    from sourceline.plain import plain

    return " ".join(plain(text).split())


def _print_sentence(console: Console, article: Article, sentence: SentenceCoverage) -> None:
    """The sentence, its claims, and its other predicates with what stopped them."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from sourceline.claims.reasons import REASONS
    from sourceline.plain import plain

    console.print(Text(f"{article.title or article.source} · {sentence.segment}", style="dim"))
    console.print(Text(_one_line(sentence.text)), end="\n\n")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    rows = [(c.start, Text(plain(c.text), style="bold"), Text("a claim", style="green"), c.id) for c in sentence.claims]
    rows += [
        (d.start, Text(plain(d.text), style="bold"), Text(d.reason, style="red"), REASONS[d.reason])
        for d in sentence.dropped
    ]
    for _, predicate, verdict, words in sorted(rows, key=lambda row: row[0]):
        table.add_row(predicate, verdict, words)
    if not rows and sentence.reason is not None:
        table.add_row("", Text(sentence.reason, style="red"), REASONS[sentence.reason])
    console.print(Padding(table, (0, 0, 1, 2), expand=False))
