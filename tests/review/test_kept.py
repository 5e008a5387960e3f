"""The index of a large run is kept between openings, and never in the place of what the files say."""

from __future__ import annotations

import sqlite3

import pytest

from sourceline.cli.review import run_of
from sourceline.review.index import Index
from sourceline.review.kept import KEPT, Kept
from sourceline.review.query import Query


@pytest.fixture
def opened(out, store):
    """Returns a function that opens the run and returns its claims as listed, and whether its files were read."""

    def open_run(least: int = 1, run=None) -> tuple[list[tuple], bool]:
        read = []
        run = run or run_of(out)

        def load():
            read.append(True)
            yield from run.load()

        index = Index(load(), store, Kept(out / KEPT, run.fingerprint, least))
        rows = [tuple(row) for row in index.rows(Query(status="all", order="article"), "Ana")]
        index.close()
        return rows, bool(read)

    return open_run


def test_a_run_that_has_not_changed_is_not_read_again(opened, out, claims, decide):
    first, read = opened()
    assert read and len(first) == 6
    assert opened() == (first, False)
    decide(claims["paid"], "accepted")
    again, read = opened()
    assert not read
    assert [row[-2] for row in again] == ["accepted", *[None] * 5]
    assert [path.name for path in out.glob(".review*")] == [KEPT]


def test_a_run_that_has_changed_is_read_again(opened, rerun, claims, decide):
    opened()
    decide(claims["paid"], "accepted")
    rerun("50000000", without=("denied",))
    rows, read = opened()
    assert read and len(rows) == 5
    assert rows[0][-1], "the decision is on what the claim said before"
    assert opened() == (rows, False)


def test_a_run_that_changes_while_it_is_read_is_not_kept(opened, out, rerun):
    class Changing:
        fingerprint = staticmethod(run_of(out).fingerprint)

        def load(self):
            yield from run_of(out).load()
            rerun("50000000")

    opened(run=Changing())
    assert not [*out.glob(".review*")]
    assert opened()[1]


@pytest.mark.parametrize("spoil", ["cut", "other bytes", "not a database", "half written", "empty"])
def test_one_that_is_damaged_is_made_again(opened, out, spoil):
    rows, _ = opened()
    path = out / KEPT
    content = path.read_bytes()
    if spoil == "half written":
        with sqlite3.connect(path) as db:
            db.execute("DROP TABLE kept")
        db.close()
    else:
        spoilt = {
            "cut": content[: len(content) // 2],
            "other bytes": content[:8192] + b"\xff" * (len(content) - 12288) + content[-4096:],
            "not a database": b"x" * 5000,
            "empty": b"",
        }
        path.write_bytes(spoilt[spoil])
    assert opened() == (rows, True)
    assert opened() == (rows, False)


def test_where_it_cannot_be_kept_the_run_is_read(opened, out, monkeypatch):
    (out / f"{KEPT}.new").mkdir()  # stands for a folder that cannot be written
    rows, read = opened()
    assert read
    assert opened() == (rows, True)
    (out / f"{KEPT}.new").rmdir()
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 100_000}))
    assert opened() == (rows, True)
    assert not (out / KEPT).exists()


def test_the_folder_of_a_small_run_stays_as_it_is(opened, out):
    opened(least=10_000)
    assert not [*out.glob(".review*")]


def test_words_that_the_run_left_out_are_not_kept_beside_it(out):
    assert run_of(out).kept == out / KEPT
    assert run_of(out, ["articles"]).kept is None
