# Each target sets up what it needs in .venv and then runs one command.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
READY := $(VENV)/.ready
PEERS := .venv-peers

.PHONY: optimize test long bench engines experiments people desks access assignment cases pictures reproduce docs transcripts notebook site format clean

optimize: $(READY)  ## Recommend a hiring policy for the case study.
	$(RUN)/plan optimize studies/growth.toml

test: $(READY)  ## Lint, check types and imports, run the tests.
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports
# By file: what is slow to set up, such as LibreOffice, is set up in one worker. With bytecode on file,
# as tests start the program often.
	PYTHONDONTWRITEBYTECODE= $(RUN)/pytest -n auto --dist loadfile

long: $(READY)  ## Tests that take long: browsers, spreadsheets, terminals, kills, large samples.
	PYTHONDONTWRITEBYTECODE= $(RUN)/pytest -n auto --dist loadfile -m long

bench: $(READY)  ## Time the compiled engine against the SimPy reference, side by side.
	$(RUN)/python workshop/benchmarks/engines.py

experiments: $(PEERS)/.ready  ## Compare with other optimisers and check the guarantees; takes hours.
	$(PEERS)/bin/python workshop/experiments/efficiency.py run --jobs 2
	$(PEERS)/bin/python workshop/experiments/optima.py --jobs 2
	$(PEERS)/bin/python workshop/experiments/efficiency.py evaluate --jobs 2
	$(PEERS)/bin/python workshop/experiments/efficiency.py summarise
	$(PEERS)/bin/python workshop/experiments/selection.py --jobs 2
	$(PEERS)/bin/python workshop/experiments/validation.py --jobs 2
	$(PEERS)/bin/python workshop/experiments/schedules.py --jobs 2
	$(PEERS)/bin/python workshop/experiments/pods.py --jobs 2
	$(PEERS)/bin/python workshop/experiments/reviews.py --jobs 2

engines: $(READY)  ## 10,000 generated studies of each kind, equal in both engines; takes a quarter of an hour.
	EXAMPLES=10000 $(RUN)/pytest -n 2 --dist load tests/simmodel/journey/test_engines_agree.py

people: $(READY)  ## What a plan loses that leaves people out; writes the table of docs/people.md.
	$(RUN)/python workshop/experiments/people.py --jobs 2

desks: $(READY)  ## What priorities, books and a CAF for each pod are worth; writes the figures of docs/desks.md.
	$(RUN)/python workshop/experiments/desks.py --jobs 2

access: $(READY)  ## How near optimal the formulas of service access are; takes half an hour.
	$(RUN)/plan reproduce access
	$(RUN)/python workshop/experiments/access.py --jobs 2

assignment: $(READY)  ## Assignments of accounts, side by side with rules and a solver; takes minutes.
	$(RUN)/python workshop/experiments/assignment.py
	$(RUN)/python workshop/experiments/predictions.py --jobs 2

cases: $(READY)  ## Small inputs that once went wrong, with what is right; takes minutes.
	$(RUN)/python workshop/cases/run.py

pictures: $(READY)  ## The pictures of the documentation, from a real run of the case study.
	$(RUN)/python workshop/pictures/take.py

reproduce: $(READY)  ## The published tables beside ours.
	$(RUN)/plan reproduce

docs: $(READY)  ## Rewrite the documentation that is made from the code.
	$(RUN)/plan check growth --fields --markdown > docs/study-fields.md
	$(RUN)/plan check access-example --fields --markdown > docs/study-fields-access.md

transcripts: $(READY)  ## Rewrite what commands print where the documentation shows it; takes minutes.
	$(RUN)/python workshop/site/transcripts.py README.md docs/how-to/read-the-answer.md docs/tutorial.md

notebook: $(READY)  ## Run the notebook of the documentation, and keep what it shows.
	$(RUN)/python workshop/notebook/run.py docs/notebook.ipynb

site: $(VENV)/.site  ## The documentation, into site/; warnings are errors.
	NO_MKDOCS_2_WARNING=1 $(RUN)/mkdocs build --quiet

format: $(READY)
	$(RUN)/ruff check --fix .
	$(RUN)/ruff format .

clean:
	rm -rf $(VENV) $(PEERS) site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find planner simmodel tests workshop -name __pycache__ -prune -exec rm -rf {} +

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which with make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
# Compiles the simulations, which every process finds compiled from then on; two at a time.
	@printf '%s\n' 'check segments' 'check scaleup' 'assign team-of-eight --replications 2 --results $(VENV)/compiled' 'check growth' 'check realistic-team' 'check access-example' \
		| xargs -P 2 -I {} sh -c '$(RUN)/plan {} --quiet > /dev/null'
	@touch $@

$(VENV)/.site: $(READY)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[docs]'
	@touch $@

# Apart from the planner's own: SimOpt wants an older numpy.
$(PEERS)/.ready: pyproject.toml workshop/experiments/constraints.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --constraint workshop/experiments/constraints.txt --editable '.[peers]'
	@touch $@
