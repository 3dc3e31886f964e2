import math


def _noise_means(plan, s, v, c):
    """E[f(y) g(y')] given the signal S: y = S + n, y' = S + n', Gaussian noises of variance s v and covariance s c.

    They are split, n = a x + b e and n' = +-a x + b e' with a^2 = s |c| and b^2 = s (v - |c|). The mean over e is a
    truncated Gaussian moment; the integral over x has panels that end where these bend. Delta functions are exact.

    plan: sides, products of phi = max(y, 0) and its derivatives at one view as (power, factor), which stands for
    factor y_+^power / power!, with delta functions for negative powers, or None, the constant 1; pairs, the side
    at y and that at y' whose mean each function of the signal is; a Gauss-Legendre rule on [-1, 1].
    """
    sides, pairs, legendre = plan
    a = math.sqrt(s * abs(c))
    b = math.sqrt(s * max(0.0, v - abs(c)))
    reflect = 1 if c >= 0 else -1
    regular = [side is None or side[0] >= 0 for side in sides]

    def smooth(side, y):
        return 1.0 if side is None else side[1] * _truncated_moment(side[0], y, b)

    def means(signal):
        nodes = [(0.0, 1.0)]
        if a > 0:
            nodes = _panel_nodes([-signal / a, -reflect * signal / a], b / a, legendre)
        first = [[smooth(f, signal + a * x) for x, _ in nodes] if ok else [] for f, ok in zip(sides, regular)]
        second = [[smooth(g, signal + reflect * a * x) for x, _ in nodes] if ok else [] for g, ok in zip(sides, regular)]
        results = []
        for i, j in pairs:
            if not regular[i]:
                results.append(_delta_mean(sides[i][0], sides[j], signal, s, v, c))
            elif not regular[j]:
                results.append(_delta_mean(sides[j][0], sides[i], signal, s, v, c))
            else:
                results.append(sum([weight * f * g for (_, weight), f, g in zip(nodes, first[i], second[j])]))
        return results

    return means


def _panel_nodes(kinks, width, legendre):
    """Nodes for a standard normal x, on panels that double in size from where y or y' crosses the kink."""
    ends = [-9, -6, -4, -2, 0, 2, 4, 6, 9] + kinks
    distance = width
    while width > 1e-8 and distance < 18:
        ends += [kink + side * distance for kink in kinks for side in (-1, 1)]
        distance *= 2
    inside = sorted({x for x in ends if abs(x) <= 9})
    nodes = []
    for start, end in zip(inside, inside[1:]):
        center, half = (start + end) / 2, (end - start) / 2
        for node, weight in zip(*legendre):
            x = center + half * node
            nodes.append((x, half * weight * _normal_density(x)))
    return nodes


def _delta_mean(power, other, signal, s, v, c):
    """E[delta^(m)(y) R(y')], m = -1 - power: (-d/dy)^m of the density of y times E[R(y') | y], at y = 0."""
    order = -1 - power
    deviation = math.sqrt(s * v)
    if deviation == 0:
        raise ValueError("parameters['nu']: without noise the derivatives of max(y, 0) have no mean")
    slope = c / v
    rest = deviation * math.sqrt(max(0.0, 1 - slope * slope))
    total = 0.0
    for i in range(order + 1):
        j = order - i
        density = _hermite_density(i, signal / deviation) / deviation ** (i + 1)
        binomial = math.factorial(order) // (math.factorial(i) * math.factorial(j))
        total += binomial * density * (-slope) ** j * _shifted(other, j, signal * (1 - slope), rest)
    return total


def _shifted(side, j, mean, deviation):
    """The j-th derivative by the mean of E[R(mean + deviation e)]."""
    if side is None:
        return 1.0 if j == 0 else 0.0
    if side[0] - j < 0 and deviation == 0:
        raise ValueError("parameters['rho']: where y and y' determine each other their delta functions have no product")
    return side[1] * _truncated_moment(side[0] - j, mean, deviation)


def _truncated_moment(n, t, b):
    """E[(t + b e)_+^n / n!] for a standard normal e; for n < 0 the derivatives of the case n = 0 by t."""
    if b == 0:
        return t**n / math.factorial(n) if t > 0 else 0.5 if t == 0 and n == 0 else 0.0
    z = t / b
    if n < 0:
        return _hermite_density(-1 - n, z) / b**-n
    # By parts: M_n = t M_(n-1) + (n - 1) b^2 M_(n-2), with M_n = E[(t + b e)_+^n].
    before, moment = b * _normal_density(z), 0.5 * (1 + math.erf(z / math.sqrt(2)))
    for k in range(1, n + 1):
        before, moment = moment, t * moment + (before if k == 1 else (k - 1) * b * b * before)
    return moment / math.factorial(n)


def _hermite_density(n, z):
    """(d/dz)^n of the normal density: (-1)^n times the probabilists' Hermite polynomial times it."""
    before, value = 0.0, _normal_density(z)
    for k in range(n):
        before, value = value, -z * value - k * before
    return value


def _normal_density(x):
    return math.exp(-x * x / 2) / math.sqrt(2 * math.pi)
