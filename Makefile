# Two commands do everything on a machine with Python 3.11 (or newer) and make:
#   make demo   sets up .venv and shows the claims of the five sample documents
#   make test   sets up .venv and runs every test

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
# Written last, so that a set-up that broke off is done again.
READY := .venv/.ready

.PHONY: help setup demo test test-browser check lint types eval precision bench readme messages fuzz clean

help:
	@echo "make demo    claims of the sample documents in seeds/"
	@echo "make test    every test"
	@echo "make test-browser  the tests of the report in Chromium"
	@echo "make check   ruff, mypy and every test"
	@echo "make eval    accuracy on every gold set"
	@echo "make precision  how often each rule is right on gold, written into the package"
	@echo "make bench   speed, beside a tagger alone and a 45-line baseline"
	@echo "make readme  the output of the commands in both READMEs, anew"
	@echo "make messages  the Chinese catalogue brought up to date, and what is left to translate"
	@echo "make fuzz    inputs that the coverage of the code chooses, a minute for each target"
	@echo "make clean   removes what these commands made"

setup: $(READY)

# Byte code is compiled here once: without it, each start takes three times as long.
$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "no python3 found: install Python 3.11 or newer" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "$(PYTHON) is older than 3.11: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@test -x $(BIN)/python || "$(PYTHON)" -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,documents,scale]'
	@$(BIN)/python -m compileall -q src .venv/lib 2>/dev/null || true
	@touch $@

demo: setup
	$(BIN)/dj-metrics extract --format table --store .venv/demo.db seeds/
	$(BIN)/dj-metrics compare --format table --store .venv/demo.db --field 党建指导员

test: setup
	$(BIN)/python -m pytest -n auto

# In Chromium: CHROMIUM=/path/to/it, else the one that is found; SOFT=1 is content with a line where there is none.
test-browser: setup
	$(BIN)/python tools/in_chromium.py $(if $(SOFT),--soft)

lint: setup
	$(BIN)/ruff check .

types: setup
	$(BIN)/mypy

check: lint types test

eval: setup
	$(BIN)/python benchmarks/eval.py

precision: setup
	$(BIN)/python benchmarks/eval.py --precision

bench: setup
	$(BIN)/python benchmarks/bench.py

readme: setup
	$(BIN)/python tools/readme.py --write
	$(BIN)/python tools/sessions.py --write

messages: setup
	$(BIN)/python tools/messages.py --write

# Inputs that the coverage of the code chooses, FUZZ_SECONDS for each way into the package.
FUZZ_SECONDS ?= 60
fuzz: setup
	@$(BIN)/python -c 'import atheris' 2>/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check atheris
	$(BIN)/python tools/fuzzing.py --seconds $(FUZZ_SECONDS)

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .fuzz
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
