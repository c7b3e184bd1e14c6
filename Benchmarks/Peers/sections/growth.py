"""How cost grows with learners, rows, features and threads."""

import os

from .running import interleaved, median, ours, ratio
from .tables import table


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
