# Every command a developer types. `make demo` and `make test` set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= ket-qua
DEMO := du-lieu-mau
TEMPLATES := $(shell git ls-files '*.html')
SAMPLES := $(wildcard samples/[1-6]*.xlsx)

.PHONY: help demo codes plan test floors test-engines test-quick test-odd check bench bench-spark docs paper pictures format setup setup-dev system lock clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/.run: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên (Python 3.11 or later is needed)."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Thiếu gói venv: sudo apt install python3-venv (the venv package is missing)."; exit 1; }
	@echo "1/2  Đang tải và cài các thư viện, khoảng hai phút (installing libraries, about two minutes) …"
	@$(BIN)/python -m pip install --quiet --progress-bar on --disable-pip-version-check --require-hashes -r requirements/run.txt
	@echo "2/2  Đang cài Giám Sát (installing Giám Sát) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@
	@echo "Đã cài xong. Xem thử: make demo. Lập cơ quan thật: README, mục “Your own office” (set up; make demo, or README “Your own office”)."

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	@echo "Đang cài những gì kiểm thử cần (installing what checks and tests need) …"
	@$(BIN)/python -m pip install --quiet --progress-bar on --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/.run ## the environment, from pinned and hashed requirements
setup-dev: $(VENV)/.dev ## the same with what checks and tests need

system: ## what tests need of the operating system: PostgreSQL, a browser, fonts
	@bash tools/system.sh

demo: setup ## the site on 127.0.0.1:8000 with a sample province, planned from six workbooks
	GIAMSAT_DATA=$(DEMO) $(BIN)/giamsat demo

codes: setup ## the present 6-digit codes of the sample province
	@GIAMSAT_DATA=$(DEMO) $(BIN)/giamsat demo --codes

plan: setup ## the same main job at the terminal, its papers in ket-qua/
	$(BIN)/giamsat plan $(SAMPLES) --against samples/ke_hoach_thanh_tra_tinh.xlsx --year 2025 --rulebook nghe-an-2021 --province "tỉnh Bình Hải" --out $(OUT)

test: setup-dev system ## all tests, on SQLite and on PostgreSQL, in a real browser; none is skipped
	$(BIN)/python tools/suite.py

test-engines: setup-dev ## the engines alone, without Django
	$(BIN)/python -m pytest -c tests/engines.ini --rootdir . tests/civickit

test-quick: setup-dev ## everything but the browser, on SQLite
	$(BIN)/python -m pytest tests/civickit tests/giamsat tests/upgrade tests/rules

test-odd: setup-dev ## every address with every odd value in every key, where the suite takes a sample; an hour, by night
	ODD_VALUES=all $(BIN)/python -m pytest tests/giamsat/test_odd_values.py

floors: setup-dev ## the share of the code that tests run, compared with its floors; by night, it doubles what these parts take
	GIAMSAT_COVERAGE=1 $(BIN)/python tools/suite.py "site on SQLite" "apps on SQLite" engines

nightly: setup-dev ## tests of chance with many more examples than a run by day has time for, other ones each night
	GIAMSAT_NIGHTLY=1 $(BIN)/python -m pytest tests/civickit tests/giamsat/recommendations/test_histories.py tests/giamsat/test_api.py

check: setup-dev ## style, types, import directions, generated pages, sizes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	@if test -x $(BIN)/biome; then $(BIN)/biome check; else echo "biome is not built for this machine: style sheet and scripts are not checked"; fi
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/reference.py --check
	$(BIN)/python tools/messages.py --check

bench: setup-dev system ## every promise about speed, ours beside a baseline
	$(BIN)/python -m bench.all

bench-spark: ## the same consolidation on Spark's local cluster, in an environment of its own (needs a Java runtime)
	@command -v java >/dev/null || { echo "Cần Java để chạy Spark: sudo apt install default-jre-headless (a Java runtime is needed)."; exit 1; }
	@test -x .venv-spark/bin/python || $(PYTHON) -m venv .venv-spark
	.venv-spark/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/spark.txt
	.venv-spark/bin/python bench/spark_opinions.py

docs: setup-dev ## write the generated pages of docs/reference, and the English messages
	$(BIN)/python tools/reference.py
	$(BIN)/python tools/messages.py

paper: setup-dev ## write what a kind of paper says when its sample fills it: make paper SLUG=thong-bao
	$(BIN)/python tools/papers.py $(SLUG) --word $(OUT)

pictures: setup-dev system ## the manual's pictures, taken by the browser's journey
	GIAMSAT_PICTURES=docs/huong-dan/hinh $(BIN)/python -m pytest tests/journeys/test_story.py tests/journeys/test_followed.py tests/journeys/test_criticism.py tests/journeys/test_targets.py -k "trail or opened or verifies or promise or target"

format: setup-dev ## format the code
	$(BIN)/ruff format .
	-$(BIN)/djade --target-version 5.2 $(TEMPLATES)
	@test ! -x $(BIN)/biome || $(BIN)/biome check --write
	$(BIN)/ruff check --fix .

lock: ## pin requirements again, with hashes and without host names
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml requirements/build.in -o requirements/run.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml requirements/dev.in -o requirements/dev.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements/spark.in -o requirements/spark.txt

clean: ## remove what make made
	rm -rf $(VENV) $(OUT) $(DEMO) .test-data build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache src/*.egg-info
