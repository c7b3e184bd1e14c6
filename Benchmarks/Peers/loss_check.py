"""Holds value, gradient and curvature of every pointwise loss against PyTorch's autograd in float64.

    python loss_check.py LOPSIDED

LOPSIDED is the executable; its `loss eval` gives our numbers. Needs numpy and torch. The formulas
are those of loss_formulas.py, as a PyTorch user would write them.
"""

import json
import subprocess
import sys
import tempfile

import numpy as np
import torch

from loss_formulas import LOSSES
from loss_speed import Torch


class Exact(Torch):
    """PyTorch's softplus is a straight line beyond 20; this one is not."""

    @staticmethod
    def softplus(z):
        return torch.logaddexp(z, torch.zeros_like(z))


# The formulas' settings where they are not our defaults.
SETTINGS = {
    "amount-weighted-cross-entropy": {"administrativeCost": 5},
    "bahnsen-cost": {"administrativeCost": 5},
}
# Google's fixed-point iteration stops short of the solution.
TOLERANCE = {"bi-tempered": 2e-4}


def main():
    generator = np.random.default_rng(11)
    labels = (generator.random(400) < 0.3).astype(np.float64)
    logits = generator.normal(0, 3, 400).round(6)
    amounts = np.float32(np.exp(generator.normal(3, 1.5, 400))).astype(np.float64)
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for name, values in ("z", logits), ("y", labels), ("a", amounts):
            np.savetxt(f"{folder}/{name}", values, fmt="%.17g" if name != "y" else "%d")
        for name, formula in LOSSES.items():
            command = [
                sys.argv[1], "loss", "eval", name, "--positives", "1000", "--negatives", "999000",
                "--logits", f"{folder}/z", "--labels", f"{folder}/y", "--amounts", f"{folder}/a",
                "--format", "json",
            ]
            for key, value in SETTINGS.get(name, {}).items():
                command += ["--set", f"{key}={value}"]
            ours = json.loads(
                subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            z = torch.tensor(logits, requires_grad=True)
            y, a = torch.tensor(labels), torch.tensor(amounts)
            value = formula(Exact, z, y, a)
            (first,) = torch.autograd.grad(value.sum(), z, create_graph=True)
            second = torch.zeros_like(z)
            if first.requires_grad:
                (second,) = torch.autograd.grad(first.sum(), z)
            errors = []
            for key, theirs in ("value", value), ("gradient", first), ("curvature", second):
                theirs = theirs.detach().numpy()
                mine = np.array(ours[key])
                scale = np.maximum(np.abs(theirs), 1e-6 * np.abs(theirs).max() + 1e-300)
                errors.append(float(np.max(np.abs(mine - theirs) / scale)))
            fine = max(errors) <= TOLERANCE.get(name, 1e-8)
            worst = max(worst, max(errors) if name not in TOLERANCE else 0)
            print(f"{'ok  ' if fine else 'FAIL'} {name}: value {errors[0]:.1e}, "
                  f"gradient {errors[1]:.1e}, curvature {errors[2]:.1e}")
    print(f"largest relative error, the iterated one aside: {worst:.1e}")


if __name__ == "__main__":
    main()
