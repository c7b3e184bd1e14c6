"""Times the import of real and synthetic files against pandas, interleaved in one run.

    python import_check.py LOPSIDED FOLDER [--rows 2000000] [--repetitions 3] [--output FILE.md]

LOPSIDED is the release executable; FOLDER holds cover.csv and smtp.csv (header, label column
`label`). A transactions-like file with categories, times, amounts and missing values is made in a
temporary folder. Lopsided's seconds are those of the whole command `lopsided data import`: start,
parsing, SHA-256 of the file, column statistics, search for repeated rows, and the written and
synchronised folder. Those of pandas are of `pandas.read_csv` alone, in a process that is warm, with
its C engine and with PyArrow's. Needs numpy, pandas and pyarrow.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import tempfile
import time

import numpy as np
import pandas as pd


def make_transactions(path, rows):
    generator = np.random.default_rng(11)
    fraud = generator.random(rows) < 0.001
    seconds = np.sort(generator.integers(0, 90 * 86400, rows))
    start = np.datetime64("2024-01-01T00:00:00")
    amount = np.exp(generator.normal(3.3, 1.1, rows) + 0.9 * fraud).round(2)
    balance = generator.normal(1500, 700, rows).round(2)
    frame = pd.DataFrame({
        "when": np.datetime_as_string(start + seconds.astype("timedelta64[s]")),
        "card": generator.integers(0, 60_000, rows),
        "merchant": np.char.add("m", generator.integers(0, 4_000, rows).astype(str)),
        "mcc": generator.choice(["grocery", "fuel", "travel", "electronics", "gaming", "dining"], rows),
        "country": generator.choice(["DE", "FR", "NL", "US", "GB", "PL"], rows, p=[.5, .15, .1, .1, .1, .05]),
        "channel": generator.choice(["chip", "contactless", "ecom", "atm"], rows),
        "amount": amount,
        "balance": np.where(generator.random(rows) < 0.03, np.nan, balance),
        "distance_km": np.exp(generator.normal(1.5, 1.4, rows)).round(3),
        "age_days": generator.integers(1, 4_000, rows),
        "tx_1d": generator.poisson(3, rows),
        "tx_7d": generator.poisson(17, rows),
        "fraud": fraud.astype(int),
    })
    frame.to_csv(path, index=False)


def processor_seconds(whose):
    usage = resource.getrusage(whose)
    return usage.ru_utime + usage.ru_stime


def load():
    return os.getloadavg()[0]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("lopsided")
    parser.add_argument("folder")
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--output")
    arguments = parser.parse_args()
    work = tempfile.mkdtemp(prefix="lopsided-import-")
    try:
        big = os.path.join(work, "transactions.csv")
        make_transactions(big, arguments.rows)
        files = [
            (os.path.join(arguments.folder, "cover.csv"), ["--label", "label"], {}),
            (os.path.join(arguments.folder, "smtp.csv"), ["--label", "label"], {}),
            (big, ["--label", "fraud", "--time", "when", "--entity", "card", "--amount", "amount"],
             {"parse_dates": ["when"]}),
        ]
        lines = [
            "| file | MB | Lopsided, whole import | pandas, C engine | pandas, PyArrow's engine |"
            " C engine ÷ Lopsided | processor seconds of the three | load |",
            "| :-- | --: | --: | --: | --: | --: | :-- | --: |",
        ]
        for path, options, keywords in files:
            times = {"lopsided": [], "c": [], "pyarrow": []}
            work_done = {"lopsided": [], "c": [], "pyarrow": []}
            loads = []
            for _ in range(arguments.repetitions):
                loads.append(load())
                out = os.path.join(work, "out")
                before = processor_seconds(resource.RUSAGE_CHILDREN)
                start = time.perf_counter()
                subprocess.run(
                    [arguments.lopsided, "data", "import", path, *options, "-o", out, "--overwrite"],
                    check=True, stdout=subprocess.DEVNULL)
                times["lopsided"].append(time.perf_counter() - start)
                work_done["lopsided"].append(
                    processor_seconds(resource.RUSAGE_CHILDREN) - before)
                for engine in ("c", "pyarrow"):
                    before = processor_seconds(resource.RUSAGE_SELF)
                    start = time.perf_counter()
                    pd.read_csv(path, engine=engine, **keywords)
                    times[engine].append(time.perf_counter() - start)
                    work_done[engine].append(processor_seconds(resource.RUSAGE_SELF) - before)
            shutil.rmtree(os.path.join(work, "out"))
            median = {name: statistics.median(values) for name, values in times.items()}
            spent = " / ".join(
                f"{statistics.median(values):.2f}" for values in work_done.values())
            lines.append(
                f"| {os.path.basename(path)} | {os.path.getsize(path) / 1e6:.1f} "
                f"| {median['lopsided']:.3f} s | {median['c']:.3f} s | {median['pyarrow']:.3f} s "
                f"| {median['c'] / median['lopsided']:.2f} | {spent} "
                f"| {min(loads):.1f}–{max(loads):.1f} |")
        lines += [
            "",
            f"Medians of {arguments.repetitions} interleaved rounds, {os.cpu_count()} cores, pandas "
            f"{pd.__version__}; the load is the system's over the last minute.",
        ]
        text = "\n".join(lines) + "\n"
        print(text)
        if arguments.output:
            with open(arguments.output, "w") as file:
                file.write(text)
    finally:
        shutil.rmtree(work)


main()
