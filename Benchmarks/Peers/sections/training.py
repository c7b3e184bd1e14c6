"""Logistic regression and an MLP, by minibatches and to convergence."""

import os
import subprocess
import sys

from .running import (HERE, LOPSIDED, PYTHON, ROOT, fastest, interleaved, median, nearest, ours, peer, ratio)
from .tables import metrics_table, times_table


def logistic(rounds, machine):
    # As many repetitions as take about as long as a peer's: what else the machine does passes over both.
    records = interleaved({
        "Lopsided, one thread": ours("logistic", "--reps", 25),
        "Lopsided, two threads": ours("logistic", "--threads", 2, "--reps", 25),
        "JAX vjp, one thread": peer("w2_logreg", "jax_vjp", "t1", 5),
        "JAX vjp, two processes": peer("w2_logreg", "jax_vjp", "p2", 5),
        "NumPy stacked, one thread": peer("w2_logreg", "numpy_stack", "t1", 5),
        "NumPy stacked, two processes": peer("w2_logreg", "numpy_stack", "p2", 5),
        "PyTorch compiled step, two processes": peer("w2_logreg", "torch_step_compile", "p2", 3),
        "PyTorch eager, one thread": peer("w2_logreg", "torch_eager", "t1", 1),
        "PyTorch eager, one process of two threads": peer("w2_logreg", "torch_eager", "t2", 1),
        "PyTorch eager, two processes": peer("w2_logreg", "torch_eager", "p2", 1),
    }, rounds, "logistic")
    mine = fastest(records, ["Lopsided, one thread", "Lopsided, two threads"])
    others = [n for n in records if not n.startswith("Lopsided")]
    best = nearest(records, others, mine)
    plain = fastest(records, [n for n in others if "eager, one" in n])
    eager = "PyTorch eager, two processes"
    # Every pass reads the features from memory once; the batch then stays in cache.
    moved = 5 * 999_424 * 30 * 4
    limit = moved / (machine["read_two" if "two" in mine else "read_one"] * 1e9)
    text = f"""## Logistic regression by minibatches

10⁶ × 30, four losses, batches of 4,096 in a fixed order, Adam, five epochs.

{times_table(records, mine, [])}

The fastest peer, {best}, takes **{ratio(records[best], records[mine]):.1f} times** our time; plain PyTorch eager, at its best with {plain.split(', ')[1]}, **{ratio(records[plain], records[mine]):.0f} times**, and with the losses dealt out to two processes {ratio(records[eager], records[mine]):.0f} times. Reading the features once an epoch at the measured bandwidth would take {limit:.3f} s: we run at **{limit / median(records[mine]):.0%}** of the memory's limit.

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
