import math


def _signal_moments(Q, raw, hidden, highest):
    """E[c1^h1 c2^h2 ... S^k] of the signal S = Q1 c1 + Q2 c2 + ... for k = 0, ..., highest.

    Over k! they are the coefficients of a product of power series, one a feature, with coefficients
    E[c_l^(j + h_l)] Q_l^j / j!. raw: E[c_l^k] for k = 0, 1, ..., one list a feature.
    """
    series = [1.0] + [0.0] * highest
    for overlap, moments, h in zip(Q, raw, hidden):
        own = [moments[j + h] * overlap**j / math.factorial(j) for j in range(highest + 1)]
        series = [sum(own[j] * series[k - j] for j in range(k + 1)) for k in range(highest + 1)]
    return [x * math.factorial(k) for k, x in enumerate(series)]
