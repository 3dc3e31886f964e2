import math


def _interpolated(functions, radius):
    """Functions of the signal, interpolated on [-radius, radius] from equidistant nodes by polynomials of degree 11.

    The distance of the nodes is halved until the middles of all intervals agree to 1e-12 of scale; where 1024
    intervals are not enough, and beyond the radius, the functions themselves are used.
    """
    if radius == 0:
        return functions
    half, nodes = 16, _sampled(functions, radius / 16, 16, {})
    while half <= 512:
        finer = _sampled(functions, radius / (2 * half), 2 * half, nodes)
        scale = [max(abs(x) for x in column) for column in zip(*finer.values())]
        if all(
            abs(x - exact) <= 1e-12 * size
            for i in range(-half, half)
            for x, exact, size in zip(_interpolate(nodes, half, i + 0.5), finer[2 * i + 1], scale)
        ):
            return lambda signal: (
                _interpolate(finer, 2 * half, signal * 2 * half / radius) if abs(signal) <= radius else functions(signal)
            )
        half, nodes = 2 * half, finer
    return functions


def _sampled(functions, step, half, coarser):
    """Values at the nodes k step with |k| <= half + 5; every second one is known from the nodes before."""
    return {
        k: coarser[k // 2] if k % 2 == 0 and k // 2 in coarser else functions(k * step)
        for k in range(-half - 5, half + 6)
    }


def _interpolate(nodes, half, position):
    """The values at a position in units of the step, from the twelve nodes about it, by the barycentric formula."""
    if position == math.floor(position):
        return nodes[int(position)]
    first = min(half - 1, math.floor(position)) - 5
    # Binomials of 11 with alternating signs.
    weights = (1, -11, 55, -165, 330, -462, 462, -330, 165, -55, 11, -1)
    shares = [weight / (position - first - j) for j, weight in enumerate(weights)]
    total = sum(shares)
    near = [nodes[first + j] for j in range(12)]
    return [sum([share * x for share, x in zip(shares, column)]) / total for column in zip(*near)]


def _reach(laws, Q):
    """A bound on the signal |Q1 c1 + Q2 c2 + ...|."""
    return sum(abs(q) * max(abs(c) for c in law["values"]) for law, q in zip(laws, Q))
