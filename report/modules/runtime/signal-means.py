import math


def _signal_mean(laws, Q, hidden, order, wave, multiple):
    """E[c1^h1 c2^h2 ... S^k w(r S)] of the signal S = Q1 c1 + Q2 c2 + ... for w = cos, sin or exp.

    The hidden variables are independent: over k! it is the coefficient of t^k in the product over l of
    sum_j E[c_l^(j + h_l) w_l] (Q_l t)^j / j! with w_l = exp(r Q_l c_l), or for cos and sin, its real and imaginary
    part, exp(i r Q_l c_l).
    """
    series = [1.0] + [0.0] * order
    for law, overlap, h in zip(laws, Q, hidden):
        own = [0.0] * (order + 1)
        for c, weight in zip(law["values"], law["weights"]):
            phase = multiple * overlap * c
            factor = math.exp(phase) if wave == "exp" else complex(math.cos(phase), math.sin(phase))
            for j in range(order + 1):
                own[j] += weight * c**h * (overlap * c) ** j / math.factorial(j) * factor
        series = [sum(own[j] * series[k - j] for j in range(k + 1)) for k in range(order + 1)]
    result = math.factorial(order) * complex(series[order])
    return result.imag if wave == "sin" else result.real
