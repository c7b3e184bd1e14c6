"""The pointwise losses as a PyTorch or JAX user would write them: stable primitives, no clipping.

Every formula takes a namespace `xp` with `softplus`, `sigmoid`, `exp`, `log`, `where`, `maximum`,
`abs`; logits `z`, labels `y` (0 or 1, same type as z) and amounts `a`. It returns one value a row.
The training set has 1,000 positives and 999,000 negatives, as in `lopsided loss check`.
"""

import math

POSITIVES, NEGATIVES = 1_000.0, 999_000.0
RATIO = NEGATIVES / POSITIVES
PRIOR = POSITIVES / (POSITIVES + NEGATIVES)
PRIOR_LOGIT = math.log(PRIOR / (1 - PRIOR))


def margin(xp, z, y):
    return (2 * y - 1) * z


def cross_entropy(xp, z, y, a):
    return xp.softplus(z) - y * z


def weighted_cross_entropy(xp, z, y, a, w=RATIO):
    return (1 - y) * z + (1 + (w - 1) * y) * xp.softplus(-z)


def focal(xp, z, y, a, gamma=2.0):
    ce = xp.softplus(-margin(xp, z, y))
    p_t = xp.exp(-ce)
    return (1 - p_t) ** gamma * ce


def class_balanced(xp, z, y, a, beta=0.9999):
    positive = (1 - beta) / (1 - beta**POSITIVES)
    negative = (1 - beta) / (1 - beta**NEGATIVES)
    scale = 2 / (positive + negative)
    weight = scale * (y * positive + (1 - y) * negative)
    return weight * xp.softplus(-margin(xp, z, y))


def asymmetric(xp, z, y, a, gamma_positive=1.0, gamma_negative=4.0, clip=0.05):
    p = xp.sigmoid(z)
    shifted = xp.maximum(p - clip, 0 * p)
    positive = (1 - p) ** gamma_positive * xp.softplus(-z)
    negative = -(shifted**gamma_negative) * xp.log(1 - shifted)
    return xp.where(y > 0.5, positive, negative)


def ldam(xp, z, y, a, largest=0.5, scale=30.0):
    small, large = POSITIVES**-0.25, NEGATIVES**-0.25
    delta = largest * (y * small + (1 - y) * large) / max(small, large)
    return xp.softplus(-scale * (margin(xp, z, y) - delta))


def logit_adjusted(xp, z, y, a, tau=1.0):
    return xp.softplus(-margin(xp, z + tau * PRIOR_LOGIT, y))


def vector_scaling(xp, z, y, a, gamma=0.3, tau=1.0):
    largest = max(POSITIVES, NEGATIVES)
    delta = y * (POSITIVES / largest) ** gamma + (1 - y) * (NEGATIVES / largest) ** gamma
    iota = -tau * (2 * y - 1) * PRIOR_LOGIT
    return xp.softplus(iota - delta * margin(xp, z, y))


def poly_1(xp, z, y, a, epsilon=1.0):
    m = margin(xp, z, y)
    return xp.softplus(-m) + epsilon * xp.sigmoid(-m)


def label_smoothing(xp, z, y, a, epsilon=0.1):
    return xp.softplus(z) - (y * (1 - epsilon) + epsilon / 2) * z


def mse(xp, z, y, a):
    return (xp.sigmoid(z) - y) ** 2


def mae(xp, z, y, a):
    return xp.abs(xp.sigmoid(z) - y)


def gce(xp, z, y, a, q=0.7):
    return (1 - xp.exp(-q * xp.softplus(-margin(xp, z, y)))) / q


def hinge(xp, z, y, a):
    m = margin(xp, z, y)
    return xp.maximum(1 - m, 0 * m)


def squared_hinge(xp, z, y, a):
    m = margin(xp, z, y)
    return xp.maximum(1 - m, 0 * m) ** 2


def modified_huber(xp, z, y, a):
    m = margin(xp, z, y)
    return xp.where(m >= -1, xp.maximum(1 - m, 0 * m) ** 2, -4 * m)


def exponential(xp, z, y, a):
    return xp.exp(-margin(xp, z, y))


def temperature(xp, z, y, a, t=2.0):
    return xp.softplus(-margin(xp, z, y) / t)


def bi_tempered(xp, z, y, a, t1=0.8, t2=1.2, iterations=5):
    """Google's bi-tempered loss of the two activations (0, z), with its fixed-point iteration."""

    def exp_t(u, t):
        return xp.maximum(1 + (1 - t) * u, 0 * u) ** (1 / (1 - t))

    def log_t(u, t):
        return (u ** (1 - t) - 1) / (1 - t)

    top = xp.maximum(z, 0 * z)
    low = -xp.abs(z)
    shifted = low
    for _ in range(iterations):
        partition = 1 + exp_t(shifted, t2)
        shifted = low * partition ** (1 - t2)
    partition = 1 + exp_t(shifted, t2)
    normaliser = top - log_t(1 / partition, t2)
    p1 = exp_t(z - normaliser, t2)
    p0 = exp_t(0 * z - normaliser, t2)
    p = xp.where(y > 0.5, p1, p0)
    both = p1 ** (2 - t1) + p0 ** (2 - t1)
    return -log_t(p, t1) - (1 - both) / (2 - t1)


def amount_weighted_cross_entropy(xp, z, y, a, cost=5.0):
    return (y * a + (1 - y) * cost) * xp.softplus(-margin(xp, z, y))


def bahnsen_cost(xp, z, y, a, cost=5.0):
    p = xp.sigmoid(z)
    return y * (p * cost + (1 - p) * a) + (1 - y) * p * cost


LOSSES = {
    "cross-entropy": cross_entropy,
    "weighted-cross-entropy": weighted_cross_entropy,
    "class-balanced": class_balanced,
    "focal": focal,
    "asymmetric": asymmetric,
    "ldam": ldam,
    "logit-adjusted": logit_adjusted,
    "vs": vector_scaling,
    "poly-1": poly_1,
    "label-smoothing": label_smoothing,
    "mse": mse,
    "mae": mae,
    "gce": gce,
    "hinge": hinge,
    "squared-hinge": squared_hinge,
    "modified-huber": modified_huber,
    "exponential": exponential,
    "temperature": temperature,
    "bi-tempered": bi_tempered,
    "amount-weighted-cross-entropy": amount_weighted_cross_entropy,
    "bahnsen-cost": bahnsen_cost,
}
