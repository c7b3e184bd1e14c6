# make bench     install what is missing, build, run the quick suite, write its report
# make test      install what is missing, run the tests
# make test-slurm run a suite through a real Slurm on this machine, as root: some minutes
# make examples  build, then build and train the examples of losses of one's own
# make peers     set up what users would run instead, time it beside Lopsided, write docs/performance.md
# make gate      fail if the kernels, losses or trainers have become slow, by ratios of one run
# make benchmark time the parts that a suite spends its time in, and count their instructions where the system lets it
# make docs      write docs/losses.md, docs/loss-laws.md and docs/metrics.md from the catalogues
# make bayes     write the tables of docs/bayes-values.md from the scenarios
SHELL := /bin/bash
SWIFT ?= swift
SWIFT_FILES := Package.swift Plugins Sources Tests Examples Benchmarks/Performance
BUILD_FLAGS := --explicit-target-dependency-import-check error
# Wider vectors where the processor has them; `make INSTRUCTION_SET= build` for one that runs anywhere.
INSTRUCTION_SET = $(shell Scripts/instruction-set)
# A square root that need not set errno is one instruction, of a vector too; the result is the same.
RELEASE_FLAGS = -Xcc -fno-math-errno

.PHONY: bench test test-slurm build peers gate benchmark workloads examples docs bayes lint format fraud mammography losses harmonizing scenarios sizes trees known-effects null dependencies clean

bench: build
	.build/release/lopsided run Benchmarks/Suites/quick.yaml
	.build/release/lopsided report Benchmarks/Suites/quick.yaml

test: dependencies
	$(SWIFT) test --disable-xctest $(BUILD_FLAGS)

# Installs Slurm, starts a cluster on loopback, and stops it again.
test-slurm: build
	Scripts/check-slurm

build: dependencies
	$(SWIFT) build -c release --product lopsided $(BUILD_FLAGS) $(RELEASE_FLAGS) $(INSTRUCTION_SET)

# Programs that measure, a package of their own.
workloads: dependencies
	$(SWIFT) build -c release --package-path Benchmarks/Performance --scratch-path .build/performance \
	  --product workloads $(RELEASE_FLAGS) $(INSTRUCTION_SET)

gate: workloads
	.build/performance/release/workloads gate

peers: build workloads
	Scripts/set-up-peers
	python3 Benchmarks/Peers/performance.py

benchmark: dependencies
	$(SWIFT) package --disable-sandbox --package-path Benchmarks/Performance \
	  --scratch-path .build/performance benchmark --no-progress

examples: build
	Scripts/check-examples

# The longer studies whose reports are committed.
fraud mammography losses harmonizing scenarios sizes trees known-effects null: build
	.build/release/lopsided run Benchmarks/Suites/$@.yaml
	.build/release/lopsided report Benchmarks/Suites/$@.yaml

# The reference of the losses and of the metrics, and what losses are held to.
docs: build
	.build/release/lopsided metric list --format markdown > docs/metrics.md
	.build/release/lopsided loss list --format markdown > docs/losses.md
	.build/release/lopsided loss check --all --format markdown > docs/loss-laws.md

# What a perfect learner reaches on every scenario, and how much ways to evaluate one scatter.
bayes: build
	set -o pipefail; .build/release/lopsided data bayes --all --format markdown \
	  | Scripts/replace-section docs/bayes-values.md bayes
	set -o pipefail; .build/release/lopsided data evaluation typologies --format markdown \
	  | Scripts/replace-section docs/bayes-values.md evaluation

lint:
	$(SWIFT) format lint --strict --parallel --recursive $(SWIFT_FILES)

format:
	$(SWIFT) format --in-place --parallel --recursive $(SWIFT_FILES)

dependencies:
	@Scripts/install-dependencies

clean:
	rm -rf .build
