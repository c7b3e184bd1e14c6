"""Programs run one after the other, and what their times come to."""

import json
import os
import statistics
import subprocess
import sys
import time


HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
REPOSITORY = os.path.dirname(os.path.dirname(HERE))
ROOT = os.environ.get("PEERS_ROOT", os.path.expanduser("~/.cache/lopsided-peers"))
PYTHON = f"{ROOT}/venv/bin/python"
WORKLOADS = f"{REPOSITORY}/.build/performance/release/workloads"
LOPSIDED = f"{REPOSITORY}/.build/release/lopsided"

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


def timed(job, key):
    """A job whose time is one of several in its record."""
    def run():
        record = job()
        return {**record, "median_s": record[key]}
    return run


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


def limits():
    one, two = (json_line([PYTHON, "limits.py", "--threads", t], f"{HERE}/workloads",
                          {"PEERS_ROOT": ROOT}) for t in ("1", "2"))
    peak = one["core"]
    flops = max(v for k, v in peak.items() if "gflop" in k.lower()) if isinstance(peak, dict) else 0
    return {"peak_core": flops, "read_one": one["stream"]["read_GBs"],
            "read_two": two["stream"]["read_GBs"], "raw": peak}
