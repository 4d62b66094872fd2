# Each target sets up what it needs; what is there is not installed again.
SHELL := /bin/sh
CSOPS := .venv/bin/csops
PYTHON := .venv/bin/python
SOURCES := csops tests benchmarks tools main.py
OUT ?= demo

.PHONY: setup demo run test test-server test-times search lint bench

setup: .venv/run.stamp

# The window opens when there is a display; without one the same is done without it.
demo: .venv/run.stamp
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(CSOPS) demo --out $(OUT); \
	else \
		echo "No display here: the demo runs without the window. The workbook and the database are in $(OUT)/"; \
		$(CSOPS) demo --out $(OUT) --headless; \
	fi

run: .venv/run.stamp
	$(PYTHON) main.py

test: .venv/test.stamp
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -n auto

# With every test of both databases on PostgreSQL too; `make test` runs an eighth of those above the floor of storage there.
test-server: .venv/test.stamp
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -n auto --whole-server

# The window's tests with answers at the worst times: what leans on a quiet machine is red here every time.
test-times: .venv/test.stamp
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -n auto tests/ui --settled
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -n auto tests/ui --late-ms 150

# Properties only, a thousand new random examples each: run it now and then, and turn what it finds into an @example.
search: .venv/test.stamp
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -n auto -m hypothesis --hypothesis-profile search

lint: .venv/run.stamp
	$(PYTHON) -m ruff check $(SOURCES)
	$(PYTHON) -m ruff format --check $(SOURCES)
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

bench: .venv/test.stamp
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m benchmarks

.venv/run.stamp: requirements.lock pyproject.toml tools/set_up.py
	@command -v python3 >/dev/null || { echo "Python is missing. On Debian: sudo apt-get install python3-venv"; exit 1; }
	python3 tools/set_up.py
	@touch $@

.venv/test.stamp: requirements.lock pyproject.toml tools/set_up.py
	@command -v python3 >/dev/null || { echo "Python is missing. On Debian: sudo apt-get install python3-venv"; exit 1; }
	python3 tools/set_up.py --tests
	@touch .venv/run.stamp $@
