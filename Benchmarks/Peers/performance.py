"""How fast Lopsided trains and judges, beside what users would run instead: writes docs/performance.md.

    python3 performance.py [--rounds 3]
                           [--only logistic,mlp,convergence,trees,suite,stream,curves,metrics,statistics]
                           [--output docs/performance.md] [--records FILE.json]

`make peers` sets the peers up, builds and calls this; the sections of the page stand in `sections`.
All programs train on the same arrays. In every round each program runs once in a process of its
own, one after the other, so that all meet the same state of the machine. Tables have medians over rounds; a ratio is that of two times of one round, and
the median over rounds is given. Peers train as an expert would write it (`workloads/trainlib.py`).
"""

import argparse
import json
import os
import platform

from sections.aims import aims
from sections.growth import curves
from sections.judging import metrics, statistics_of_tables
from sections.running import REPOSITORY, ROOT, limits
from sections.suites import stream, suite
from sections.training import convergence, logistic, mlp
from sections.trees import trees

SECTIONS = {"logistic": logistic, "mlp": mlp, "convergence": convergence, "trees": trees,
            "suite": suite, "stream": stream, "curves": curves, "metrics": metrics,
            "statistics": statistics_of_tables}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default=",".join(SECTIONS))
    parser.add_argument("--output", default=f"{REPOSITORY}/docs/performance.md")
    parser.add_argument("--records", default=f"{ROOT}/performance.json")
    options = parser.parse_args()
    chosen = options.only.split(",")
    load = os.getloadavg()[0]
    machine = limits()
    kept = json.load(open(options.records)) if os.path.exists(options.records) else {}
    for name in chosen:
        records, text = SECTIONS[name](options.rounds, machine)
        kept[name] = {"text": text, "records": records}
        json.dump(kept, open(options.records, "w"), indent=1, default=str)
    processor = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo")
                      if line.startswith("model name")), platform.processor())
    text = f"""# How fast training and judging are

Written by `make peers` ([`Benchmarks/Peers/performance.py`](../Benchmarks/Peers/performance.py)), which runs Lopsided and the programs that people would use instead one after the other on the same arrays, three rounds or more; seconds are medians of rounds, ratios medians of the ratios within rounds. The machine: {os.cpu_count()} cores of {processor}; load before the run {load:.1f}; a core's peak {machine['peak_core']:.0f} GFLOP/s in single precision; memory read at {machine['read_one']:.1f} GB/s by one core and {machine['read_two']:.1f} GB/s by two.

`make gate`, which is part of the CI, holds ratios of one run within bounds: share of the peak, learners in lockstep against one alone, losses against cross-entropy. `make benchmark` times the parts that a suite spends its time in, and counts their instructions where the system lets a program do so ([`Benchmarks/Performance`](../Benchmarks/Performance)).

""" + "\n".join(
        [kept[name]["text"] for name in SECTIONS if name in kept] + [aims(kept)])
    with open(options.output, "w") as file:
        file.write(text)


if __name__ == "__main__":
    main()
