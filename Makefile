# make bench     install what is missing, build, run the quick suite, write its report
# make test      install what is missing, run the tests
# make examples  build, then build and train the examples of losses of one's own
# make docs      write docs/losses.md and docs/loss-laws.md from the losses
# make bayes     write the tables of docs/bayes-values.md from the scenarios
SHELL := /bin/bash
SWIFT ?= swift
SWIFT_FILES := Package.swift Plugins Sources Tests Examples
BUILD_FLAGS := --explicit-target-dependency-import-check error
# Wider vectors where the processor has them; `make INSTRUCTION_SET= build` for one that runs anywhere.
INSTRUCTION_SET = $(shell Scripts/instruction-set)
# A square root that need not set errno is one instruction, of a vector too; the result is the same.
RELEASE_FLAGS = -Xcc -fno-math-errno

.PHONY: bench test build examples docs bayes lint format fraud mammography losses harmonizing scenarios trees dependencies clean

bench: build
	.build/release/lopsided run Benchmarks/Suites/quick.yaml
	.build/release/lopsided report Benchmarks/Suites/quick.yaml

test: dependencies
	$(SWIFT) test --disable-xctest $(BUILD_FLAGS)

build: dependencies
	$(SWIFT) build -c release --product lopsided $(BUILD_FLAGS) $(RELEASE_FLAGS) $(INSTRUCTION_SET)

examples: build
	Scripts/check-examples

# The longer studies whose reports are committed.
fraud mammography losses harmonizing scenarios trees: build
	.build/release/lopsided run Benchmarks/Suites/$@.yaml
	.build/release/lopsided report Benchmarks/Suites/$@.yaml

# The reference of the losses, and what they are held to.
docs: build
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
