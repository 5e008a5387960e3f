"""Runs that are killed at any moment, by whatever means: nothing is lost, nothing is there twice.

The real command is started, watched and killed, and what it leaves after the last start has to be byte for byte what an
undisturbed run makes. `SOURCELINE_SEED` chooses other moments than those of today's tests.
"""

import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sourceline.runs.verify import verify

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")]

ARTICLES = Path(__file__).parents[1] / "corpus" / "articles"
FILES = ["claims.jsonl", "articles.jsonl", "rejected.jsonl"]
LONGEST_WAIT = 120.0
WORKERS = ("--workers", "1")


@dataclass
class Run:
    """The command on the articles, in a session of its own."""

    sources: Path
    out: Path
    options: tuple[str, ...] = WORKERS
    process: subprocess.Popen = field(init=False)

    def __post_init__(self):
        command = [sys.executable, "-m", "sourceline", "extract", self.sources, "-o", self.out, *self.options, "-q"]
        self.process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def members(self):
        """Returns the ids of the processes of its session, the latest last."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == self.process.pid and fields[0] != "Z":
                found.append((int(fields[19]), int(stat.parent.name)))
        return [pid for _, pid in sorted(found)]

    def await_(self, reached):
        """Waits until something is so, or the command has ended; says whether it is."""
        deadline = time.monotonic() + LONGEST_WAIT
        while self.process.poll() is None:
            if reached():
                return True
            assert time.monotonic() < deadline
            time.sleep(0.002)
        return False

    def kill(self, *, alone=False):
        """Kills all its processes at once, or only the first; the others then end by themselves."""
        if self.process.poll() is None:
            (os.kill if alone else os.killpg)(self.process.pid, signal.SIGKILL)
        killed = self.process.wait() == -signal.SIGKILL
        self.process.communicate()
        deadline = time.monotonic() + LONGEST_WAIT
        while self.members():
            assert time.monotonic() < deadline, "worker processes outlive the run"
            time.sleep(0.01)
        return killed

    def end(self):
        """Waits for its end; returns exit code and messages."""
        _, messages = self.process.communicate(timeout=LONGEST_WAIT)
        return self.process.returncode, messages.decode()

    def work_size(self):
        """Returns how much the ledger has taken in."""
        return sum(_size(self.out / ".work" / f"ledger.sqlite{end}") for end in ("", "-wal"))

    def await_work(self, size):
        self.await_(lambda: self.work_size() > size)

    def await_stage(self):
        """Waits until it has begun the files of its outputs."""
        self.await_((self.out / ".work" / "new").exists)

    def last(self, seconds, *, unless=lambda: False):
        """Lets it go on for some seconds, or until something is so."""
        moment = time.monotonic() + seconds
        self.await_(lambda: time.monotonic() > moment or unless())


def _size(path):
    try:
        return path.stat().st_size
    except OSError:
        return 0


def lines_of(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def content(out):
    return {name: (out / name).read_bytes() for name in FILES}


def write_articles(folder, count):
    """Writes short articles, each of a sentence of the corpus; many are near copies of others; and an empty one."""
    sentences = []
    for path in sorted(ARTICLES.glob("*.txt")):
        sentences += re.findall(r"(?<=[.”] )[A-Z][^.\n“”]{40,90}\.", path.read_text("utf8"))
    for number in range(count):
        words = sentences[number % len(sentences)]
        (folder / f"{number:04}.txt").write_text(f"{words}\nCase {number} was closed.\n", "utf8")
    (folder / "empty.txt").touch()


@dataclass(frozen=True)
class Undisturbed:
    """Articles, and the folder of a run over them that nobody disturbed."""

    sources: Path
    out: Path
    content: dict[str, bytes]


def undisturbed(folder, count):
    sources, out = folder / "in", folder / "out"
    sources.mkdir()
    write_articles(sources, count)
    assert Run(sources, out).end() == (0, "")
    assert verify(out) == []
    assert len(lines_of(out / "articles.jsonl")) == count
    return Undisturbed(sources, out, content(out))


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    return undisturbed(tmp_path_factory.mktemp("few"), 60)


@pytest.fixture
def rng():
    seed = int(os.environ.get("SOURCELINE_SEED", 20250612))
    print(f"SOURCELINE_SEED={seed}")
    return random.Random(seed)


def test_killed_at_any_moment_it_loses_nothing(tmp_path_factory, tmp_path, rng):
    many = undisturbed(tmp_path_factory.mktemp("many"), 200)
    sources, expected, out = many.sources, many.content, tmp_path / "out"
    whole = sum(path.stat().st_size for path in (many.out / ".work").iterdir())
    kills = {"start": 0, "work": 0, "end": 0}
    for _ in range(4):  # while it loads
        run = Run(sources, out)
        run.last(rng.uniform(0, 1.5))
        kills["start"] += run.kill(alone=rng.random() < 0.3)
    for number in range(6):  # while it works, further each time
        run = Run(sources, out)
        run.await_work(whole * (number + rng.random()) / 7)
        kills["work"] += run.kill(alone=rng.random() < 0.5)
    assert not (out / "run.json").exists()
    assert Run(sources, out).end()[0] == 0
    assert content(out) == expected
    timed = Run(sources, out)
    timed.await_stage()
    began = time.monotonic()
    assert timed.end()[0] == 0
    long = time.monotonic() - began
    broken = 0
    for _ in range(45):  # while it reads, merges and puts the files in their places
        run = Run(sources, out)
        run.await_stage()
        run.last(rng.uniform(0, long) * rng.choice((1, 1, 0.3)), unless=lambda: not (out / "run.json").exists())
        kills["end"] += run.kill(alone=rng.random() < 0.3)
        if (out / "run.json").exists():
            assert content(out) == expected
        else:
            broken += 1
            assert Run(sources, out).end()[0] == 0
            assert content(out) == expected
    print(kills, f"{broken} of them between the old files and the new")
    assert sum(kills.values()) >= 50
    assert Run(sources, out).end()[0] == 0
    assert content(out) == expected
    assert verify(out) == []
    assert [path.name for path in (out / ".work").iterdir()] == ["ledger.sqlite"]


def test_stopped_by_the_user_it_says_how_to_go_on(few, tmp_path, rng):
    sources, expected, out = few.sources, few.content, tmp_path / "out"
    shutil.copytree(few.out, out)
    stopped = 0
    for _ in range(5):
        run = Run(sources, out)
        run.await_stage()
        run.last(rng.uniform(0, 0.3))
        with suppress(ProcessLookupError):  # it may have ended just now
            os.killpg(run.process.pid, signal.SIGINT)  # as a terminal does: to all processes
        code, messages = run.end()
        assert (code, messages.count("\n")) in (
            (130, 1),
            (0, 0),
            (-signal.SIGINT, 0),
        )  # the last: as Python itself ends
        assert (code == 130) == ("Stopped. What was done is kept; the same command goes on from there" in messages)
        assert run.members() == []
        stopped += code == 130
    assert stopped
    shutil.rmtree(out)
    run = Run(sources, out)
    run.await_work(30_000)
    os.killpg(run.process.pid, signal.SIGINT)
    assert run.end()[0] == 130
    assert Run(sources, out, (*WORKERS, "--log", str(tmp_path / "log"))).end() == (0, "")
    assert not re.search(r" 0 done before", (tmp_path / "log").read_text("utf8"))
    assert content(out) == expected


def test_a_killed_worker_costs_nothing(few, tmp_path, rng):
    run = Run(few.sources, tmp_path / "out", ("--workers", "2"))
    run.await_work(30_000)
    killed = 0
    while run.process.poll() is None and killed < 3:
        *_, worker = run.members()
        if worker != run.process.pid:
            os.kill(worker, signal.SIGKILL)
            killed += 1
        run.last(rng.uniform(0.3, 1))
    assert run.end() == (0, "")
    assert killed
    assert content(tmp_path / "out") == few.content


def test_an_article_that_ends_its_worker_each_time_is_rejected_alone(few, tmp_path):
    folder = tmp_path / "in"
    shutil.copytree(few.sources, folder)
    heavy = folder / "0017-heavy.txt"
    heavy.write_text("The mayor thanked the staff of the bank in May. " * 6_000)
    out = tmp_path / "out"
    assert Run(folder, out, (*WORKERS, "--memory", "700")).end()[0] == 0
    rejected = lines_of(out / "rejected.jsonl")
    assert [line["source"] for line in rejected] == [heavy.as_posix(), (folder / "empty.txt").as_posix()]
    assert rejected[0]["code"] in ("out_of_memory", "crashed")
    heavy.unlink()
    for name in ("claims.jsonl", "articles.jsonl"):
        moved = (out / name).read_bytes().replace(folder.as_posix().encode(), few.sources.as_posix().encode())
        assert moved == few.content[name]


@pytest.fixture(params=["tmpfs", "quota"])
def small_disk(request, tmp_path):
    """A folder with little room, and a function that makes more of it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if request.param == "quota":
        most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, most[1]))
        yield folder, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, most)
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
        return
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=120k", "tmpfs", folder], capture_output=True).returncode:
        pytest.skip("only root can mount a small disk")
    yield folder, lambda: subprocess.run(["mount", "-o", "remount,size=50m", folder], check=True)
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_told_and_the_run_goes_on_when_there_is_room(few, small_disk):
    folder, make_room = small_disk
    code, messages = Run(few.sources, folder / "out").end()
    assert code == 1
    assert re.fullmatch(r"Error: cannot write .*out: .*\. What was done is kept; .*\n", messages)
    assert not (folder / "out" / "run.json").exists()
    make_room()
    assert Run(few.sources, folder / "out").end() == (0, "")
    assert content(folder / "out") == few.content


def test_what_vanishes_or_cannot_be_read_is_a_line(tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    write_articles(folder, 500)
    (folder / "0005.txt").unlink()
    (folder / "0005.txt").symlink_to("/proc/self/mem")  # a file that the system refuses to read, to root too
    (folder / "0006.txt").unlink()
    (folder / "0006.txt").symlink_to("0006.txt")
    run = Run(folder, out)
    run.await_work(30_000)
    (folder / "0499.txt").unlink()  # it has been listed, and is read when there is work for it
    assert run.end() == (0, "")
    codes = {Path(line["source"]).name: line["code"] for line in lines_of(out / "rejected.jsonl")}
    unreadable = dict.fromkeys(["0005.txt", "0006.txt", "0499.txt"], "unreadable")
    assert codes == {**unreadable, "empty.txt": "empty"}
    assert len(lines_of(out / "articles.jsonl")) == 497
    assert verify(out) == []
