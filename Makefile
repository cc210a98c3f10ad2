# The two commands are `make demo` and `make test`; each sets up what it needs.
PYTHON ?= python3
.PHONY: demo run test bench lint format types messages locks run-environment dev-environment
.NOTPARALLEL:

# The site with its demonstration data, served as in production, on http://127.0.0.1:8000 (PORT=…).
demo: run-environment
	@exec .venv/bin/python .ci/site.py demo

# Django's development server on the same data.
run: run-environment
	@exec .venv/bin/python .ci/site.py run

# On PostgreSQL: what touches the database, and of the browser's tests a few.
test: lint
	SECRET_KEY=none DATABASE_URL=sqlite://:memory: .venv/bin/python manage.py makemigrations --check --dry-run
	.venv/bin/python -m pytest -q -n 2 --dist worksteal
	.venv/bin/python -m pytest -q -n 2 --dist worksteal --db=postgres -m "not one_database and (postgres or not browser)"

# How long pages take on the data of a city after ten years, on both databases; one alone: DB=sqlite.
bench: dev-environment
	.venv/bin/python -m tests.benchmarks $(DB)

TEMPLATES = git ls-files -z "templates/*.html" | xargs -0 .venv/bin/djade --target-version 5.2
lint: dev-environment types
	.venv/bin/python -m ruff check
	.venv/bin/python -m ruff format --check

format: dev-environment
	.venv/bin/python -m ruff check --fix
	.venv/bin/python -m ruff format
	$(TEMPLATES)

# The rooms whose functions bear types.
types: dev-environment
	SECRET_KEY=none DATABASE_URL=sqlite://:memory: .venv/bin/python -m mypy \
		$(wildcard $(foreach app,blocs emulation awards reports,$(addprefix $(app)/,actions queries rules rules.py documents scoring)))

# Collects the strings of code and templates, then compiles the Vietnamese catalogue.
messages: dev-environment
	.venv/bin/python .ci/messages.py

# Fixes the newest allowed version of every package, with hashes and without addresses.
COMPILE = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet --upgrade
locks:
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

run-environment:
	@$(PYTHON) .ci/environment.py run

dev-environment:
	@$(PYTHON) .ci/environment.py dev
