"""The group of all commands. Nothing heavy is imported here, so that `--help` answers at once."""

from __future__ import annotations

import errno
from typing import Any

import click

from sourceline import __version__
from sourceline.cli.annotate import annotate
from sourceline.cli.calibrate import calibrate
from sourceline.cli.cases import cases
from sourceline.cli.coverage import coverage
from sourceline.cli.decisions import decisions
from sourceline.cli.diff import diff
from sourceline.cli.evaluate import evaluate
from sourceline.cli.explain import explain
from sourceline.cli.export import export
from sourceline.cli.extract import extract
from sourceline.cli.facts import facts
from sourceline.cli.review import review
from sourceline.cli.reviewed import reviewed
from sourceline.cli.schema import schema
from sourceline.cli.show import show
from sourceline.cli.verify import verify
from sourceline.cli.why_not import why_not
from sourceline.errors import SourcelineError
from sourceline.plain import escaped


class _Group(click.Group):
    """A group whose commands end with one line, and not with a traceback, on what a user can mend."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SourcelineError as error:
            raise click.ClickException(escaped(str(error))) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # `| head`: click ends quietly
                raise
            message = f"{error.filename or 'input or output'}: {error.strerror or error}"
            raise click.ClickException(escaped(message)) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            click.echo("Stopped", err=True)
            ctx.exit(130)
        except Exception as error:
            if ctx.params["traceback"]:
                raise
            message = f"{type(error).__name__}: {error}. This is a bug; `sourceline --traceback …` shows where"
            raise click.ClickException(escaped(message)) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Returns the commands in the order in which they are used, not by name."""
        return list(self.commands)


_EXAMPLE = """\b
Start with:
  sourceline extract articles/ -o outputs
  sourceline show outputs
"""


@click.group(
    cls=_Group, epilog=_EXAMPLE, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, "-V", "--version", prog_name="sourceline")
@click.option("--traceback", is_flag=True, help="Show where an unexpected error comes from.")
def cli(traceback: bool) -> None:
    """Read news articles and write every claim they make as a structured fact.

    Who did what to whom, when, on whose word, and how sure: each value comes with its place in the text.
    """


_COMMANDS = (
    extract, show, explain, why_not, coverage, verify, diff, review, reviewed, decisions, calibrate, cases,
    export, facts, annotate, schema, evaluate,
)  # fmt: skip
for _command in _COMMANDS:
    cli.add_command(_command)
