"""A coverage-guided search for inputs that break the way from bytes to claims: `make guided`.

Every input must end as claims that agree with their text or as a reason, in bounded time. What does not is written to a
folder, the shortest input of each kind of failure, and the search goes on. Findings become files of `tests/cases/odd`,
which `test_robustness.py` runs. Needs atheris, which has wheels for Linux only; `make guided` installs it.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import signal
import sys
import time
import traceback
import zlib
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["sourceline"]):
    from sourceline.claims.annotate import annotate_doc
    from sourceline.claims.extract import extract_doc
    from sourceline.errors import InputError
    from sourceline.ingest.inputs import Input, article_of
    from sourceline.ingest.warc import Page, records
    from sourceline.nlp import build
    from sourceline.runs.check import check_claim
    from sourceline.runs.files import to_line

REPOSITORY = Path(__file__).parents[2]
KINDS = {".txt": "text", ".jsonl": "json", ".html": "html", ".warc": "warc"}
#: Longest input, and the seconds of CPU time that it may take.
LONGEST, PATIENCE = 1500, 20
# Characters and words that grammars of text stumble over.
ODD = [
    "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\u00ad", "\u0301", "\u0000", "\u001b[31m", "\u0085",
    "\u2028", "\r", "\r\n", "\n\n", "\t", "\u00a0", "\U0001f468\u200d\U0001f469", "\uffff", "\ufffd",
    "\u0660\u0661", "\u00bd", "\u2153", "\u2160", "\u5343", "\u00b2", "“", "”", "‘", "’", "\"", "'", "«", "(",
    ")", "[", "]", "—", "–", "-", "- ", "* ", "…", ".", ",", ";", ":", "?", "!", "$", "€", "£", "%", "1", "0",
    "00", "1,000", "1.2bn", "999999999999999999999", "1e309", "half", "dozen", "million", "Monday",
    "29 February", "May", "12:60", "1/2/3", "0000-00-00", "9999", "1970s", "Q5", "not", "no", "said", "would",
    "if", "that", "whether", "according to", "who", "and", "or", "of", "to", "the", "he", "they", "its",
    "---\n", "title: ", "published: ", "published: 2025-06-12\n", "{\"text\": \"", "\"}", "\\ud800", "\\u0000",
    "NaN", "1E400", "<p>", "</p>", "<div>", "<table><tr><td>", "<ul><li>", "<!--", "<script>", "&#0;",
    "&#xd800;", "&amp;", "<meta charset=utf-16>", "<time datetime=\"2025-13-45\">", "<h1>", "<article>", "<br>",
    "<template>", "WARC/1.0\r\n", "Content-Length: 0\r\n",
]  # fmt: skip


_HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n%s\r\n\r\n"
_PAGE = b"<html><body><article><p>The bank closed two branches in May.</p><p>The mayor thanked the staff.</p></article>"
_BLOCKS = [
    _HTTP % b"Content-Length: 5" + _PAGE,
    _HTTP % b"Transfer-Encoding: chunked" + b"%x\r\n%s\r\n0\r\n\r\n" % (len(_PAGE), _PAGE),
    _HTTP % b"Content-Encoding: deflate" + zlib.compress(_PAGE),
    _HTTP % b"Content-Encoding: br" + _PAGE,
]
_ARCHIVE = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\n"
    b"Content-Length: %d\r\n\r\n%s\r\n\r\n"
)


class BrokenError(Exception):
    """An input whose claims do not agree with it, or that takes too long."""


def examine(kind: str, data: bytes) -> None:
    """Takes an input, or all pages of an archive, all the way to their lines.

    Raises:
        BrokenError: its claims do not agree with its text, or their lines steer a terminal.
        Exception: whatever the code under test raises.
    """
    if kind == "warc":
        pages = [record.found for record in records(BytesIO(data))]
        for page in (page for page in pages if isinstance(page, Page)):
            examine_input(Input("-", "html", page.data, page.metadata))
    else:
        examine_input(Input("-", kind, data))


def examine_input(given: Input) -> None:
    """Does so for one input; errors are those of `examine`."""
    try:
        article = article_of(given)
    except InputError as error:
        str(error).encode()
        return
    ((doc, _),) = build.pipe(build.load(), [article])
    claims = extract_doc(doc, article, "run_fuzz")
    ids = [claim.id for claim in claims]
    if len(set(ids)) < len(ids):
        raise BrokenError("two claims have the same id")
    for claim in claims:
        for problem in check_claim(claim, article.text, set(ids)):
            raise BrokenError(re.sub(r"\d+|'.*'", "…", problem))
        if re.search(rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]", to_line(claim)):
            raise BrokenError("control characters in a line")
    to_line(annotate_doc(doc, article))


class Search:
    """What has been tried and found."""

    def __init__(self, folder: Path, minutes: float) -> None:
        self.folder, self.end = folder, time.monotonic() + 60 * minutes
        self.tried = 0
        self.slowest = 0.0
        self.found: dict[str, int] = {}  # length of the shortest input by failure

    def one(self, data: bytes) -> None:
        if not data:
            return
        suffix = list(KINDS)[data[0] % len(KINDS)]
        self.tried += 1
        began = time.process_time()
        try:
            with _patience():
                examine(KINDS[suffix], data[1:])
        except Exception as error:
            self.note(error, suffix, data[1:])
        self.slowest = max(self.slowest, time.process_time() - began)
        if self.tried % 500 == 0:
            print(f"{self.tried:,} tried, {len(self.found)} kinds of failure, slowest {self.slowest:.1f} s", flush=True)
        if time.monotonic() > self.end:
            self.stop()

    def note(self, error: Exception, suffix: str, data: bytes) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in frames if "/sourceline/" in frame.filename]
        place = [f"{frame.filename.rpartition('/')[2]}:{frame.name}" for frame in own]
        what = f"{type(error).__name__} {error if isinstance(error, BrokenError) else ''} in {' > '.join(place[-3:])}"
        name = hashlib.sha256(what.encode()).hexdigest()[:10]
        if name in self.found and self.found[name] <= len(data):
            return
        if name not in self.found:
            print("FOUND", name, what, flush=True)
        self.found[name] = len(data)
        (self.folder / f"{name}{suffix}").write_bytes(data)
        (self.folder / f"{name}.why").write_text("".join(traceback.format_exception(error))[-8000:], "utf8", "replace")

    def stop(self) -> None:
        print(f"{self.tried:,} tried, {len(self.found)} kinds of failure, slowest {self.slowest:.1f} s", flush=True)
        sys.stdout.flush()
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        os._exit(bool(self.found))


@contextmanager
def _patience():
    def late(*_):
        raise BrokenError("it takes too long")

    signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def pieces_of(seeds: list[bytes]) -> list[str]:
    """Returns words, tags and sentences to put together, and the odd ones."""
    text = "\n".join(seed.decode("utf8", "replace") for seed in seeds)
    words = set(re.findall(r"<[^>]{1,60}>|\w+[’']?\w*", text))
    sentences = set(re.findall(r"[A-Z“][^.\n]{20,160}\.”?", text))
    return [*sorted(words), *sorted(sentences), *(ODD * 20)]


def mutator(pieces: list[str]):
    """Returns a mutator that changes words as often as bytes: bytes alone rarely make a sentence of another shape."""

    def mutate(data: bytes, max_size: int, seed: int) -> bytes:
        rng = random.Random(seed)
        if rng.random() < 0.3 or len(data) < 2:
            return atheris.Mutate(data, max_size)
        parts = re.split(r"(\s+|(?<=\W)|(?=\W))", data[1:].decode("utf8", "replace"))
        for _ in range(rng.choice((1, 1, 2, 4, 8))):
            at = rng.randrange(len(parts) + 1)
            how = rng.random()
            if how < 0.5:
                parts.insert(at, rng.choice(("", " ")) + rng.choice(pieces) + rng.choice(("", " ")))
            elif how < 0.7:
                parts[at : at + rng.choice((1, 1, 3, 10))] = [rng.choice(pieces)]
            elif how < 0.85:
                del parts[at : at + rng.choice((1, 1, 2, 5, 20))]
            else:
                start = rng.randrange(len(parts) + 1)
                parts[at:at] = parts[start : start + rng.choice((1, 5, 20))] * rng.choice((1, 1, 2, 30))
        kind = data[:1] if rng.random() < 0.9 else bytes([rng.randrange(len(KINDS))])
        return (kind + "".join(parts).encode("utf8", "replace"))[:max_size]

    return mutate


def seeds_of() -> list[bytes]:
    """Returns inputs to begin with: paragraphs of the corpus, and small files of each kind."""
    seeds = []
    for path in sorted((REPOSITORY / "corpus" / "articles").glob("*.txt")):
        text = path.read_text("utf8")
        seeds += [b"\0" + part.encode()[:LONGEST] for part in text.split("\n\n")]
    for suffix in KINDS:
        for path in sorted((REPOSITORY / "tests" / "cases").rglob(f"*{suffix}")):
            if "odd" in path.parts or "files" in path.parts:
                data = path.read_bytes()
                lines = data.splitlines() if suffix == ".jsonl" else [data]
                seeds += [bytes([list(KINDS).index(suffix)]) + line[:LONGEST] for line in lines]
    warc = list(KINDS).index(".warc")
    return [*seeds, *(bytes([warc]) + _ARCHIVE % (len(block), block) for block in _BLOCKS)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="for findings and the inputs that reached new code")
    parser.add_argument("--minutes", type=float, default=30)
    options = parser.parse_args()
    corpus = options.folder / "reached"
    corpus.mkdir(parents=True, exist_ok=True)
    seeds = seeds_of()
    for seed in seeds:
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    search = Search(options.folder, options.minutes)
    build.load()
    arguments = [f"-max_len={LONGEST}", "-timeout=3600", "-rss_limit_mb=0"]
    atheris.Setup(
        [sys.argv[0], str(corpus), *arguments],
        search.one,
        custom_mutator=mutator(pieces_of(seeds)),
        internal_libfuzzer=True,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
