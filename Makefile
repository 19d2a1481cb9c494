# The two commands: `make demo` to see it, `make test` to prove it.
# The first that really starts: a version manager may leave names that lead nowhere.
ifndef PYTHON
PYTHON := $(shell for name in python3.13 python3.12 python3.11 python3 python; do $$name -c "" 2>/dev/null && echo $$name && break; done)
endif
PORT ?= 8600
BIN := .venv/bin
export CALLBOARD_TARGET = $(MAKECMDGOALS)

.PHONY: demo test check install tour bench lock format

demo: install
	@$(BIN)/python -m bot demo --port $(PORT)

tour: install
	@$(BIN)/python -m bot tour

install:
	@$(if $(PYTHON),,$(error Callboard needs Python 3.11 or newer; install it, for example with: apt-get install python3 python3-venv))
	@$(PYTHON) .ci/setup.py product

.venv/.tests: FORCE
	@$(if $(PYTHON),,$(error Callboard needs Python 3.11 or newer; install it, for example with: apt-get install python3 python3-venv))
	@$(PYTHON) .ci/setup.py tests
FORCE:

test: .venv/.tests
	@$(BIN)/python .ci/gates.py all

check: .venv/.tests
	@$(BIN)/python .ci/gates.py quick

bench: .venv/.tests
	@$(BIN)/python -m tests.benchmarks --all

format: .venv/.tests
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lock:
	@$(BIN)/python .ci/lock.py
