"""The commands of the README's section on decisions, run as they stand there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from sourceline.cli.main import cli
from sourceline.review.store import LOG, Store
from sourceline.schema.claim import Claim
from sourceline.schema.decision import Decision

README = Path(__file__).parents[2] / "README.md"
SECTION = README.read_text("utf8").partition("### Reviewing decisions\n")[2].partition("\n### ")[0]
#: A case of a claim that this version still makes is not met.
EXIT = {"cases --check cases.jsonl": 1}


def commands() -> list[str]:
    (block,) = re.findall(r"```sh\n(.*?)```", SECTION, re.DOTALL)
    return [line.partition("#")[0].strip().removeprefix("sourceline ") for line in block.splitlines()]


@pytest.mark.slow
def test_the_commands_of_the_readme_do_what_it_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("articles").mkdir()
    sentences = [f"The ministry paid operator {n} €{n + 2} million in March." for n in range(50)]
    for number in range(10):
        Path("articles", f"{number}.txt").write_text("\n\n".join(sentences[number::10]), "utf8")
    run = CliRunner().invoke
    assert run(cli, ["extract", "articles/", "-o", "outputs", "-q"]).exit_code == 0
    claims = list(map(Claim.model_validate_json, Path("outputs/claims.jsonl").read_bytes().splitlines()))
    store = Store(Path("outputs") / LOG)
    store.append(
        Decision.make(
            claim=claim.id, content_hash=claim.content_hash, reviewer="Ana", seen=claim,
            time="2026-01-01T00:00:00.000Z",
            **({"decision": "accepted"} if n % 4 else {"decision": "rejected", "reasons": ["not_a_claim"]}),
        )
        for n, claim in enumerate(claims)
    )  # fmt: skip
    store.close()
    told = {}
    for command in commands():
        done = run(cli, shlex.split(command))
        assert done.exit_code == EXIT.get(command, 0), (command, done.output)
        told[command] = done.output
    assert len(told) == 7
    assert len(Path("reviewed.jsonl").read_bytes().splitlines()) == 37
    assert "0 new, 50 known" in told["decisions import outputs decisions.jsonl"]
    after = map(Claim.model_validate_json, Path("outputs/claims.jsonl").read_bytes().splitlines())
    assert all(claim.confidence.calibrated for claim in after)
    assert "0 of 13 cases are met" in told["cases --check cases.jsonl"]
