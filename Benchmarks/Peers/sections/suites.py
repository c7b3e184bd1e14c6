"""Whole suites: one as people have it, and one of a hundred million rows."""

import os
import resource
import statistics
import subprocess
import time

from .running import (HERE, LOPSIDED, PYTHON, REPOSITORY, ROOT, fastest, in_child, interleaved, median, nearest, ratio)
from .tables import times_table


def suite(rounds, machine):
    def whole():
        begin = time.time()
        folder = f"{ROOT}/tmp"
        suite = f"{HERE}/workloads/suite.yaml"
        store = f"{folder}/w7.sqlite"
        for command in (["run", suite, "--fresh", "--jobs", "2", "--store", store],
                        ["report", suite, "--store", store, "--output", f"{folder}/w7-report"]):
            subprocess.run([LOPSIDED, *command], check=True, capture_output=True)
        return {"median_s": time.time() - begin}

    def theirs(name, *extra):
        def run():
            begin = time.time()
            subprocess.run([PYTHON, "w7_suite.py", "--peer", name, "--features", "28", *extra], check=True, capture_output=True,
                           cwd=f"{HERE}/workloads", env={**os.environ, "PEERS_ROOT": ROOT})
            return {"median_s": time.time() - begin}
        return run

    records = interleaved({
        "Lopsided": whole, "NumPy stacked": theirs("numpy_stack"), "JAX": theirs("jax_seq"),
        "PyTorch compiled step": theirs("torch_step_compile"),
        "PyTorch eager, two processes": theirs("torch_eager"),
        "PyTorch eager, one process of two threads": theirs("torch_eager", "--workers", "1", "--threads", "2"),
        "PyTorch eager, one process of one thread": theirs("torch_eager", "--workers", "1"),
    }, rounds, "suite")
    best = nearest(records, [n for n in records if n != "Lopsided"], "Lopsided")
    plain = fastest(records, [n for n in records if "eager, one" in n])
    text = f"""## A whole suite

From nothing to a report on two cores: 10⁶ rows of 28 features, five replicates of 600,000 / 200,000 / 200,000, logistic regression and MLP, four losses, five epochs, metrics, statistics, Markdown. Ours draws each replicate anew, shuffles every epoch, looks at validation at the start and at the end, and computes every metric of the report; the Python programs draw once, split five times, walk fixed batches and compute six metrics.

{times_table(records, "Lopsided", [])}

The fastest engine in Python, {best}, takes **{ratio(records[best], records["Lopsided"]):.1f} times** our time, plain PyTorch eager, at its best with {plain.split(', ')[1]}, **{ratio(records[plain], records["Lopsided"]):.1f} times**, and with its work dealt out to two processes {ratio(records["PyTorch eager, two processes"], records["Lopsided"]):.1f} times.
"""
    return records, text


def stream(rounds, machine):
    def run():
        begin = time.time()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [LOPSIDED, "run", f"{REPOSITORY}/Benchmarks/Studies/hundred-million.yaml", "--fresh",
             "--jobs", "2", "--store", f"{ROOT}/tmp/hundred-million.sqlite"],
            check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return {"median_s": time.time() - begin, "peak_kb": after.ru_maxrss,
                "processor_s": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}

    # A process of its own, so that the peak is not that of a program that ran before.
    records = interleaved({"Lopsided": lambda: in_child(run)}, rounds, "stream")
    peak = max(r["peak_kb"] for r in records["Lopsided"]) / 1024
    processor = statistics.median(r["processor_s"] for r in records["Lopsided"])
    seconds = median(records["Lopsided"])
    text = f"""## A hundred million rows

100,000,000 rows of `typologies` straight from the generator, logistic regression, four losses, one epoch, with validation and test parts of 1,000,000 (`lopsided run Benchmarks/Studies/hundred-million.yaml --jobs 2 --fresh`): **{seconds:.0f} s**, that is {100 / seconds:.1f} million rows a second, {processor:.0f} s of processor time, **{peak:.0f} MiB** at the peak. [Rows on demand](splits-and-encoding.md#rows-on-demand) has the cost a row beside rows in memory.
"""
    return records, text
