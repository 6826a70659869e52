# Two commands do everything on a fresh machine with Python 3.11+: `make site` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site test bench format clean

site: $(VENV)/.site-ready
	$(BIN)/digest build

# A file of tests is run by one worker, so that the sites which it looks at are built once. Files that take longest are
# begun first (tests/conftest.py). `DIGEST_TESTS=thorough make test` tries more.
test: $(VENV)/.test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

# Takes hours on two processors; `python -m benchmarks --quick` takes minutes.
bench: $(VENV)/.test-ready
	$(BIN)/python -m benchmarks

format: $(VENV)/.test-ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m tools.reference

clean:
	rm -rf $(VENV) site generated/*

# The stamps make both commands quick the second time; a changed pyproject.toml installs anew.
$(VENV)/.site-ready: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("digest needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.test-ready: $(VENV)/.site-ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,zensical,cluster]'
	touch $@
