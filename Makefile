# Everything one needs to try, run and check Slipway. `make help` lists it; `make demo` is the place to begin.
# Needs Node 20.19 or newer, make and git; the rest is installed by `make setup`.

PORT ?= 8080
DATA ?= data/demo
ARGS ?=
NODE := node --import tsx
RESULTS := .cache/results

# What dist/ is made from: it is built anew only when one of these is newer.
SOURCES := $(shell find src web -type f -not -name '*.test.ts' -not -path '*/node_modules/*' 2>/dev/null) \
  package-lock.json tsconfig.json tsconfig.build.json scripts/build.ts

.DEFAULT_GOAL := help
.PHONY: help setup setup-tests build run demo demo-ci stop check test differential bench-checks
.NOTPARALLEL:

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what is missing: npm packages of the lock file, createrepo_c, rpm, dnf
	@scripts/setup.sh

setup-tests: ## as setup, and what only tests use: a browser with fonts, libsolv
	@scripts/setup.sh --browser

build: setup dist/.built ## make the programs and the pages, if their sources changed

dist/.built: $(SOURCES)
	$(NODE) scripts/build.ts
	@touch $@

run: build ## start the server on an empty database, http://127.0.0.1:8080 (PORT=, RUN_DATA=, CONFIG=)
	node dist/cli/main.js serve --data $(or $(RUN_DATA),data/slipway) --port $(PORT) --config $(or $(CONFIG),config/example.yaml)

demo: setup ## play three releases and leave the server running on http://127.0.0.1:8080 (PORT=, DATA=, ARGS="--lang zh")
	@$(NODE) demo/play.ts --data $(DATA) --port $(PORT) --look
	@$(MAKE) --no-print-directory dist/.built
	@$(NODE) demo/play.ts --data $(DATA) --port $(PORT) $(ARGS)

demo-ci: build ## play the same on a free port with a fresh data directory, then stop
	@mkdir -p $(RESULTS)
	@$(NODE) demo/play.ts --ci --summary $(RESULTS)/demo.json $(ARGS)

stop: ## stop the server that make demo left running
	@$(NODE) demo/stop.ts $(DATA)

check: setup ## types, lint, rooms, sizes, generated files
	$(NODE) scripts/check.ts

test: setup-tests dist/.built ## every test
	@mkdir -p $(RESULTS)
	REQUIRE_BROWSER=1 npx vitest run --reporter=default --reporter=json --outputFile.json=$(RESULTS)/tests.json $(ARGS)

# Every part at its full size: takes an hour. DATA: directories of real repositories, several that belong together as a+b.
differential: setup-tests ## the engine against libsolv, all of it (COUNT=5000, SCALE=1, DATA="dir dir+dir")
	DIFFERENTIAL_COUNT=$(or $(COUNT),5000) DIFFERENTIAL_SCALE=$(or $(SCALE),1) DIFFERENTIAL_DATA="$(if $(filter file,$(origin DATA)),,$(DATA))" \
	  npx vitest run --project real test/differential

bench-checks: setup ## speed and memory of the checks beside libsolv's programs (ARGS="--scale 2", ARGS=DIR)
	@$(NODE) bench/checks.ts $(ARGS)
