# 蓝天图志 Blue Sky Atlas. `make help` lists what there is.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PORT ?= 8501
BIN := .venv/bin
# What `make serve-public` opens: replicas of the dashboard, and the ports of nginx and behind it.
REPLICAS ?= 2
SITE_PORT ?= $(if $(filter file,$(origin PORT)),8080,$(PORT))
DASHBOARD_PORT ?= 8081
REPLICA_PORT ?= 8601
INNER_PORT ?= 9601
# Further options: make serve-public SERVE="--address 127.0.0.1 --site DIR"
SERVE ?=
# Test files run side by side, each worker with a server and a browser of its own: one more than two cores keep busy,
# for a browser test often waits until its screen is at rest. 0 runs all in one.
WORKERS ?= 3
# What pytest is asked for: make test TESTS="tests/policy -k cascade"
TESTS ?=

export PYTHONUTF8 = 1

.PHONY: help
help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: ## Make .venv with what the dashboard needs (done once)
	@scripts/make_venv.sh run

.PHONY: setup-dev
setup-dev: ## Make .venv with what tests and checks need as well
	@scripts/make_venv.sh dev

.PHONY: port
port:
	@"$$(scripts/find_python.sh)" scripts/check_port.py '$(PORT)'

.PHONY: geometry
geometry: setup ## Build the shapes of all places into the cache (done once)
	@$(BIN)/python -m commands.build_geometry

.PHONY: run
run: port setup geometry ## Serve the dashboard on port 8501; another one: make run PORT=8502
	@mkdir -p static
	@"$$(scripts/find_python.sh)" scripts/check_port.py '$(PORT)'
	@exec $(BIN)/streamlit run streamlit_app.py --server.port '$(PORT)'

.PHONY: serve-public
serve-public: setup geometry ## Serve the static site on 8080 and REPLICAS=2 of the dashboard on 8081, behind nginx
	@exec $(BIN)/python -m commands.serve_public --replicas '$(REPLICAS)' --site-port '$(SITE_PORT)' \
		--dashboard-port '$(DASHBOARD_PORT)' --replica-port '$(REPLICA_PORT)' --inner-port '$(INNER_PORT)' $(SERVE)

.PHONY: browser
browser: setup-dev
	@scripts/prepare_browser.sh >/dev/null

.PHONY: nginx
nginx:
	@scripts/prepare_nginx.sh >/dev/null

.PHONY: lint
lint: setup-dev ## Check style with ruff
	$(BIN)/ruff check .

.PHONY: types
types: setup-dev ## Check types with mypy
	$(BIN)/mypy

.PHONY: imports
imports: setup-dev ## Check the directions between the folders
	$(BIN)/lint-imports --no-logo

.PHONY: tables
tables: setup-dev ## Check the tables against their schema
	$(BIN)/python -m data.checks

.PHONY: audit
audit: setup-dev ## Ask whether a pinned version has a known vulnerability; says so where nobody can be asked
	@$(BIN)/python -m scripts.audit_dependencies || [ $$? = 3 ]

.PHONY: check
check: lint types imports tables audit ## All checks that are no tests

# What the tests need is made ready while the checks run; its words come after theirs.
.PHONY: ready
ready: setup-dev
	@mkdir -p .cache
	@$(MAKE) geometry browser nginx >.cache/ready.log 2>&1 & making=$$!; trap 'kill $$making' INT TERM; \
		checked=0; $(MAKE) check || checked=$$?; \
		made=0; wait $$making || made=$$?; cat .cache/ready.log; exit $$((checked ? checked : made))

.PHONY: test
test: ready ## All checks and all tests, browser tests included; some: TESTS="tests/policy -k cascade"
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile $(TESTS)

.PHONY: bench
bench: setup-dev geometry browser ## Measure the map beside what one would pick instead
	$(BIN)/python -m benchmarks

.PHONY: lock
lock: ## Write constraints.txt anew from the versions named in the requirements
	scripts/write_constraints.sh

.PHONY: clean
clean: ## Remove everything that is made: .venv, caches, built geometry
	rm -rf .venv .cache static .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
