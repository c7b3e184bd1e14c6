"""Times value + gradient, and value + gradient + curvature, of every pointwise loss on one core:
Lopsided against PyTorch (eager, autograd) and JAX (jit), interleaved in one run.

    python loss_speed.py LOPSIDED [--rows 1000000] [--repetitions 5] [--output FILE.md]

LOPSIDED is the release executable. Needs numpy, torch and jax. Pin it to one core:
`taskset -c 1 python loss_speed.py …`.
"""

import argparse
import json
import os
import statistics
import subprocess
import time

for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
import numpy as np
import torch

from loss_formulas import LOSSES


class Torch:
    softplus = staticmethod(torch.nn.functional.softplus)
    sigmoid = staticmethod(torch.sigmoid)
    exp = staticmethod(torch.exp)
    log = staticmethod(torch.log)
    where = staticmethod(torch.where)
    maximum = staticmethod(torch.maximum)
    abs = staticmethod(torch.abs)


class Jax:
    softplus = staticmethod(jax.nn.softplus)
    sigmoid = staticmethod(jax.nn.sigmoid)
    exp = staticmethod(jnp.exp)
    log = staticmethod(jnp.log)
    where = staticmethod(jnp.where)
    maximum = staticmethod(jnp.maximum)
    abs = staticmethod(jnp.abs)


def make_rows(count):
    generator = np.random.default_rng(7)
    labels = (generator.random(count) < 0.001).astype(np.float32)
    logits = (generator.normal(-4, 2, count) + 4 * labels).astype(np.float32)
    amounts = np.exp(generator.normal(3.1, 1.5, count)).astype(np.float32)
    return logits, labels, amounts


def torch_runs(formula, rows):
    logits, labels, amounts = (torch.from_numpy(part) for part in rows)

    def gradient():
        z = logits.detach().requires_grad_(True)
        formula(Torch, z, labels, amounts).sum().backward()
        return z.grad

    def both():
        z = logits.detach().requires_grad_(True)
        total = formula(Torch, z, labels, amounts).sum()
        (first,) = torch.autograd.grad(total, z, create_graph=True)
        if not first.requires_grad:
            return torch.zeros_like(z)
        (second,) = torch.autograd.grad(first.sum(), z, allow_unused=True)
        return second

    return gradient, both


def jax_runs(formula, rows):
    logits, labels, amounts = (jnp.asarray(part) for part in rows)

    def total(z):
        return formula(Jax, z, labels, amounts).sum()

    gradient = jax.jit(jax.value_and_grad(total))

    def with_curvature(z):
        # One forward pass over the reverse one: each row depends on its own logit alone.
        first, second = jax.jvp(jax.grad(total), (z,), (jnp.ones_like(z),))
        return total(z), first, second

    both = jax.jit(with_curvature)
    return (
        lambda: jax.block_until_ready(gradient(logits)),
        lambda: jax.block_until_ready(both(logits)),
    )


def nanoseconds(work, rows):
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) / rows * 1e9


def ours(executable, name, rows):
    """Nanoseconds a row, the best of a few passes inside one process, as for the peers."""
    output = subprocess.run(
        [executable, "loss", "time", name, "--rows", str(rows), "--format", "json"],
        check=True, capture_output=True, text=True,
    ).stdout
    entry = json.loads(output)[0]
    return entry["gradient"], entry["derivatives"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("lopsided")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--output")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    rows = make_rows(arguments.rows)
    lines = [
        "| loss | ours: gradient | PyTorch | JAX | × PyTorch | × JAX "
        "| ours: with curvature | PyTorch | JAX | × PyTorch | × JAX |",
        "| :-- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
    ]
    ratios = []
    for name in arguments.names or LOSSES:
        peers = [torch_runs(LOSSES[name], rows), jax_runs(LOSSES[name], rows)]
        for peer in peers:
            for work in peer:
                work()  # compiled, caches warm
        samples = [[] for _ in range(6)]
        for _ in range(arguments.repetitions):
            mine = ours(arguments.lopsided, name, arguments.rows)
            for place, value in enumerate(mine):
                samples[place].append(value)
            for place, work in enumerate([peers[0][0], peers[0][1], peers[1][0], peers[1][1]]):
                samples[2 + place].append(
                    min(nanoseconds(work, arguments.rows) for _ in range(arguments.passes)))
        first, second, torch1, torch2, jax1, jax2 = (statistics.median(s) for s in samples)
        ratios.append((torch1 / first, jax1 / first, torch2 / second, jax2 / second))
        lines.append(
            f"| {name} | {first:.2f} | {torch1:.1f} | {jax1:.1f} | {torch1 / first:.1f} "
            f"| {jax1 / first:.1f} | {second:.2f} | {torch2:.1f} | {jax2:.1f} "
            f"| {torch2 / second:.1f} | {jax2 / second:.1f} |")
        print(lines[-1], flush=True)
    least = [min(r[k] for r in ratios) for k in range(4)]
    middle = [statistics.median(r[k] for r in ratios) for k in range(4)]
    summary = (
        f"Least ratio (median over losses): gradient × PyTorch {least[0]:.1f} ({middle[0]:.1f}), "
        f"× JAX {least[1]:.1f} ({middle[1]:.1f}); with curvature × PyTorch {least[2]:.1f} "
        f"({middle[2]:.1f}), × JAX {least[3]:.1f} ({middle[3]:.1f}).")
    print(summary)
    if arguments.output:
        with open(arguments.output, "w") as file:
            file.write("\n".join(lines) + "\n\n" + summary + "\n")


if __name__ == "__main__":
    main()
