"""The reliability diagram of a calibration, as a file of its own."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from sourceline.review.templating import environment
from sourceline.schema.calibration import Bin

_STYLE = Markup(
    "svg { background: #fffefb; } text { font: 5px sans-serif; fill: #5a6069; } .axis { stroke: #dedbd2; }"
    ".reference { stroke: #5a6069; stroke-dasharray: 2 3; } .axis, .reference { stroke-width: .4; }"
    ".range { stroke: #1d5c63; stroke-width: 1.4; opacity: .45; } .dot { fill: #1d5c63; }"
)


def reliability_diagram(bins: Sequence[Bin]) -> str:
    """Returns a reliability diagram (Murphy and Winkler 1977) as SVG."""
    return environment().get_template("reliability.svg").render(bins=bins, style=_STYLE)
