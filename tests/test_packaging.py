"""What is shipped: the sdist, the wheel built from it, and the wheel installed somewhere else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODELS = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("models/en_news", "models/rules")
    for path in (ROOT / folder).rglob("*")
    if path.is_file()
)
MODULES = sorted(
    path.relative_to(ROOT / "pipeline").as_posix()
    for path in (ROOT / "pipeline").rglob("*")
    if path.is_file() and path.suffix not in {".pyc", ".md", ".png"}
)
USE = """
import json, sourceline
from importlib.metadata import distribution
from sourceline.paths import models_dir
claims = sourceline.extract("The bank sold the ferry.")
found = distribution("sourceline")
points = sorted(f"{point.group} {point.name}" for point in found.entry_points)
print(json.dumps([sourceline.__file__, str(models_dir()), [c.predicate.text for c in claims], points]))
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    """Builds as a release does: the sdist from the tree, the wheel from the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT)
    return folder


def run(*command, **options) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stderr[-2000:] + done.stdout[-2000:]
    return done.stdout


def test_the_sdist_has_sources_models_corpus_and_tests(dist):
    (path,) = dist.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = {"pyproject.toml", "README.md", *(f"pipeline/{name}" for name in MODULES)}
    assert needed | set(MODELS) <= names
    assert any(name.startswith("corpus/articles/") for name in names)
    assert "tests/conftest.py" in names


def test_the_wheel_has_package_and_models_and_nothing_else(dist):
    (path,) = dist.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert {"sourceline/py.typed", "sourceline/schema/claim-1.json"} <= names
    assert {"sourceline/models/en_news/config.cfg", "sourceline/models/en_news/meta.json"} <= names
    assert names == {*MODULES, *(f"sourceline/{name}" for name in MODELS)}


def test_the_installed_wheel_works_far_from_the_tree(dist, tmp_path):
    (wheel,) = dist.glob("*.whl")
    target = tmp_path / "site"
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", target, wheel)
    answer = run(sys.executable, "-c", USE, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(target)})
    home, models, predicates, points = json.loads(answer)
    assert Path(home).is_relative_to(target)
    assert Path(models).is_relative_to(target)
    assert predicates == ["sold"]
    components = ["entities", "lemmas", "mentions", "quantities", "quotes", "repair", "structure", "times"]
    assert points == [
        "console_scripts sourceline",
        "spacy_architectures sourceline.DictionaryEmbed.v1",
        *(f"spacy_factories sourceline_{name}" for name in components),
    ]
