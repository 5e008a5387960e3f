"""The log: nothing that was acknowledged is lost, whatever happens to the program or the disk."""

from __future__ import annotations

import sqlite3

import pytest

from sourceline.review.store import LOG, Store, StoreError
from sourceline.schema.decision import Decision


def decision(claim="clm_1", reviewer="Ana", kind="accepted", time="2026-01-01T00:00:00.000Z", **more) -> Decision:
    return Decision.make(claim=claim, content_hash="h", reviewer=reviewer, decision=kind, time=time, **more)


def test_what_is_appended_is_read_by_the_next(tmp_path):
    first = Store(tmp_path / LOG)
    made = [decision(), decision(kind="rejected", reasons=["duplicate"], reviewer="Bo")]
    assert first.append(made) == 2
    other = Store(tmp_path / LOG)
    assert [found for _, found in other.read()] == made
    assert [found for _, found in other.read(after=1)] == made[1:]


def test_the_same_decision_twice_is_one(store):
    assert [store.append([decision()]), store.append([decision(), decision(kind="skipped")])] == [1, 1]
    assert [found.decision for _, found in store.read()] == ["accepted", "skipped"]


def test_lines_are_neither_changed_nor_removed(store):
    store.append([decision()])
    outsider = sqlite3.connect(store.path)
    for sql in ("DELETE FROM log", "UPDATE log SET record = ''"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            outsider.execute(sql)
    outsider.close()


def test_a_locked_log_says_so_and_takes_the_decision_later(store):
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked by another program: not saved") as caught:
        store.append([decision()])
    assert caught.value.passing
    other.execute("ROLLBACK")
    other.close()
    assert store.append([decision()]) == 1


def test_a_full_disk_says_so_and_loses_nothing(store):
    store.append([decision()])
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="no room left") as caught:
        store.append([decision(note="x" * 100_000)])
    assert caught.value.passing
    assert [found for _, found in store.read()] == [decision()]
    store._db.execute("PRAGMA max_page_count = 1000000")
    assert store.append([decision(note="x" * 100_000)]) == 1


def test_a_log_that_was_moved_or_removed_says_so_and_takes_the_decision_when_it_is_back(store):
    store.append([decision()])
    away = store.path.rename(store.path.with_suffix(".away"))
    for another in (False, True):
        if another:
            store.path.touch()
        with pytest.raises(StoreError, match="moved or removed: not saved"):
            store.append([decision(kind="skipped")])
        store.path.unlink(missing_ok=True)
    away.rename(store.path)
    assert store.append([decision(kind="skipped")]) == 1
    assert [found.decision for _, found in store.read()] == ["accepted", "skipped"]


@pytest.mark.parametrize("content", [b"no database at all, but some text" * 40, None])
def test_another_file_of_that_name_is_left_alone(tmp_path, content):
    path = tmp_path / LOG
    if content is None:
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE theirs (x)")
        other.commit()
        other.close()
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"decisions\.sqlite is (not|damaged or no) .*log"):
        Store(path)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(StoreError, match="cannot be written"):
        Store(tmp_path / "nowhere" / LOG)
