"""Logistic regression to convergence: this program against scikit-learn, on the same rows.

    python convergence_check.py LOPSIDED [X.npy y.npy]

Trains both on the training part of the arrays (float32 features, labels 0 and 1), or of a million
rows made here, with cross-entropy and with balanced class weights, under the penalty of
scikit-learn's C = 1. Runs are interleaved; times are medians of REPEATS, for scikit-learn of `fit`
alone and for this program of its training with the scoring of the validation part. Each solver of
scikit-learn gets the loosest tolerance at which it reaches the largest gradient component asked for,
or its least; the fastest that reaches it counts. Gradient and objective of both are worked out here,
by the same function in float64. Weights are compared on the standardised features.
"""
import json, os, statistics, subprocess, sys, tempfile, time, warnings

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, log_loss

warnings.filterwarnings("ignore")
REPEATS = int(os.environ.get("REPEATS", 3))
TOLERANCES = [1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9]
TARGETS = [1e-5, 1e-7]


def made(rows=1_000_000, width=30):
    draw = np.random.default_rng(1)
    y = (draw.random(rows) < 0.001).astype(np.uint8)
    x = draw.standard_normal((rows, width), dtype=np.float32)
    x += np.where(y[:, None] == 1, np.linspace(1.2, 0, width, dtype=np.float32), 0)
    return x, y


def state(w, b, x, y, weight, l2):
    """Objective, largest component and length of its gradient, in float64, some rows at a time."""
    total, gradient, slope = 0.0, np.zeros(len(w)), 0.0
    for first in range(0, len(y), 100_000):
        rows = x[first:first + 100_000].astype(np.float64)
        labels = y[first:first + 100_000].astype(np.float64)
        each = np.where(labels == 1, weight, 1.0)
        z = rows @ w + b
        total += (each * (np.logaddexp(0, z) - labels * z)).sum()
        residual = each * (1 / (1 + np.exp(-z)) - labels)
        gradient += rows.T @ residual
        slope += residual.sum()
    n = len(y)
    whole = np.append(gradient / n + l2 * w, slope / n)
    return total / n + l2 / 2 * w @ w, abs(whole).max(), np.linalg.norm(whole)


def main():
    lopsided = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        if len(sys.argv) > 2:
            files = sys.argv[2:4]
            x, y = np.load(files[0], mmap_mode="r"), np.load(files[1])
        else:
            x, y = made()
            files = [f"{folder}/x.npy", f"{folder}/y.npy"]
            np.save(files[0], x), np.save(files[1], y)
        y = np.asarray(y).astype(np.uint8)
        names = [f"{folder}/{name}" for name in ("model.json", "parts.npy")]

        def ours(loss, l2, tolerance):
            command = [lopsided, "train", files[0], "--labels", files[1], "--loss", loss[0],
                       "--to-convergence", "--l2", repr(l2), "--tolerance", repr(tolerance),
                       "--resamples", "0", "--format", "json", "--save-model", names[0],
                       "--save-parts", names[1]] + loss[1]
            report = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
            model = json.load(open(names[0]))
            # In double precision, as the solver ended; the model has them rounded.
            return (report["trainingSeconds"], np.array(model["convergence"]["parameters"]), model,
                    report["convergence"])

        _, _, model, _ = ours(("cross-entropy", []), 0.0, 1e-3)
        part = np.load(names[1])
        centre = np.float32(model["preparation"]["means"])
        scale = np.float32(1 / np.float64(model["preparation"]["deviations"]))
        train, test = ((np.ascontiguousarray(x[part == p]) - centre) * scale for p in (0, 2))
        labels, truth = y[part == 0], y[part == 2]
        n, positives = len(labels), int(labels.sum())
        print(f"{n} x {train.shape[1]} rows, {positives} positive; load {os.getloadavg()[0]:.1f}")
        weight = (n - positives) / positives
        for title, loss, weight in [("cross-entropy", ("cross-entropy", []), 1.0),
                                    ("weighted cross-entropy", ("weighted-cross-entropy", []),
                                     weight)]:
            # scikit-learn's balanced weights are these times a constant, which C makes up for.
            factor = 1.0 if weight == 1 else n / (2 * (n - positives))
            l2 = 1 / (n * factor)

            def peer(solver, tolerance):
                start = time.perf_counter()
                fit = LogisticRegression(solver=solver, C=1.0, tol=tolerance, max_iter=1000,
                                         class_weight=None if weight == 1 else "balanced"
                                         ).fit(train, labels)
                return time.perf_counter() - start, fit

            for target in TARGETS:
                chosen = {}
                for solver in ("lbfgs", "newton-cholesky"):
                    for tolerance in TOLERANCES:
                        _, fit = peer(solver, tolerance)
                        w, b = fit.coef_[0].astype(float), float(fit.intercept_[0])
                        if state(w, b, train, labels, weight, l2)[1] <= target:
                            chosen[solver] = tolerance
                            break
                    else:
                        print(f"  {title}: {solver} does not reach {target}")
                times = {name: [] for name in ["ours", *chosen]}
                for _ in range(REPEATS):
                    seconds, solution, model, convergence = ours(loss, l2, target)
                    times["ours"].append(seconds)
                    for solver, tolerance in chosen.items():
                        seconds, fit = peer(solver, tolerance)
                        times[solver].append(seconds)
                own = state(solution[:-1], solution[-1], train, labels, weight, l2)
                medians = {name: statistics.median(values) for name, values in times.items()}
                fastest = min(medians[name] for name in chosen) if chosen else float("nan")
                print(f"{title}, gradient {target}: ours {medians['ours']:.3f} s "
                      f"({convergence['solver']}, {convergence['iterations']} steps), "
                      + ", ".join(f"{name} {medians[name]:.3f} s (tol {tolerance})"
                                  for name, tolerance in chosen.items())
                      + f"; ratio {fastest / medians['ours']:.2f}")
                print(f"  ours: objective {own[0]:.12f} (said {convergence['objective']:.12f}), "
                      f"gradient {own[1]:.2e} (said {convergence['gradientNorm']:.2e}), "
                      f"length {own[2]:.2e} (said {convergence['gradientLength']:.2e})")
            # To the end, scikit-learn in double precision.
            _, solution, _, _ = ours(loss, l2, 1e-10)
            best = LogisticRegression(solver="newton-cholesky", C=1.0, tol=1e-10, max_iter=1000,
                                      class_weight=None if weight == 1 else "balanced"
                                      ).fit(train.astype(np.float64), labels)
            w, b = best.coef_[0], float(best.intercept_[0])
            both = [state(c[:-1], c[-1], train, labels, weight, l2)
                    for c in (solution, np.append(w, b))]
            print(f"  to the end: objective {both[0][0]:.14f} and newton-cholesky's "
                  f"{both[1][0]:.14f}, gradient {both[0][1]:.1e} and {both[1][1]:.1e}")
            scores = [test.astype(float) @ c[:-1] + c[-1] for c in (solution, np.append(w, b))]
            precisions = [average_precision_score(truth, z) for z in scores]
            losses = [log_loss(truth, 1 / (1 + np.exp(-z))) for z in scores]
            print(f"  largest difference of a weight {abs(solution - np.append(w, b)).max():.1e}, "
                  f"test AP {precisions[0]:.6f} and {precisions[1]:.6f}, "
                  f"log-loss {losses[0]:.6f} and {losses[1]:.6f}")


main()
