# What people type. Each target makes what it needs first.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run install test check bench doctor lock pictures clean

run: .venv/run.done          ## start the station (the sandbox, when no tokens are set)
	$(BIN)/python run_bot.py

install: .venv/dev.done      ## make .venv with everything, start nothing

test: .venv/dev.done         ## all tests, but for the benchmarks
	$(BIN)/python -m pytest

check: .venv/dev.done        ## lint, types, and the conversations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m bot.tools check

bench: .venv/dev.done        ## measure
	$(BIN)/python -m tests.benchmarks

doctor: .venv/run.done       ## what is missing here, and the command that installs it
	$(BIN)/python -m bot.tools doctor

pictures: .venv/dev.done     ## the README's pictures, taken from the sandbox
	$(BIN)/python -m pytest tests/browser --pictures docs/pictures

lock:                        ## resolve pyproject.toml anew (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q -o requirements.lock
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q -o requirements-dev.lock

clean:                       ## remove .venv and caches; data/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache

.venv/run.done: requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	touch $@

.venv/dev.done: requirements-dev.lock .venv/run.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	touch $@
