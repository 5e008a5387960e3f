"""`extract --ray`: the same bytes as without, with a Ray of two workers on this machine, some of them killed."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sourceline.errors import SourcelineError
from sourceline.runs.batch import run_batch
from sourceline.runs.settings import MEGABYTE, Limits
from sourceline.runs.verify import verify

FILES = ["claims.jsonl", "articles.jsonl"]
ARTICLES = 60
MEMORY = 700  # megabytes


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cluster")
    with (folder / "news.jsonl").open("w", encoding="utf8") as stream:
        for n in range(ARTICLES):
            text = f"The ministry paid {n + 2} ferry operators €{n + 10} million in March, the mayor said. " * 12
            stream.write(json.dumps({"text": text}) + "\n")
        stream.write(json.dumps({"text": ""}) + "\n")
        heavy = "The mayor thanked the staff of the bank in May. " * 6_000  # it ends its process each time
        stream.write(json.dumps({"id": "heavy", "text": heavy}) + "\n")
    run_batch([folder / "news.jsonl"], folder / "alone", limits=Limits(memory=MEMORY * MEGABYTE))
    return folder


def extract(folder, out):
    command = [sys.executable, "-m", "sourceline", "extract", os.fspath(folder / "news.jsonl"), "-o", os.fspath(out)]
    return subprocess.Popen(
        [*command, "--ray", "local", "--workers", "2", "--memory", str(MEMORY)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def below(pid):
    """Ids and names of the processes that a process has started, and these in turn."""
    above, name = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            above[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
            name[int(stat.parent.name)] = (stat.parent / "cmdline").read_text()
        except OSError:
            continue
    found = [pid]
    for parent in found:
        found += [child for child in above if above[child] == parent]
    return {child: name.get(child, "") for child in found[1:]}


def rejected(out):
    lines = [json.loads(line) for line in (out / "rejected.jsonl").read_bytes().splitlines()]
    return [(line["source"].rpartition("#")[2], line["stage"]) for line in lines]


def assert_same(folder, out):
    assert verify(out) == []
    assert [(out / name).read_bytes() for name in FILES] == [(folder / "alone" / name).read_bytes() for name in FILES]
    assert rejected(out) == rejected(folder / "alone") == [(str(ARTICLES + 1), "read"), (str(ARTICLES + 2), "extract")]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_killed_workers_and_an_article_that_ends_each_lose_no_other(folder, tmp_path):
    pytest.importorskip("ray", reason="Ray has no package for this Python")
    running, killed = extract(folder, tmp_path / "out"), set()

    def kill():
        """Kills each of the first two processes that work on a shard."""
        while running.poll() is None and len(killed) < 2:
            for pid, name in below(running.pid).items():
                if name.startswith("ray::_extract") and pid not in killed and len(killed) < 2:
                    os.kill(pid, signal.SIGKILL)
                    killed.add(pid)
            time.sleep(0.02)

    killing = threading.Thread(target=kill)
    killing.start()
    _, errors = running.communicate()
    killing.join()
    assert running.returncode == 0, errors
    assert len(killed) == 2
    assert_same(folder, tmp_path / "out")
    assert not [line for line in errors.splitlines() if b"Traceback" in line]


def test_without_the_package_it_is_said_what_to_install(folder, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(SourcelineError, match=r"pip install 'sourceline\[ray\]'"):
        run_batch([folder / "news.jsonl"], tmp_path / "out", ray="local")
