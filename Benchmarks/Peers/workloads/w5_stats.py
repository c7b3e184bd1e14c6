"""W5: statistics of 20 seeds x 8 losses x 6 metrics.

parts (peer names): bca_scipy (10,000 BCa resamples of the mean of 20 paired differences, all 28 pairs x 6 metrics),
bca_scipy_one (one pair), bca_numpy (same numbers, by hand: one shared resample-count matrix and a GEMM),
friedman_nemenyi (scipy + scikit-posthocs), wilcoxon_holm (scipy + statsmodels), autorank (frequentist full report),
autorank_bayesian, baycomp.
"""
from common import DATA, args, bench, emit
a = args(peer="wilcoxon_holm", reps=3)
import itertools, warnings
import numpy as np
warnings.filterwarnings("ignore")

S, L, M, R = 20, 8, 6, 10_000
g = np.random.Generator(np.random.PCG64(a.seed))
base = np.linspace(0.60, 0.72, L)[None, :, None] + np.linspace(-0.1, 0.1, M)[None, None]
D = base + 0.02 * g.standard_normal((S, 1, M)) + 0.015 * g.standard_normal((S, L, M))      # [seed, loss, metric]
np.save(f"{DATA}/statistics.npy", D)                                                        # what Lopsided reads
PAIRS = list(itertools.combinations(range(L), 2))
NAMES = ["ce", "wce", "focal", "mse", "dice", "cb", "ldam", "asl"]


def bca_scipy(pairs=PAIRS, metrics=range(M)):
    from scipy.stats import bootstrap
    rng = np.random.default_rng(a.seed); out = []
    for m in metrics:
        for i, j in pairs:
            r = bootstrap((D[:, i, m] - D[:, j, m],), np.mean, n_resamples=R, method="BCa", vectorized=True, rng=rng)
            out.append(tuple(r.confidence_interval))
    return out


def bca_numpy():
    from scipy.special import ndtr, ndtri
    rng = np.random.default_rng(a.seed)
    C = rng.multinomial(S, np.full(S, 1 / S), size=R).astype(np.float64)        # resample counts [R,S]
    i, j = np.array(PAIRS).T
    X = (D[:, i] - D[:, j]).reshape(S, -1)                                      # [S, 168]
    th = np.sort(C @ X / S, axis=0)
    t0 = X.mean(0)
    z0 = ndtri((th < t0).sum(0) / R + 0.5 * (th == t0).sum(0) / R)
    jk = (X.sum(0) - X) / (S - 1); u = jk.mean(0) - jk
    acc = (u ** 3).sum(0) / (6 * (u ** 2).sum(0) ** 1.5)
    lo, hi = (ndtr(z0 + (z0 + z) / (1 - acc * (z0 + z))) for z in (ndtri(0.025), ndtri(0.975)))
    k = np.arange(X.shape[1])
    q = lambda p: th[np.minimum((p * (R - 1)).astype(int), R - 1), k]
    return list(zip(q(lo), q(hi)))


def friedman_nemenyi():
    from scipy.stats import friedmanchisquare
    import scikit_posthocs as sp
    return [(friedmanchisquare(*D[:, :, m].T).pvalue, sp.posthoc_nemenyi_friedman(D[:, :, m]).to_numpy()[0, -1]) for m in range(M)]


def wilcoxon_holm():
    from scipy.stats import wilcoxon
    from statsmodels.stats.multitest import multipletests
    out = []
    for m in range(M):
        p = [wilcoxon(D[:, i, m], D[:, j, m]).pvalue for i, j in PAIRS]
        out.append((p[0], multipletests(p, method="holm")[1].min()))
    return out


def autorank(approach="frequentist"):
    import contextlib, io, os
    import matplotlib; matplotlib.use("Agg")
    import pandas as pd
    import autorank as ar
    out = []
    for m in range(M):
        r = ar.autorank(pd.DataFrame(D[:, :, m], columns=NAMES), alpha=0.05, verbose=False, approach=approach,
                        **({"rope": 0.01} if approach == "bayesian" else {}))
        with contextlib.redirect_stdout(io.StringIO()):
            ar.create_report(r)
            if approach == "frequentist": ar.latex_table(r)
        out.append((float(r.pvalue) if r.pvalue is not None else 0.0, 0.0))
    return out


def baycomp():
    import baycomp as bc
    return [tuple(map(float, bc.two_on_multiple(D[:, i, m], D[:, j, m], rope=0.01)))[:2] for m in range(M) for i, j in PAIRS]


f = {"bca_scipy": bca_scipy, "bca_scipy_one": lambda: bca_scipy(PAIRS[:1], [0]), "bca_numpy": bca_numpy,
     "friedman_nemenyi": friedman_nemenyi, "wilcoxon_holm": wilcoxon_holm, "autorank": autorank,
     "autorank_bayesian": lambda: autorank("bayesian"), "baycomp": baycomp}[a.peer]
reps = max(a.reps, 3)
times, out, info = bench(f, reps, warmup=1)
n = {"bca_scipy": 168 * R, "bca_scipy_one": R, "bca_numpy": 168 * R}.get(a.peer)
emit("W5_stats", a.peer, times, n, {"first": [float(f"{v:.10g}") for v in out[0]], "n": len(out)}, info, mode=f"t{a.threads}")
