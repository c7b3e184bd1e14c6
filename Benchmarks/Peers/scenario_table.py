"""What logistic regression and XGBoost reach on every scenario and preset, beside the Bayes values.

    python scenario_table.py LOPSIDED [--rows 300000] [--draws 3] [--only SCENARIO[:PRESET] …]
                             [--output FILE.md]

LOPSIDED is the release executable. Needs numpy, scikit-learn and xgboost. Both models are trained
by these libraries on exported rows, so the figures are those of independent software:

- logistic: scikit-learn's LogisticRegression (lbfgs, C = 1) on standardised features; non-negative
  features with a skewness above 3 as log(1 + x), categories one-hot, missing values as the median
  with an indicator;
- XGBoost: hist, depth 6, learning rate 0.1, at most 400 rounds, stopped early by average
  precision on a validation draw of as many rows; categories and missing values as they are.

Average precision is measured on rows drawn by class (a draw at a prevalence of one half), with
the balance-heuristic weights that the exact posterior gives, at the population's prevalence.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

import numpy as np
import xgboost
from sklearn.linear_model import LogisticRegression

PREVALENCE = 0.001


def run(lopsided, *arguments):
    outcome = subprocess.run([lopsided, *map(str, arguments)], capture_output=True, text=True)
    if outcome.returncode != 0:
        sys.exit(f"lopsided {' '.join(map(str, arguments))}: {outcome.stderr}")
    return outcome.stdout


class Rows:
    """The rows of a data-set folder."""

    def __init__(self, folder):
        self.manifest = json.loads((folder / "manifest.json").read_text())
        self.columns = [c for c in self.manifest["columns"] if c["role"] == "feature"]
        self.features = np.load(folder / "features.npy")
        self.labels = np.load(folder / "labels.npy")
        true_labels = folder / "oracle/true-labels.npy"
        self.truth = np.load(true_labels) if true_labels.exists() else self.labels
        self.posterior = np.load(folder / "oracle/posterior.npy")


def draw(lopsided, scenario, preset, rows, seed, prevalence, folder):
    run(lopsided, "data", "generate", scenario, "--preset", preset, "--rows", rows, "--seed", seed,
        "--prevalence", prevalence, "--bayes-rows", 64, "--output", folder, "--overwrite")
    return Rows(folder)


class Encoder:
    """Model inputs for logistic regression, fitted on training rows."""

    def __init__(self, rows):
        self.columns = rows.columns
        self.parts = []
        for index, column in enumerate(rows.columns):
            values = rows.features[:, index].astype(np.float64)
            known = values[~np.isnan(values)]
            if column.get("levels"):
                self.parts.append(("levels", index, np.arange(len(column["levels"]))))
            else:
                spread = known.std()
                skewness = ((known - known.mean()) ** 3).mean() / spread**3 if spread > 0 else 0
                logs = known.min() >= 0 and skewness > 3
                self.parts.append(("log" if logs else "plain", index, np.median(known)))
            if len(known) < len(values):
                self.parts.append(("missing", index, None))
        inputs = self._inputs(rows)
        self.mean, self.deviation = inputs.mean(0), inputs.std(0)
        self.deviation[self.deviation == 0] = 1

    def _inputs(self, rows):
        outputs = []
        for kind, index, detail in self.parts:
            values = rows.features[:, index].astype(np.float64)
            if kind == "levels":
                outputs += [(values == level).astype(np.float64) for level in detail]
            elif kind == "missing":
                outputs.append(np.isnan(values).astype(np.float64))
            else:
                values = np.where(np.isnan(values), detail, values)
                outputs.append(np.log1p(values) if kind == "log" else values)
        return np.stack(outputs, 1)

    def __call__(self, rows):
        return (self._inputs(rows) - self.mean) / self.deviation


def weighted_average_precision(scores, shares, prevalence):
    """AP of a population: `shares` is the class-1 share of each row drawn by class."""
    order = np.argsort(-scores, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(scores[order])), len(scores) - 1)
    positive = np.cumsum(shares[order])[ends]
    negative = np.cumsum(1 - shares[order])[ends]
    recall, fall_out = positive / positive[-1], negative / negative[-1]
    precision = prevalence * recall / (prevalence * recall + (1 - prevalence) * fall_out)
    return float(np.sum(np.diff(recall, prepend=0) * precision))


def logistic(training, validation, test):
    encoder = Encoder(training)
    model = LogisticRegression(C=1.0, max_iter=1000)
    model.fit(encoder(training), training.labels)
    return model.decision_function(encoder(test))


def trees(training, validation, test):
    kinds = ["c" if column.get("levels") else "q" for column in training.columns]

    def matrix(rows):
        return xgboost.DMatrix(
            rows.features, rows.labels, feature_types=kinds, enable_categorical=True)

    model = xgboost.train(
        {"objective": "binary:logistic", "tree_method": "hist", "max_depth": 6, "eta": 0.1,
         "eval_metric": "aucpr", "seed": 1, "nthread": 2, "base_score": PREVALENCE},
        matrix(training), 400, evals=[(matrix(validation), "validation")],
        early_stopping_rounds=40, verbose_eval=False)
    return model.predict(matrix(test), output_margin=True, iteration_range=(0, model.best_iteration + 1))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("lopsided")
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--output")
    options = parser.parse_args()

    bayes = json.loads(run(options.lopsided, "data", "bayes", "--all", "--format", "json"))
    lines = [
        "| scenario | preset | Bayes AP ± SE | AUROC ± SE | log-loss ± SE | logistic AP | XGBoost AP |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for entry in bayes:
        scenario, preset = entry["scenario"], entry["preset"]
        if options.only and not {scenario, f"{scenario}:{preset}"} & set(options.only):
            continue
        reached = {"logistic": [], "trees": []}
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            test = draw(
                options.lopsided, scenario, preset, 400_000, 1000, 0.5, folder / "test")
            shares = test.posterior
            for seed in range(1, options.draws + 1):
                training = draw(options.lopsided, scenario, preset, options.rows, seed,
                                PREVALENCE, folder / "training")
                validation = draw(options.lopsided, scenario, preset, options.rows, 500 + seed,
                                  PREVALENCE, folder / "validation")
                for name, model in (("logistic", logistic), ("trees", trees)):
                    scores = model(training, validation, test)
                    reached[name].append(weighted_average_precision(scores, shares, PREVALENCE))

        def estimate(key, digits):
            value = entry["bayes"]["estimates"][key]
            return f"{value['value']:.{digits}f} ± {value['standardError']:.{digits}f}"

        def spread(values):
            mean = f"{statistics.mean(values):.3f}"
            return mean if len(values) == 1 else f"{mean} ({min(values):.3f}–{max(values):.3f})"

        lines.append(
            f"| {scenario} | {preset} | {estimate('average-precision', 4)} | {estimate('auroc', 5)} "
            f"| {estimate('log-loss', 6)} | {spread(reached['logistic'])} "
            f"| {spread(reached['trees'])} |")
        print(lines[-1], flush=True)
    table = "\n".join(lines) + "\n"
    if options.output:
        pathlib.Path(options.output).write_text(table)


if __name__ == "__main__":
    main()
