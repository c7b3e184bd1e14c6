"""Tables of times and of metrics, in Markdown."""

from .running import median, ratio


def table(header, rows, right=1):
    lines = ["| " + " | ".join(header) + " |"]
    lines.append("| " + " | ".join(["---"] * right + ["---:"] * (len(header) - right)) + " |")
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def times_table(records, reference, names, notes=lambda name: ()):
    rows = []
    for name in sorted(records, key=lambda n: median(records[n])):
        values = [r["median_s"] for r in records[name]]
        bold = "**" if name.startswith("Lopsided") else ""
        rows.append(
            [f"{bold}{name}{bold}", f"{median(records[name]):.3f}",
             f"{min(values):.3f} – {max(values):.3f}",
             f"{ratio(records[name], records[reference]):.2f}", *notes(name)]
        )
    return table(["program", "seconds", "range", "its time over ours", *names], rows)


METRICS = [("average-precision", "ap", 4), ("auroc", "auroc", 4), ("log-loss/raw", "logloss", 5),
           ("brier/raw", "brier", 5)]


def metrics_table(records, mine, names):
    rows = []
    for loss in ("ce", "wce", "focal", "mse"):
        for name in [mine, *names]:
            metrics = records[name][-1].get("metrics", {}).get(loss)
            if not metrics:
                continue
            cells = [f"{metrics.get(own, metrics.get(other, float('nan'))):.{digits}f}"
                     for own, other, digits in METRICS]
            rows.append([loss, name, *cells])
    return table(["loss", "program", "AP", "AUROC", "log-loss", "Brier"], rows, right=2)
