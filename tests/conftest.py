"""What the tests of the linguistic layers share: the loaded pipeline, and cases kept as data.

A test marked `cases("name.jsonl")` runs once for each line of that file in `tests/cases`, as its argument `case`. A
line is an object; `"xfail": "why"` marks a known gap, which must fail until it is closed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc, Span

import sourceline

FOLDER = Path(__file__).parent / "cases"

# No test depends on how busy the machine is, nor on luck: the search for new failures is `make fuzz`.
settings.register_profile("sourceline", deadline=None, derandomize=True)
settings.register_profile("fuzz", deadline=None, max_examples=20_000)
settings.load_profile("sourceline")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "cases(path): runs the test on each line of a JSONL file in tests/cases")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marker = metafunc.definition.get_closest_marker("cases")
    if marker:
        metafunc.parametrize("case", read_cases(marker.args[0]))


def read_cases(path: str) -> list:
    """Reads a file of cases; the id of each is its `file` or the beginning of its `text`."""
    cases = []
    for line in (FOLDER / path).read_text("utf8").splitlines():
        case = json.loads(line)
        marks = [pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else []
        cases.append(pytest.param(case, id=case.get("file", case.get("text", "")[:60]), marks=marks))
    return cases


@pytest.fixture(scope="session")
def nlp() -> Language:
    return sourceline.load()


@pytest.fixture(scope="session")
def with_names(nlp):
    """Returns a function that reads a text with the names given to it, in place of those that the trained NER finds.

    So the rules behind the NER are tested, and not what one training of it happens to know.
    """

    def read(text: str, names: dict[str, str]) -> Doc:
        doc = nlp(text)
        longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        found = re.finditer(rf"\b(?:{longest_first})(?!\w)", text) if names else ()
        doc.ents = [doc.char_span(*match.span(), label=names[match.group()]) for match in found]
        for component in ("sourceline_entities", "sourceline_mentions"):
            doc = nlp.get_pipe(component)(doc)
        return doc

    return read


@pytest.fixture(scope="session")
def found() -> Callable[..., list[Span]]:
    """The times of a text, as `sourceline_times` finds them in a pipeline that has nothing else."""
    nlp = English()
    nlp.add_pipe("sourceline_times")

    def find(text: str, published: str | None = None) -> list[Span]:
        doc = nlp.make_doc(text)
        doc._.published = published
        return list(nlp(doc).spans["times"])

    return find
