"""What all templates of the page know."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from sourceline.review.marks import PALETTE, visible
from sourceline.review.query import ORDERS, STATUSES
from sourceline.review.views import CAUSES, REASONS, WORDS


@cache
def environment() -> Environment:
    """Returns the templates; whatever they are given is escaped, and what they are not given is an error."""
    env = Environment(
        loader=PackageLoader("sourceline.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["visible"] = visible
    env.globals.update(COLOURS=PALETTE, STATUSES=STATUSES, ORDERS=ORDERS)
    env.globals.update(REASONS=REASONS, CAUSES=CAUSES, WORDS=WORDS)
    for name in env.list_templates():
        env.get_template(name)  # compiled now, and not while somebody waits for the first page
    return env
