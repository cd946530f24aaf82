# Two commands do everything: `make demo` and `make test`. Both set up `.venv` first.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3)
BIN := .venv/bin
export PYTHONUTF8 := 1
export TOKENIZERS_PARALLELISM := false

.PHONY: all demo serve test test-slow check bench clean help

all: .venv/installed ## install Dateline into .venv

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

.venv/installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' \
	  || { echo "Dateline needs Python 3.11 or 3.12: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/installed-dev: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: .venv/installed ## index the example corpus, ask, show the cited answer
	$(BIN)/dateline demo

serve: .venv/installed ## serve what has been ingested, on http://127.0.0.1:8000
	$(BIN)/dateline serve

check: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check ## lint, types, import borders, and every fast test
	$(BIN)/pytest

test-slow: .venv/installed-dev ## the slow tests alone
	$(BIN)/pytest -m slow

bench: .venv/installed-dev ## what the README claims, measured; needs RTQA=folder, see bench/README.md
	$(BIN)/python -m bench --rtqa "$(RTQA)" --work "$(or $(WORK),.bench)"

clean:
	rm -rf .venv .demo .bench dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
