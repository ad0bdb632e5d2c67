# The manual: every way to run and check this project. CI calls the same targets.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT

VENV := .venv
BIN := $(VENV)/bin
# Bytecode is kept, even where the environment says otherwise: the tests start a hundred processes.
PYTEST := env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest
export PYTHONUNBUFFERED = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help run test test-fast editor lint types layers fix unit coverage explore lock scale screenshots evaluate promises bench bench-pages lighthouse siege soak sbom audit bundle typeface messages

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: $(BIN)/.installed ## Install, prepare and serve on http://HOST:PORT
	@$(BIN)/python manage.py setup
	@echo "Starting on http://$(HOST):$(PORT) (Ctrl-C stops it; editors sign in at /admin/, see make editor)"
	@exec $(BIN)/gunicorn --config python:helpcenter.gunicorn helpcenter.wsgi

editor: $(BIN)/.installed ## Make an editor's account (or EDITOR_NAME= EDITOR_PASSWORD=)
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py editor

test: system $(BIN)/.installed-tests ## Run every check there is
	@$(MAKE) --no-print-directory --jobs=3 lint types layers
	@$(MAKE) --no-print-directory unit

test-fast: $(BIN)/.installed-tests ## Run the tests that need no browser and no running site
	@$(PYTEST) --randomly-seed=1 --hypothesis-profile=repeat -m "not browser and not nu and not server"

.PHONY: system
system:
	@sh tests/system.sh

lint: $(BIN)/.installed-tests ## Style and likely mistakes
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(BIN)/.installed-tests ## Type hints
	@$(BIN)/mypy

layers: $(BIN)/.installed-tests ## Imports go down only
	@$(BIN)/lint-imports --no-logo

# The same order and the same examples each time: a change is judged by what it changes, not by luck.
unit: $(BIN)/.installed-tests
	@$(PYTEST) --randomly-seed=1 --hypothesis-profile=repeat

# Not part of `make test`: counting takes 60 % more processor time, and tests that limit it would fail.
coverage: $(BIN)/.installed-tests ## Fail unless the tests run 98 % of the branches
	@$(PYTEST) --cov --randomly-seed=1 --hypothesis-profile=repeat \
		--ignore tests/growth \
		--deselect tests/faq/text/test_markdown_safety.py::test_render_defuses_markdown_bombs

explore: $(BIN)/.installed-tests ## Run the tests in another order and with other examples each time
	@$(PYTEST)

fix: $(BIN)/.installed-tests ## Format the code, and fix what ruff can fix
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

screenshots: $(BIN)/.installed-tests ## Take the README's pictures anew, with Chromium
	@$(BIN)/python tests/screenshots.py docs/images

# Evaluation sets, a folder each, and corpora to make documents from, where there are any.
EVAL ?= ../shared/eval
SETS = $(patsubst %/docs.jsonl,%,$(wildcard $(EVAL)/*/docs.jsonl))
CORPORA ?= $(wildcard $(EVAL)/corpora)

evaluate: $(BIN)/.installed ## Say how well search answers: the sets in EVAL=, or else the project's own
	@$(BIN)/python manage.py search_evaluate $(or $(SETS),tests/evaluation/sample)
	@$(if $(SETS),echo "With one misspelling in every query:" && \
		$(BIN)/python manage.py search_evaluate --typos $(SETS))

promises: $(BIN)/.installed ## Say which phrasings do not find their question
	@$(BIN)/python manage.py promises

DOCUMENTS ?= 10000
bench: $(BIN)/.installed ## Say how fast search is beside two others, with DOCUMENTS= many documents
	@$(BIN)/python manage.py search_benchmark --documents $(DOCUMENTS) $(addprefix --corpora ,$(CORPORA))

REQUESTS ?= 1000
bench-pages: $(BIN)/.installed-tests ## Say what pages cost, made anew and kept, beside a bare view
	@$(BIN)/python -m tests.pages $(REQUESTS)

lighthouse: $(BIN)/.installed-tests ## Ask Lighthouse about the sample site: 100 in all categories, phone and desktop
	@command -v npm >/dev/null && command -v chromium >/dev/null || \
		{ echo "Lighthouse needs npm and Chromium. Debian: apt-get install npm chromium"; exit 1; }
	@$(MAKE) --silent $(VENV)/lighthouse/.installed
	@$(BIN)/python -m tests.lighthouse $(VENV)/lighthouse/node_modules/.bin/lighthouse

QUESTIONS ?= 10000
scale: $(BIN)/.installed-tests ## Load QUESTIONS= many questions and print queries and times per page
	@$(BIN)/python -m tests.scale $(QUESTIONS) $(CORPORA)

ATTACKS ?=
siege: $(BIN)/.installed-tests ## Attack a site of its own, and say what its readers notice; ATTACKS= are some of them
	@$(BIN)/python -m tests.siege $(ATTACKS)

SOAK ?= 10000
soak: $(BIN)/.installed-tests ## Send SOAK= many requests to a site of its own, and fail if its memory or files grow
	@$(BIN)/python -m tests.soak $(SOAK)

sbom: $(BIN)/.installed ## Print the packages of the site with their hashes, as CycloneDX
	@$(BIN)/python -m tests.sbom

audit: ## Fail if a locked package has a known vulnerability (needs the network)
	@$(PYTHON) -m venv $(VENV)/audit
	@$(VENV)/audit/bin/pip install --quiet pip-audit
	@for lock in requirements.txt tests/requirements.txt; do \
		$(VENV)/audit/bin/pip-audit --strict --require-hashes --disable-pip -r $$lock || exit 1; done

BUNDLE := faq/static/faq/admin/rich_paste.js
bundle: ## Make the script that turns pasted text into Markdown anew, with its licence; needs npm
	@command -v npm >/dev/null || { echo "npm is missing. Debian: apt-get install npm"; exit 1; }
	@cd frontend && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@cd frontend && node_modules/.bin/esbuild rich_paste.js --bundle --minify --format=iife \
		--global-name=richPaste --charset=utf8 --target=es2022 --log-level=error --outfile=../$(BUNDLE) \
		--banner:js="/*! Turndown $$(node -p 'require("turndown/package.json").version'): $$(cat node_modules/turndown/LICENSE) */"

typeface: $(BIN)/.installed-tests ## Cut the typeface of headings out of the font of link pictures
	@$(BIN)/python frontend/typeface.py faq/static/faq/fonts

LANGUAGE ?=
messages: $(BIN)/.installed-tests ## Put new texts into the translations and compile them; LANGUAGE= begins one
	@$(BIN)/python -m tests.catalogues $(LANGUAGE)

lock: ## Pin all packages with hashes (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q \
		pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q \
		-c requirements.txt --group test pyproject.toml -o tests/requirements.txt

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; $(PYTHON) is older or missing. Debian: apt-get install python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv module is missing. Debian: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)

$(BIN)/.installed: requirements.txt | $(BIN)/pip
	@$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	@touch $@

$(BIN)/.installed-tests: tests/requirements.txt $(BIN)/.installed
	@$(BIN)/pip install --quiet --require-hashes -r tests/requirements.txt
	@touch $@

$(VENV)/lighthouse/.installed: tests/lighthouse/package.json tests/lighthouse/package-lock.json
	@mkdir -p $(@D)
	@cp $^ $(@D)
	@cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
