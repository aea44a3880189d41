# Reppu: the commands. `make help` lists them; each builds its environment in .venv first, if need be.

PORT ?= 8765
DATA ?=
ONLY ?=
SEEDS ?= 100
SEED ?=
CLUBS ?= 1
ARGS ?=
UPGRADE ?=
DOMAIN ?=
PRUNE ?=

SHELL := /bin/bash
VENV := .venv
PY := $(VENV)/bin/python
CATALOGUES := $(wildcard bot/locales/*/LC_MESSAGES/*.po)
COMPILED := $(CATALOGUES:.po=.mo)
SOURCES := $(shell find bot adapters storage -name '*.py' -o -name '*.sql' -o -path '*/papers/*' -type f)
TEMPLATE := $(VENV)/share/reppu/demo/reppu.sqlite3
PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes
LOCK := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" pyproject.toml

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check bench simulate prove lock texts texts-update clean

help: ## say what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|' 2>/dev/null \
		|| grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST)

demo: $(TEMPLATE) ## serve the playground at 127.0.0.1 [PORT=8765] [DATA=folder that keeps the club]
	$(PY) -m bot demo --port $(PORT) $(if $(DATA),--data "$(DATA)")

test: $(VENV)/dev.stamp $(TEMPLATE) ## run all tests with their coverage [ARGS=what pytest understands]
	$(PY) -m pytest $(if $(ARGS),$(ARGS),--cov --cov-report=term:skip-covered)

check: $(VENV)/dev.stamp texts ## form, types, dependency rule, texts complete
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) $(VENV)/bin/lint-imports --no-cache --no-logo
	$(PY) -m tests.checks.texts

bench: $(VENV)/dev.stamp $(TEMPLATE) ## measure against yardsticks, into bench/results.json [ONLY=name]
	$(PY) -m bench $(ONLY)

simulate: $(VENV)/dev.stamp texts ## play seeded histories with crashes and duplicates [SEEDS=100] [CLUBS=1] [SEED=one alone] [ARGS=--help]
	$(PY) -m tests.simulation --seeds $(SEEDS) --clubs $(CLUBS) $(if $(SEED),--seed $(SEED)) $(ARGS)

prove: check test bench ## everything that is claimed, one after the other

lock: $(VENV)/dev.stamp ## write requirements/*.txt from pyproject.toml [UPGRADE=1 takes the newest versions]
	$(LOCK) $(if $(UPGRADE),--upgrade) --output-file requirements/runtime.txt
	$(LOCK) $(if $(UPGRADE),--upgrade) --extra dev --constraints requirements/runtime.txt --output-file requirements/dev.txt

texts: $(COMPILED) ## compile the catalogues

texts-update: $(VENV)/dev.stamp ## bring the catalogues up to the code [DOMAIN=one of them] [PRUNE=1 drops obsolete entries]
	$(PY) -m tests.checks.texts --update $(if $(DOMAIN),--domain $(DOMAIN)) $(if $(PRUNE),--prune)

clean: ## remove the environment and everything that was made
	rm -rf $(VENV) .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache build dist
	find bot -name '*.mo' -delete
	find bot adapters storage tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

$(TEMPLATE): $(SOURCES) $(COMPILED) | $(VENV)/runtime.stamp
	@echo "Playing the demo club's story ..."
	@$(PY) -m bot demo-template

%.mo: %.po | $(VENV)/runtime.stamp
	@$(PY) -m babel.messages.frontend compile --input-file $< --output-file $@ 2>/dev/null || \
		$(PY) -m babel.messages.frontend compile --input-file $< --output-file $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/runtime.stamp
	@echo "Installing the tools for tests and checks (once; a minute or two) ..."
	@$(PIP_INSTALL) --requirement requirements/dev.txt
	@touch $@

$(VENV)/runtime.stamp: requirements/runtime.txt $(VENV)/python.stamp
	@echo "Installing what Reppu stands on (once; a minute) ..."
	@$(PIP_INSTALL) --requirement requirements/runtime.txt
	@touch $@

# Debian's python3 comes without venv and pip; a half-made environment is worse than none, so this asks before it makes one.
# FORCE with a test: an environment whose Python has gone (an upgrade, a moved folder) is made anew.
$(VENV)/python.stamp: $(if $(shell $(PY) -c 'import pip' 2>/dev/null && echo whole),,FORCE)
	@python=; \
	for each in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
		if "$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then python=$$each; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Reppu needs Python 3.11 or newer, and this machine shows none."; \
		echo "Install one (on Debian or Ubuntu: sudo apt install python3 python3-venv) and run make again."; \
		echo "If it stands in an unusual place: make $(or $(MAKECMDGOALS),help) PYTHON=/path/to/python3"; exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
		echo "$$python is here, but its venv module is not. On Debian or Ubuntu: sudo apt install python3-venv"; \
		echo "Then run make again."; exit 1; \
	fi; \
	echo "Making the environment in $(VENV) with $$("$$python" --version) ..."; \
	rm -rf $(VENV) && "$$python" -m venv $(VENV)
	@touch $@

.PHONY: FORCE
FORCE:
