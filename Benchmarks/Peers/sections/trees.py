"""Gradient-boosted trees."""

import statistics
import subprocess

from .running import PYTHON, interleaved, ours, peer, ratio
from .tables import METRICS, table, times_table


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
