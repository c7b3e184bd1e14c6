"""How fast rows are drawn, beside what Python would be used for instead.

    python3 generator_speed.py [--lopsided .build/release/lopsided] [--rows 1000000] [--turns 7]
                               [--scenarios typologies,transactions] [--threads 1,2]

Every turn runs each generator once, one after the other, so that all meet the same state of the
machine; the table has medians over turns, and the median of the ratios within a turn. Each runs in
a process of its own that has warmed up before its first turn and waits on its standard input in
between. A thread count of 1 binds the process to one core.

NumPy makes what a fraud generator makes: labels, a component a row, 28 correlated features, a time
and an amount, in random order, into arrays that exist already. PyTorch and JAX only fill a matrix
with normals; make_classification is scikit-learn's own.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

COLUMNS = 30
RATE = 0.001


# ---------------------------------------------------------------- workers


def numpy_rows(bit_generator, rows, threads):
    """A mixture of correlated Gaussians, with times and amounts, drawn by threads."""
    import numpy as np
    from concurrent.futures import ThreadPoolExecutor

    kinds = {"philox": np.random.Philox, "sfc64": np.random.SFC64, "pcg64": np.random.PCG64}
    law = np.random.default_rng(11)
    parts = 5  # three kinds of genuine rows, two of fraud
    width = COLUMNS - 2
    factors = []
    for part in range(parts):
        loads = law.normal(size=(width, 4)) * 0.35
        factors.append(np.linalg.cholesky(loads @ loads.T + np.eye(width)).T.astype(np.float32))
    centres = law.normal(size=(parts, width)).astype(np.float32)
    centres[3:] += 1.0
    positives = round(rows * RATE)
    shares = np.array([0.5, 0.3, 0.2]) * (rows - positives)
    counts = np.concatenate([shares, np.array([0.6, 0.4]) * positives]).astype(int)
    counts[0] += rows - counts.sum()
    edges = np.concatenate([[0], np.cumsum(counts)])
    features = np.empty((rows, COLUMNS), np.float32)
    ordered = np.empty((rows, COLUMNS), np.float32)
    labels = np.empty(rows, np.uint8)
    by_part = np.zeros(rows, np.uint8)
    by_part[edges[3] :] = 1
    chunk = 8192
    tasks = []
    for part in range(parts):
        for first in range(edges[part], edges[part + 1], chunk * 16):
            tasks.append((part, first, min(edges[part + 1], first + chunk * 16)))
    lists = [tasks[worker::threads] for worker in range(threads)]

    def fill(worker, seed):
        generator = np.random.Generator(kinds[bit_generator](seed))
        normals = np.empty((chunk, width), np.float32)
        mixed = np.empty((chunk, width), np.float32)
        column = np.empty(chunk, np.float32)
        for part, low, high in lists[worker]:
            for first in range(low, high, chunk):
                count = min(chunk, high - first)
                target = ordered[first : first + count]
                generator.standard_normal(out=normals[:count], dtype=np.float32)
                np.dot(normals[:count], factors[part], out=mixed[:count])
                np.add(mixed[:count], centres[part], out=target[:, :width])
                generator.random(out=column[:count], dtype=np.float32)
                target[:, width] = column[:count]
                generator.standard_normal(out=column[:count], dtype=np.float32)
                np.multiply(column[:count], np.float32(1.4), out=column[:count])
                np.exp(column[:count], out=column[:count])
                target[:, width + 1] = column[:count]

    def place(order, worker):
        low, high = rows * worker // threads, rows * (worker + 1) // threads
        np.take(ordered, order[low:high], axis=0, out=features[low:high], mode="clip")
        np.take(by_part, order[low:high], out=labels[low:high], mode="clip")

    pool = ThreadPoolExecutor(threads)
    turn = [0]

    def run():
        turn[0] += 1
        seeds = np.random.SeedSequence(turn[0]).spawn(threads + 1)
        list(pool.map(fill, range(threads), seeds[:threads]))
        shuffler = np.random.Generator(kinds[bit_generator](seeds[threads]))
        order = shuffler.permutation(rows)
        list(pool.map(lambda worker: place(order, worker), range(threads)))
        assert int(labels.sum()) == positives

    return run


def torch_normals(rows, threads):
    import torch

    torch.set_num_threads(threads)
    matrix = torch.empty(rows, COLUMNS)
    return lambda: matrix.normal_()


def jax_normals(kind, rows, threads):
    import jax

    key = jax.random.key(1, impl=kind)
    draw = jax.jit(lambda key: jax.random.normal(key, (rows, COLUMNS)))
    return lambda: draw(key).block_until_ready()


def sklearn_rows(rows, threads):
    from sklearn.datasets import make_classification

    return lambda: make_classification(
        n_samples=rows, n_features=COLUMNS, n_informative=16, n_redundant=6,
        weights=[1 - RATE], flip_y=0, random_state=1)


def worker(name, rows, threads):
    """Runs a generator whenever a line arrives, and answers with its seconds."""
    if threads == 1:
        flag = "--xla_cpu_multi_thread_eigen=false"
        os.environ["XLA_FLAGS"] = (os.environ.get("XLA_FLAGS", "") + " " + flag).strip()
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    # NumPy's threads are ours; a BLAS pool within them would fight for the cores.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = "1" if name.startswith("numpy") else str(threads)
    os.environ.setdefault("JAX_PLATFORMS", "cpu")
    makers = {
        "numpy-philox": lambda: numpy_rows("philox", rows, threads),
        "numpy-sfc64": lambda: numpy_rows("sfc64", rows, threads),
        "torch-normals": lambda: torch_normals(rows, threads),
        "jax-threefry-normals": lambda: jax_normals("threefry2x32", rows, threads),
        "jax-rbg-normals": lambda: jax_normals("rbg", rows, threads),
        "make_classification": lambda: sklearn_rows(rows, threads),
    }
    try:
        run = makers[name]()
        run()
    except ImportError as error:
        print(f"missing {error.name}", flush=True)
        return
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        run()
        print(time.perf_counter() - start, flush=True)


# ---------------------------------------------------------------- the run


PEERS = [
    ("numpy-sfc64", "NumPy SFC64, whole rows"),
    ("numpy-philox", "NumPy Philox, whole rows"),
    ("make_classification", "scikit-learn make_classification"),
    ("torch-normals", "PyTorch, normals alone"),
    ("jax-threefry-normals", "JAX threefry, normals alone"),
    ("jax-rbg-normals", "JAX rbg, normals alone"),
]


class Peer:
    def __init__(self, name, title, rows, threads):
        self.title = title
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--worker", name, "--rows", str(rows), "--threads", str(threads)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.is_ready = self.process.stdout.readline().strip() == "ready"

    def seconds(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Lopsided:
    is_ready = True

    def __init__(self, program, scenario, rows, threads, kept):
        how = "kept in memory" if kept else "streamed"
        self.title = f"**Lopsided `{scenario}`, with posteriors, {how}**"
        # Its first turn warms up; the median of the others is taken.
        self.command = [
            program, "data", "time", scenario, "--rows", str(rows), "--jobs", str(threads),
            "--turns", "3", "--format", "json"] + (["--keep"] if kept else [])
        if threads == 1:
            self.command = ["taskset", "-c", str(max(os.sched_getaffinity(0)))] + self.command

    def seconds(self):
        record = json.loads(subprocess.run(
            self.command, check=True, stdout=subprocess.PIPE, text=True).stdout)
        self.record = record
        return statistics.median(record["seconds"][1:])

    def close(self):
        pass


def measure(options, threads):
    own = [
        Lopsided(options.lopsided, scenario, options.rows, threads, kept)
        for scenario in options.scenarios.split(",")
        for kept in (False, True)]
    peers = [Peer(name, title, options.rows, threads) for name, title in PEERS]
    peers = [peer for peer in peers if peer.is_ready]
    everyone = own + peers
    times = [[] for _ in everyone]
    for _ in range(options.turns):
        for generator, seconds in zip(everyone, times):
            seconds.append(generator.seconds())
    reference = times[[peer.title for peer in everyone].index(PEERS[0][1])]
    print(f"\n{threads} {'thread' if threads == 1 else 'threads'}:\n")
    print("| rows from | seconds | million rows a second | SFC64's time over it |")
    print("| --- | ---: | ---: | ---: |")
    for generator, seconds in zip(everyone, times):
        median = statistics.median(seconds)
        ratio = statistics.median(theirs / ours for theirs, ours in zip(reference, seconds))
        print(f"| {generator.title} | {median:.3f} | {options.rows / median / 1e6:.2f} | {ratio:.2f} |")
    for generator in own:
        record = generator.record
        print(
            f"\n{generator.title.strip('*')}: words {record['wordsShare']:.0%}, normals "
            f"{record['normalsShare']:.0%}, law, posterior and labels {record['lawShare']:.0%} of "
            f"{record['stagesNanosecondsPerRow']:.0f} ns a row and core; "
            f"{record['bytesPerRow'] * record['rowsPerSecond'] / record['memoryBytesPerSecond']:.0%} "
            f"of the {record['memoryBytesPerSecond'] / 1e9:.1f} GB/s that memory takes.")
    for generator in everyone:
        generator.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--lopsided", default=".build/release/lopsided")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--turns", type=int, default=7)
    parser.add_argument("--scenarios", default="typologies")
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        worker(options.worker, options.rows, int(options.threads))
        return
    before = os.getloadavg()
    print(f"{options.rows} rows, medians of {options.turns} turns.")
    for threads in options.threads.split(","):
        measure(options, int(threads))
    after = os.getloadavg()
    print(f"\nLoad average {before[0]:.1f} before and {after[0]:.1f} after.")


if __name__ == "__main__":
    main()
