# Every target sets up what it needs in .venv.
VENV := .venv
PY := $(VENV)/bin/python
.DEFAULT_GOAL := help

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.installed: pyproject.toml
	python3 -m venv $(VENV)
	$(PY) -m pip install --quiet --upgrade 'pip>=25.1'
	$(PY) -m pip install --quiet --editable '.[html,review]' --group dev
	touch $@

install: $(VENV)/.installed ## set up .venv

run: install ## extract the corpus into outputs/
	$(VENV)/bin/sourceline extract corpus/articles -o outputs

# The tests of the review page drive a browser; where it can be neither found nor installed they are skipped.
chromium:
	@command -v chromium >/dev/null || { apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 || \
	  echo 'chromium cannot be installed here: the tests that need it are skipped'

test: install lint chromium ## everything: lint, types, layers, all tests
	$(PY) -m pytest

quick: install ## the inner loop: no slow tests
	$(PY) -m pytest -m 'not slow'

fuzz: install ## search for new failures of the property tests (an hour)
	$(PY) -m pytest --hypothesis-profile=fuzz -k properties

guided: install ## search for new failures by coverage, MINUTES=30, findings in outputs/fuzz
	$(PY) -m pip install --quiet --group fuzz
	$(PY) tests/fuzz/guided.py outputs/fuzz --minutes $(or $(MINUTES),30)

benchmark: install ## how fast it is, where the time goes, what workers bring and need; other tools beside it
	$(PY) tests/benchmarks/speed.py
	$(PY) tests/benchmarks/review.py

lint: install ## ruff, mypy --strict, import-linter
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-cache

format: install ## ruff format and safe fixes
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

schemas: install ## write the JSON Schemas again, after a change of the records
	$(PY) -m sourceline.schema.published

model: install ## train models/en_news from scratch (hours): make model DATA=folder
	$(PY) -m pip install --quiet --group training
	bash models/training/train.sh $(DATA)

.PHONY: chromium help install run test quick benchmark lint format model schemas fuzz guided
