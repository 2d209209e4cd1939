# Truebin. `make help` lists what can be done. Needs make and Python 3.11 or newer; brings everything else itself.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:
BIN := .venv/bin
# Two test processes: one per core of the machine that the suite is tuned for.
WORKERS ?= 2
# More for `make run`, for example OPTIONS="--https 443 --http 80"; OPTIONS=--help lists them.
OPTIONS ?=

.PHONY: help run test check format bench bench-camera bench-decode bench-pwa requirements clean venv test-venv test-system node-modules

help: ## Show this list
	@echo "make …"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' Makefile | while IFS='|' read -r name words; do printf '%-16s %s\n' "$$name" "$$words"; done

run: venv ## Install what is missing, build, make a demo warehouse on first start, and serve it over HTTPS
	@sh scripts/system-packages libzbar0
	@exec $(BIN)/python -m server.run $(OPTIONS)

test: test-system test-venv node-modules ## Run every check and every test
	@sh scripts/run-tests $(WORKERS)

check: test-venv node-modules ## Format, lint, types and import contracts, Python and PWA
	@sh scripts/run-checks

format: test-venv node-modules ## Put all sources into the one format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only .
	$(BIN)/python -m server.run.pwa npm run format

bench: test-venv ## Measure the server against raw sqlite3 and raw websockets
	$(BIN)/python -m bench

bench-camera: test-system test-venv node-modules ## Measure the phone's camera in a browser: CORPUS=folder OPTIONS=--help
	$(BIN)/python -m bench.camera $(CORPUS) $(OPTIONS)

bench-decode: test-system test-venv ## Measure our barcode reader beside others: CORPUS=folder OPTIONS=--help
	$(BIN)/python -m bench.decode $(CORPUS) $(OPTIONS)

bench-pwa: test-system test-venv node-modules ## Measure the PWA in a browser: first load, ready, scan to cue
	$(BIN)/python -m server.run.pwa
	$(BIN)/python -m bench.pwa

requirements: ## Pin requirements*.in again, with the hashes of every wheel, into requirements*.txt
	@sh scripts/pin-requirements

clean: ## Remove what was built; the warehouse in var/ stays
	rm -rf build pwa/dist pwa/node_modules .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info .venv
	find server scanning tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

venv:
	@sh scripts/make-venv requirements.txt

test-venv:
	@sh scripts/make-venv requirements-test.txt

test-system:
	@sh scripts/system-packages libzbar0 chromium postgresql fonts-noto-cjk gcc libc6-dev

node-modules:
	@$(BIN)/python -m server.run.pwa install
