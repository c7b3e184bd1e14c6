"""How fast Lopsided trains and judges, beside what users would run instead: writes docs/performance.md.

    python3 performance.py [--rounds 3]
                           [--only logistic,mlp,convergence,trees,suite,stream,curves,metrics,statistics]
                           [--output docs/performance.md] [--records FILE.json]

`make peers` sets the peers up, builds and calls this. All programs train on the same arrays. In every
round each program runs once in a process of its own, one after the other, so that all meet the same
state of the machine. Tables have medians over rounds; a ratio is that of two times of one round, and
the median over rounds is given. Peers train as an expert would write it (`workloads/trainlib.py`).
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
REPOSITORY = os.path.dirname(os.path.dirname(HERE))
ROOT = os.environ.get("PEERS_ROOT", os.path.expanduser("~/.cache/lopsided-peers"))
PYTHON = f"{ROOT}/venv/bin/python"
WORKLOADS = f"{REPOSITORY}/.build/performance/release/workloads"
LOPSIDED = f"{REPOSITORY}/.build/release/lopsided"

# ---------------------------------------------------------------- running


def json_line(command, cwd=None, environment=None):
    result = subprocess.run(
        command, capture_output=True, text=True, cwd=cwd, env={**os.environ, **(environment or {})}
    )
    lines = [line for line in result.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(f"{' '.join(command)}: {(result.stderr or result.stdout)[-600:]}")
    return json.loads(lines[-1])


def peer(script, name, mode="t1", reps=1, extra=()):
    how = ["--procs", "2"] if mode == "p2" else ["--threads", mode[1:]]
    command = [PYTHON, f"{script}.py", "--peer", name, *how, "--reps", str(reps), *extra]
    return lambda: json_line(
        command, f"{HERE}/workloads", {"PEERS_WAIT": "0", "PEERS_ROOT": ROOT}
    )


def ours(name, *extra, environment=None):
    command = [WORKLOADS, name, "--data", f"{ROOT}/data", *map(str, extra)]
    return lambda: json_line(command, environment=environment)


def interleaved(jobs, rounds, label):
    """Runs every job once a round; {name: [record of each round]}."""
    records = {name: [] for name in jobs}
    for turn in range(rounds):
        for name, job in jobs.items():
            begin = time.time()
            records[name].append(job())
            seconds = records[name][-1]["median_s"]
            print(
                f"{label} {turn + 1}/{rounds} {name}: {seconds:.3f} s "
                f"(load {os.getloadavg()[0]:.1f}, {time.time() - begin:.0f} s in all)",
                file=sys.stderr, flush=True,
            )
    return records


def median(records):
    return statistics.median(r["median_s"] for r in records)


def ratio(theirs, mine):
    """Median over rounds of their time over ours."""
    return statistics.median(t["median_s"] / m["median_s"] for t, m in zip(theirs, mine))


def fastest(records, names):
    return min(names, key=lambda name: median(records[name]))


def nearest(records, names, mine):
    """Which of other programs comes nearest to ours, by the ratios within rounds."""
    return min(names, key=lambda name: ratio(records[name], records[mine]))


# ---------------------------------------------------------------- text


def table(header, rows, right=1):
    lines = ["| " + " | ".join(header) + " |"]
    lines.append("| " + " | ".join(["---"] * right + ["---:"] * (len(header) - right)) + " |")
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def times_table(records, reference, names, notes=lambda name: ()):
    rows = []
    for name in sorted(records, key=lambda n: median(records[n])):
        values = [r["median_s"] for r in records[name]]
        bold = "**" if name.startswith("Lopsided") else ""
        rows.append(
            [f"{bold}{name}{bold}", f"{median(records[name]):.3f}",
             f"{min(values):.3f} – {max(values):.3f}",
             f"{ratio(records[name], records[reference]):.2f}", *notes(name)]
        )
    return table(["program", "seconds", "range", "its time over ours", *names], rows)


METRICS = [("average-precision", "ap", 4), ("auroc", "auroc", 4), ("log-loss/raw", "logloss", 5),
           ("brier/raw", "brier", 5)]


def metrics_table(records, mine, names):
    rows = []
    for loss in ("ce", "wce", "focal", "mse"):
        for name in [mine, *names]:
            metrics = records[name][-1].get("metrics", {}).get(loss)
            if not metrics:
                continue
            cells = [f"{metrics.get(own, metrics.get(other, float('nan'))):.{digits}f}"
                     for own, other, digits in METRICS]
            rows.append([loss, name, *cells])
    return table(["loss", "program", "AP", "AUROC", "log-loss", "Brier"], rows, right=2)


# ---------------------------------------------------------------- sections


def limits():
    one, two = (json_line([PYTHON, "limits.py", "--threads", t], f"{HERE}/workloads",
                          {"PEERS_ROOT": ROOT}) for t in ("1", "2"))
    peak = one["core"]
    flops = max(v for k, v in peak.items() if "gflop" in k.lower()) if isinstance(peak, dict) else 0
    return {"peak_core": flops, "read_one": one["stream"]["read_GBs"],
            "read_two": two["stream"]["read_GBs"], "raw": peak}


def logistic(rounds, machine):
    records = interleaved({
        "Lopsided, one thread": ours("logistic", "--reps", 5),
        "Lopsided, two threads": ours("logistic", "--threads", 2, "--reps", 5),
        "JAX vjp, one thread": peer("w2_logreg", "jax_vjp", "t1", 5),
        "JAX vjp, two processes": peer("w2_logreg", "jax_vjp", "p2", 5),
        "NumPy stacked, one thread": peer("w2_logreg", "numpy_stack", "t1", 5),
        "NumPy stacked, two processes": peer("w2_logreg", "numpy_stack", "p2", 5),
        "PyTorch compiled step, two processes": peer("w2_logreg", "torch_step_compile", "p2", 3),
        "PyTorch eager, one thread": peer("w2_logreg", "torch_eager", "t1", 1),
        "PyTorch eager, two processes": peer("w2_logreg", "torch_eager", "p2", 1),
    }, rounds, "logistic")
    mine = fastest(records, ["Lopsided, one thread", "Lopsided, two threads"])
    others = [n for n in records if not n.startswith("Lopsided")]
    best = nearest(records, others, mine)
    eager = fastest(records, [n for n in others if "eager" in n])
    # Every pass reads the features from memory once; the batch then stays in cache.
    moved = 5 * 999_424 * 30 * 4
    limit = moved / (machine["read_two" if "two" in mine else "read_one"] * 1e9)
    text = f"""## Logistic regression by minibatches

10⁶ × 30, four losses, batches of 4,096 in a fixed order, Adam, five epochs.

{times_table(records, mine, [])}

The fastest peer, {best}, takes **{ratio(records[best], records[mine]):.1f} times** our time; plain PyTorch eager at its best ({eager.split(', ')[1]}) **{ratio(records[eager], records[mine]):.0f} times**, on one thread {ratio(records["PyTorch eager, one thread"], records[mine]):.0f} times. Reading the features once an epoch at the measured bandwidth would take {limit:.3f} s: we run at **{limit / median(records[mine]):.0%}** of the memory's limit.

Metrics on the 500,000 test rows (ours start at the constant that is optimal for the loss, peers at zero):

{metrics_table(records, mine, [best, "PyTorch eager, one thread"])}
"""
    return records, text


def mlp(rounds, machine):
    records = interleaved({
        "Lopsided, two threads": ours("mlp", "--threads", 2, "--reps", 2),
        "JAX, two processes": peer("w3_mlp", "jax_seq", "p2", 1),
        "Lopsided, one thread": ours("mlp", "--reps", 1),
        "PyTorch compiled step, two processes": peer("w3_mlp", "torch_step_compile", "p2", 1),
        "NumPy stacked, two processes": peer("w3_mlp", "numpy_stack", "p2", 1),
        "PyTorch eager, two processes": peer("w3_mlp", "torch_eager", "p2", 1),
    }, rounds, "mlp")
    mine = fastest(records, ["Lopsided, one thread", "Lopsided, two threads"])
    others = [n for n in records if not n.startswith("Lopsided")]
    best = nearest(records, others, mine)
    work = 4 * 5 * 999_424 * 20.2e3
    def share(name):
        cores = 2 if "two" in name else 1
        reached = work / median(records[name]) / 1e9
        return (f"{reached:.0f}", f"{reached / (cores * machine['peak_core']):.0%}")
    text = f"""## A multilayer perceptron

30-64-32-1, 10⁶ rows, four losses, batches of 1,024 in a fixed order, Adam, five epochs: 20.2 kFLOP a row and pass. A core's measured peak is {machine['peak_core']:.0f} GFLOP/s.

{times_table(records, mine, ["GFLOP/s", "of the cores' peak"], share)}

The fastest peer, {best}, takes **{ratio(records[best], records[mine]):.2f} times** our time; we reach **{share(mine)[1]}** of the peak of the cores used.

{metrics_table(records, mine, [best, "PyTorch eager, two processes"])}
"""
    return records, text


def convergence(rounds, machine):
    result = subprocess.run(
        [PYTHON, f"{HERE}/convergence_check.py", LOPSIDED, f"{ROOT}/data/train_X.npy",
         f"{ROOT}/data/train_y.npy"],
        capture_output=True, text=True, env={**os.environ, "REPEATS": str(rounds)})
    if result.returncode:
        raise RuntimeError(result.stderr[-600:])
    print(result.stdout, file=sys.stderr, flush=True)
    ratios = [float(line.rsplit("ratio ", 1)[1]) for line in result.stdout.splitlines()
              if "; ratio " in line and "nan" not in line]
    text = f"""## Logistic regression to convergence

[`Benchmarks/Peers/convergence_check.py`](../Benchmarks/Peers/convergence_check.py) on the training part of the same 10⁶ × 30, under the penalty of scikit-learn's `C=1`, intercept free. Each solver of scikit-learn gets the loosest tolerance at which it reaches the stated largest element of the gradient of the mean objective, recomputed in `float64` by one function for both. The fastest of them takes **{min(ratios):.1f} to {max(ratios):.1f} times** our time.

```
{result.stdout.rstrip()}
```
"""
    return {"output": result.stdout}, text


def tree_metrics(records):
    rows = []
    for name, own in records.items():
        metrics = own[-1]["metrics"]
        metrics = next(iter(metrics.values())) if name.startswith("Lopsided") else metrics
        rows.append([name, *[f"{metrics.get(key, metrics.get(other, float('nan'))):.{digits}f}"
                             for key, other, digits in METRICS]])
    return table(["program", "AP", "AUROC", "log-loss", "Brier"], rows)


def trees(rounds, machine):
    library = subprocess.run(
        [PYTHON, "-c", "import xgboost, os; print(os.path.join(os.path.dirname(xgboost.__file__), 'lib', 'libxgboost.so'))"],
        capture_output=True, text=True).stdout.strip()
    same = {"LOPSIDED_XGBOOST": library}
    records = interleaved({
        "Lopsided, focal": ours("trees", "--objective", "focal", "--threads", 2, "--reps", 1, environment=same),
        "XGBoost in Python, focal, same start and scale": peer("w6_gbdt", "xgboost_focalscaled", "t2", 1),
        "XGBoost in Python, focal as it is": peer("w6_gbdt", "xgboost_focal", "t2", 1),
        "Lopsided, cross-entropy": ours("trees", "--objective", "ce", "--threads", 2, "--reps", 1, environment=same),
        "XGBoost in Python, own logistic": peer("w6_gbdt", "xgboost_logistic", "t2", 1),
        "Lopsided, focal, Debian's XGBoost": ours("trees", "--objective", "focal", "--threads", 2, "--reps", 1),
    }, rounds, "trees")
    share = statistics.median(r["gradient_share"] for r in records["Lopsided, focal"])
    text = f"""## Gradient-boosted trees

XGBoost, 10⁶ × 30, 100 rounds, depth 6, hist, two threads; the same library (3.2.0) for both unless stated, binning included. Our focal loss is a custom objective through the C API, theirs NumPy through the Python API. As it is, focal's curvature is so small that XGBoost's `min_child_weight` and `lambda` leave next to no trees to grow; ours is brought to the scale of cross-entropy ([trees](trees.md)), and so is one of theirs, to grow trees of the same size.

{times_table(records, "Lopsided, focal", [])}

{tree_metrics(records)}

With focal loss at the same start and scale the Python program takes **{ratio(records["XGBoost in Python, focal, same start and scale"], records["Lopsided, focal"]):.2f} times** our time. Gradient and curvature take **{share:.2%}** of ours.
"""
    return records, text


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

    def theirs(name):
        def run():
            begin = time.time()
            subprocess.run([PYTHON, "w7_suite.py", "--peer", name], check=True, capture_output=True,
                           cwd=f"{HERE}/workloads", env={**os.environ, "PEERS_ROOT": ROOT})
            return {"median_s": time.time() - begin}
        return run

    records = interleaved({
        "Lopsided": whole, "NumPy stacked": theirs("numpy_stack"), "JAX": theirs("jax_seq"),
        "PyTorch compiled step": theirs("torch_step_compile"), "PyTorch eager": theirs("torch_eager"),
    }, rounds, "suite")
    best = nearest(records, [n for n in records if n != "Lopsided"], "Lopsided")
    text = f"""## A whole suite

From nothing to a report on two cores: 10⁶ rows, five replicates of 600,000 / 200,000 / 200,000, logistic regression and MLP, four losses, five epochs, metrics, statistics, Markdown. Ours draws each replicate anew, shuffles every epoch, looks at validation at the start and at the end, and computes every metric of the report; the Python programs draw once, split five times, walk fixed batches and compute six metrics.

{times_table(records, "Lopsided", [])}

The fastest engine in Python, {best}, takes **{ratio(records[best], records["Lopsided"]):.1f} times** our time, plain PyTorch eager **{ratio(records["PyTorch eager"], records["Lopsided"]):.1f} times**.
"""
    return records, text


def curves(rounds, machine):
    records, parts = {}, ["## How cost grows\n"]
    for model in ("logistic", "mlp"):
        counts = [1, 2, 4, 8, 16]
        jobs = {f"{n}": ours(model, "--learners", n, "--reps", 3 if model == "logistic" else 1) for n in counts}
        own = interleaved(jobs, rounds, f"{model} learners")
        first = median(own["1"])
        rows = [[n, f"{median(own[n]):.3f}", f"{median(own[n]) / int(n):.3f}",
                 f"{first / (median(own[n]) / int(n)):.2f}"] for n in jobs]
        title = "logistic regression" if model == "logistic" else "the MLP"
        parts.append(f"""Learners in one lockstep, {title}, one thread:

{table(["learners", "seconds", "seconds a learner", "times as fast as alone"], rows)}
""")
        records[model] = own
    for what, key, values in (("Rows", "rows", [10_000, 100_000, 999_424]), ("Features", "features", [10, 30, 100])):
        for model in ("logistic", "mlp"):
            jobs = {f"{v:,}": ours(model, f"--{key}", v, "--reps", 3 if model == "logistic" else 1) for v in values}
            own = interleaved(jobs, rounds, f"{model} {key}")
            rows = [[n, f"{median(own[n]):.4f}",
                     f"{1e9 * median(own[n]) / own[n][-1]['learner_rows']:.2f}"] for n in jobs]
            title = "logistic regression" if model == "logistic" else "the MLP"
            parts.append(f"""{what}, {title}, four losses, one thread:

{table([what.lower(), "seconds", "ns a learner and row"], rows)}
""")
            records[f"{model} {key}"] = own
    jobs = {f"{model}, {n}": ours(model, "--threads", n, "--reps", 3 if model == "logistic" else 1)
            for model in ("logistic", "mlp") for n in range(1, (os.cpu_count() or 1) + 1)}
    own = interleaved(jobs, rounds, "cores")
    rows = [[*name.split(", "), f"{median(own[name]):.3f}",
             f"{ratio(own[name.split(', ')[0] + ', 1'], own[name]):.2f}"] for name in own]
    parts.append(f"""Threads of one lockstep, four losses:

{table(["model", "threads", "seconds", "times as fast as one"], rows, right=1)}
""")
    records["cores"] = own
    return records, "\n".join(parts)


def timed(job, key):
    """A job whose time is one of several in its record."""
    def run():
        record = job()
        return {**record, "median_s": record[key]}
    return run


def metrics(rounds, machine):
    parts, all_records = [], {}
    for millions in (1, 10):
        reps = 5 if millions == 1 else 1
        size = ["--rows", str(millions * 1_000_000)]
        names = {
            "NumPy, the positives' ranks alone": "numpy_nosort", "NumPy, one packed sort": "numpy_packsort",
            "NumPy, one argsort": "numpy_sort", "scikit-learn, three calls": "sklearn",
            "scikit-learn, one curve": "sklearn_one_sort", "torchmetrics": "torchmetrics"}
        own = ours("metrics", *size, "--reps", reps)
        jobs = {"Lopsided": timed(own, "seconds_ap_auroc_f1"),
                "Lopsided, with every point of the curve": timed(own, "seconds_with_curve"),
                "Lopsided, a whole evaluation": timed(own, "seconds_evaluation")}
        jobs |= {name: peer("w4_metrics", key, reps=reps, extra=size) for name, key in names.items()}
        records = interleaved(jobs, rounds, f"metrics of {millions}M")
        mine = records["Lopsided"][-1]
        values, theirs = mine["metrics"]["W4"], records["scikit-learn, three calls"][-1]["metrics"]
        worst = max(abs(values[key] - theirs[key]) for key in ("ap", "auroc", "best_f1"))
        count = mine["metrics_of_evaluation"]
        parts.append(f"""{millions * 1_000_000:,} scores:

{times_table(records, "Lopsided", [])}

A whole evaluation is {count} metrics with the validation part, calibration and regrets. The largest difference to scikit-learn in AP, AUROC and best F1 is {worst:.1e}.
""")
        all_records[f"{millions}M"] = records
    text = f"""## Metrics

Average precision, AUROC and the best F1 with its threshold of scores of which 0.1 % are positives, one thread. Programs named with a curve or a sort have every point of the precision–recall curve as well.

""" + "\n".join(parts)
    return all_records, text


def statistics_of_tables(rounds, machine):
    own = ours("statistics", "--reps", 5)
    jobs = {}
    pieces = [
        ("BCa intervals, 168 × 10,000 resamples", "seconds_bca",
         {"NumPy, by hand": "bca_numpy", "SciPy": "bca_scipy"}),
        ("Friedman and Nemenyi, 6 tables", "seconds_ranks", {"SciPy and scikit-posthocs": "friedman_nemenyi"}),
        ("Wilcoxon and Holm, 168 pairs", "seconds_wilcoxon_holm", {"SciPy and statsmodels": "wilcoxon_holm"}),
        ("everything that is told of 6 tables", "seconds_everything", {"autorank": "autorank"}),
    ]
    # The first of the peers writes the numbers that ours reads.
    for what, key, peers in pieces:
        for name, script in peers.items():
            jobs[f"{what}: {name}"] = peer("w5_stats", script, reps=3)
        jobs[f"{what}: Lopsided"] = timed(own, key)
    records = interleaved(jobs, rounds, "statistics")
    rows = []
    for what, key, peers in pieces:
        mine = records[f"{what}: Lopsided"]
        rows.append([what, "**Lopsided**", f"{1000 * median(mine):.2f}", "1.0"])
        for name in peers:
            theirs = records[f"{what}: {name}"]
            rows.append(["", name, f"{1000 * median(theirs):.2f}", f"{ratio(theirs, mine):.1f}"])
    values = mine[-1]["metrics"]["W5"]
    friedman, nemenyi = records[f"{pieces[1][0]}: SciPy and scikit-posthocs"][-1]["metrics"]["first"]
    wilcoxon, holm = records[f"{pieces[2][0]}: SciPy and statsmodels"][-1]["metrics"]["first"]
    bca = records[f"{pieces[0][0]}: NumPy, by hand"][-1]["metrics"]["first"]
    text = f"""## Statistics

20 replicates × 8 losses × 6 metrics, one thread. What Lopsided tells of a table are all 28 pairs by t, signed-rank (twice), sign and permutation test, bootstrap interval, Bayesian signed-rank test, effect sizes and corrections, besides ranks and their tests; what autorank tells is its report.

{table(["what", "program", "milliseconds", "its time over ours"], rows, right=2)}

The same numbers: Friedman's p {values["friedman_p"]:.6g} and {friedman:.6g}, Nemenyi's of first and last {values["nemenyi_p"]:.6g} and {nemenyi:.6g}, Wilcoxon's of the first pair {values["wilcoxon_p"]:.6g} and {wilcoxon:.6g}, the least after Holm {values["holm_least"]:.6g} and {holm:.6g}; the first interval, of unlike resamples, {values["bca_lower"]:.4f} to {values["bca_upper"]:.4f} and {bca[0]:.4f} to {bca[1]:.4f}.
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


def in_child(job):
    """Runs a job in a process of its own and hands over its record."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(write, json.dumps(job()).encode())
        finally:
            os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read) as pipe:
        text = pipe.read()
    if not text:
        raise RuntimeError("a run of Lopsided failed")
    return json.loads(text)


def aims(kept):
    """What was aimed at beside what was reached; the aims were set on another machine."""
    def take(section):
        return kept.get(section, {}).get("records", {})

    def over(section, theirs, mine):
        records = take(section)
        def matches(names):
            # A program's own name, or else all whose names begin so.
            return [n for name in names
                    for n in ([name] if name in records else [r for r in records if r.startswith(name)])]

        theirs, mine = matches(theirs), matches(mine)
        if not theirs or not mine:
            return None
        mine = fastest(records, mine)
        return ratio(records[nearest(records, theirs, mine)], records[mine])

    peers = ["JAX", "NumPy", "PyTorch"]
    rows = []

    def add(what, aim, reached, text):
        if reached is not None:
            rows.append([what, aim[1], text.format(reached), "yes" if aim[0](reached) else "**no**"])

    add("logistic regression against the fastest peer", (lambda x: x >= 4, "4 times"),
        over("logistic", peers, ["Lopsided"]), "{:.1f} times")
    add("logistic regression against PyTorch eager", (lambda x: x >= 30, "30 times"),
        over("logistic", ["PyTorch eager"], ["Lopsided"]), "{:.0f} times")
    add("MLP against the fastest peer", (lambda x: x >= 1.4, "1.4 times"),
        over("mlp", peers, ["Lopsided"]), "{:.2f} times")
    add("trees with focal loss against Python, same start and scale", (lambda x: x >= 1, "1 time"),
        over("trees", ["XGBoost in Python, focal, same"], ["Lopsided, focal"]), "{:.2f} times")
    gradient = [r["gradient_share"] for r in take("trees").get("Lopsided, focal", [])]
    add("gradient code's share of growing trees", (lambda x: x < 0.02, "below 2 %"),
        statistics.median(gradient) if gradient else None, "{:.1%}")
    add("a whole suite against the fastest engine in Python", (lambda x: x >= 2.2, "2.2 times"),
        over("suite", peers, ["Lopsided"]), "{:.2f} times")
    add("a whole suite against PyTorch eager", (lambda x: x >= 8, "8 times"),
        over("suite", ["PyTorch eager"], ["Lopsided"]), "{:.1f} times")
    for millions in (1, 10):
        own = take("metrics").get(f"{millions}M", {})
        if own:
            mine = own["Lopsided"]
            add(f"AP, AUROC, F1 of {millions} million scores against scikit-learn", (lambda x: x >= 10, "10 times"),
                ratio(own["scikit-learn, three calls"], mine), "{:.0f} times")
            add(f"AP, AUROC, F1 of {millions} million scores against the best NumPy", (lambda x: x >= 1, "1 time"),
                ratio(own[fastest(own, [n for n in own if n.startswith("NumPy")])], mine), "{:.1f} times")
    own = take("statistics")
    for what in dict.fromkeys(name.split(": ")[0] for name in own):
        theirs = [n for n in own if n.startswith(what) and "Lopsided" not in n and "NumPy" not in n]
        add(f"{what} against {theirs[0].split(': ')[1]}", (lambda x: x >= 20, "20 times"),
            ratio(own[theirs[0]], own[f"{what}: Lopsided"]), "{:.0f} times")
    return f"""## What was aimed at

The aims were set on another machine, on which the peers were slower (NumPy's whole suite 25 s, JAX's MLP 4.3 s); the ratios below are this machine's.

{table(["what", "aim", "reached", "met"], rows)}

{NOTES}"""


# What the numbers alone do not say of aims that were missed.
NOTES = """- **A whole suite.** Its products are 1.21 TFLOP, which take 5.1 s on two cores at the measured peak of 118 GFLOP/s each: nothing could be eight times as fast as PyTorch eager on this machine. Of our processor time (a profile of one run) about 60 % are products near the peak, 12 % go into scoring and evaluating every trial by all metrics of the report, 7 % into bringing shuffled rows into batches, 4 % into drawing five replicates, and 2 % each into shuffling and the Bayes values; the Python programs walk fixed batches of one draw and compute six metrics.
- **Logistic regression.** A step is bound by memory: the rows of a batch come from memory once, at most at the measured bandwidth. That bound is what keeps it from thirty times PyTorch eager. The fastest peers lie so near to each other that which of them comes first changes from run to run; the one that comes nearest to us within rounds counts.
- **Trees.** XGBoost itself does 98 % of the work here and 90 % there, and its own time varies by more than the difference from run to run: the ratio was 1.06 and 0.97 in two runs of three rounds. Both grow trees of one size, 7,392 and 7,292 nodes in 100 trees. The gradient code in NumPy takes 0.82 s of 8.4 s, ours 0.18 to 0.20 s of 8.3 to 8.7 s.
"""

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

Written by `make peers` ([`Benchmarks/Peers/performance.py`](../Benchmarks/Peers/performance.py)), which runs Lopsided and the programs that people would use instead one after the other on the same arrays, {options.rounds} rounds; seconds are medians of rounds, ratios medians of the ratios within rounds. The machine: {os.cpu_count()} cores of {processor}; load before the run {load:.1f}; a core's peak {machine['peak_core']:.0f} GFLOP/s in single precision; memory read at {machine['read_one']:.1f} GB/s by one core and {machine['read_two']:.1f} GB/s by two.

`make gate`, which is part of the CI, holds ratios of one run within bounds: share of the peak, learners in lockstep against one alone, losses against cross-entropy. `make benchmark` counts instructions and times the parts that a suite spends its time in ([`Benchmarks/Performance`](../Benchmarks/Performance)).

""" + "\n".join(
        [kept[name]["text"] for name in SECTIONS if name in kept] + [aims(kept)])
    with open(options.output, "w") as file:
        file.write(text)


if __name__ == "__main__":
    main()
