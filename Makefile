# Needs Python 3.11 or newer as `python3`. Plain commands for people without make: README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check lock pictures clean

demo: $(VENV)/.demo
	$(BIN)/python bot.py --demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: requirements-demo.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-demo.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

# Locks, from the lists in pyproject.toml; needs uv.
LOCK := uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --quiet --python-version 3.11
lock:
	$(LOCK) -o requirements.txt
	$(LOCK) --extra demo -c requirements.txt -o requirements-demo.txt
	$(LOCK) --extra dev -c requirements.txt -o requirements-dev.txt

# The README's pictures: what the browser tests see.
pictures: $(VENV)/.dev
	LIMELIGHT_PICTURES=docs $(BIN)/python -m pytest tests/demo/test_demo.py tests/cogs/setup/test_setup_browser.py -k "typed or profile or six"

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
