# Everything a person needs is here; each target sets up what it needs (Python 3.11 or newer, make and pip are enough).
.PHONY: help demo test quick check soak peers whole docs messages format clean
.NOTPARALLEL:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest
TOGETHER := -n 3 --dist loadgroup
CATALOGS := $(wildcard coder/locale/*/LC_MESSAGES/coder.po)
# Kept compiled, the suite is read in half the time.
unexport PYTHONDONTWRITEBYTECODE
# The site's theme is kept until 2027, and says so at every build.
export NO_MKDOCS_2_WARNING := 1
# Stamps: nothing is installed again while these files stay as they are.
RUNNABLE := $(VENV)/.runnable
READY := $(VENV)/.ready

help:
	@echo "make demo      try the workbench on an invented survey"
	@echo "make quick     the quick tests (about a minute on two cores)"
	@echo "make test      the whole suite, PostgreSQL included"
	@echo "make check     all that must hold before a change is handed in"
	@echo "make soak      the long runs"
	@echo "make peers     our files in other programs, and theirs here (QUALCODER_SOURCE=folder for QualCoder)"
	@echo "make whole     every figure of docs/performance.md measured again, beside other programs (half an hour)"
	@echo "make docs      the documentation, into site/"
	@echo "make wheelhouse  all that a machine without network needs to install the workbench, into wheelhouse/"
	@echo "make messages  collect messages into the catalogs, and compile them"
	@echo "make format    format the code"
	@echo "make clean     remove everything that can be made again"

$(BIN)/pip:
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3 python; do \
	  if $$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    echo "Making $(VENV) with $$python"; $$python -m venv $(VENV); exit; \
	  fi; \
	done; \
	echo "No Python 3.11 or newer with venv was found. Install one, or name it: make PYTHON=/path/to/python" >&2; exit 1

$(RUNNABLE): pyproject.toml constraints.txt hatch_build.py $(CATALOGS) | $(BIN)/pip
	@echo "Installing the workbench into $(VENV) (a minute or two the first time)"
	@$(PIP) install -q -c constraints.txt pip hatchling babel
	@$(PIP) install -q -c constraints.txt --no-build-isolation -e .
	@touch $@

$(READY): $(RUNNABLE)
	@echo "Installing the tools of development into $(VENV)"
	@$(PIP) install -q -c constraints.txt --group dev
	@touch $@

demo: $(RUNNABLE)
	@$(BIN)/coder demo

test: $(READY)
	CODER_TEST_REQUIRE_PG=1 $(PYTEST) $(TOGETHER) -m "not soak and not peers and not catalogs"

quick: $(READY)
	$(PYTEST) -n 2 --dist loadgroup --ignore tests/peers --ignore tests/malformed -m "not slow and not soak and not peers and not catalogs and not postgres" --hypothesis-profile=quick

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/mkdocs build --strict --quiet
	CODER_TEST_REQUIRE_PG=1 $(PYTEST) $(TOGETHER) -m "not soak and not peers"

soak: $(READY)
	CODER_TEST_REQUIRE_PG=1 $(PYTEST) -m soak --timeout=0 --hypothesis-profile=soak

# Other programs, each in an environment of its own; what is not there is skipped with its reason.
PEERS := .peers

$(PEERS)/%/.ready: tests/peers/%_requirements.txt | $(BIN)/pip
	@echo "Installing $* into $(PEERS)/$*"
	@$(BIN)/python -m venv $(PEERS)/$*
	@$(PEERS)/$*/bin/python -m pip --disable-pip-version-check install -q -r $<
	@touch $@

peers: $(READY) $(PEERS)/taguette/.ready $(if $(QUALCODER_SOURCE),$(PEERS)/qualcoder/.ready)
	$(PYTEST) tests/peers -m ""

# Half an hour on a calm machine; needs what `make peers` needs.
whole: $(READY) $(PEERS)/taguette/.ready $(PEERS)/qc/.ready $(if $(QUALCODER_SOURCE),$(PEERS)/qualcoder/.ready)
	$(PIP) install -q -c constraints.txt --group benchmarks
	$(BIN)/python -m benchmarks.whole $(if $(QUALCODER_SOURCE),--qualcoder "$(QUALCODER_SOURCE)")

docs: $(READY)
	$(BIN)/mkdocs build --strict
	@echo "Open site/index.html"

# For this system and this Python; docs/install.md tells how for another. pip is what pipx asks for first.
EXTRAS := team,web,encrypted,figures

wheelhouse: | $(BIN)/pip
	@rm -rf wheelhouse
	@$(PIP) wheel -q -c constraints.txt -w wheelhouse pip "$(CURDIR)[$(EXTRAS)]"
	@cp constraints.txt wheelhouse/
	@echo 'There: python3 -m pip install --no-index --find-links wheelhouse "open-answer-coder[$(EXTRAS)]"'

messages: $(READY)
	@mkdir -p build
	$(BIN)/pybabel --quiet extract --sort-by-file --add-location=file --project=coder -o build/coder.pot coder
	$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 110 \
	  -D coder -i build/coder.pot -d coder/locale
	$(BIN)/python hatch_build.py
	@touch $(RUNNABLE) $(READY)  # compiled just now: no need to install again

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) $(PEERS) build dist site wheelhouse .hypothesis .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	rm -f coder/locale/*/LC_MESSAGES/coder.mo
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
