"""Metrics of many scores, and statistics of tables."""

from .running import interleaved, median, ours, peer, ratio, timed
from .tables import table, times_table


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
