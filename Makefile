# Two commands for everyone: `make serve` and `make test`. `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help setup serve test test-all bench measure fuzz lock bundle

OPENUPR := .venv/bin/openupr
PYTHON := .venv/bin/python

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do printf '  make %-8s %s\n' "$$name" "$$what"; done

setup: ## Everything but starting: virtual environment, locked packages, database, demo record
	@scripts/setup.sh serve
	@$(OPENUPR) serve --demo --prepare

serve: ## Start OpenUPR at http://localhost:8000, with a demo record the first time (PORT=, HOST=)
	@scripts/setup.sh serve
	@exec $(OPENUPR) serve --demo $(if $(HOST),--host $(HOST)) $(if $(PORT),--port $(PORT))

test: ## What must be true of every change, in six to eight minutes: style, types, contracts, tests on SQLite and on PostgreSQL
	@scripts/test.sh

test-all: ## All of it, in up to an hour: every test on both databases, every kill, every screen width, more inputs
	@scripts/test.sh all

bench: ## Side by side, for speed, with what users would use instead
	@scripts/setup.sh bench
	@scripts/with-postgres.sh $(PYTHON) -m bench
	@$(PYTHON) -m bench.submission
	@$(PYTHON) -m bench.follow_up
	@$(PYTHON) -m bench.pages
	@$(PYTHON) -m bench.memory --store
	@$(PYTHON) -m bench.room --store

measure: ## How good the answers are, on the real record (OPENUPR_SHARED)
	@scripts/setup.sh test
	@$(PYTHON) -m bench.measure

fuzz: ## The readers of strangers' files, against ten thousand broken documents and many broken tables
	@scripts/setup.sh test
	@TESTS=all HYPOTHESIS_PROFILE=fuzz $(PYTHON) -m pytest -q -n auto -p no:randomly -m fuzz

lock: ## Renew the lock files
	@scripts/setup.sh test
	@scripts/lock.sh

bundle: ## One ZIP that installs without a network, for this system and Python (build/)
	@scripts/setup.sh serve
	@scripts/bundle.sh
