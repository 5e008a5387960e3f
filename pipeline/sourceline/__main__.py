"""The entry point: `sourceline` and `python -m sourceline`."""

from __future__ import annotations

from sourceline.cli.main import cli


def main() -> None:
    """Runs the command line."""
    cli(prog_name="sourceline")


if __name__ == "__main__":
    main()
