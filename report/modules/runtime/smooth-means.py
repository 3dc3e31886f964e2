import math


def _noise_means(plan, s, v, c):
    """E[f(y) g(y')] given the signal S: y = S + n, y' = S + n', Gaussian noises of variance s v and covariance s c.

    They are split, n = a x + b e and n' = +-a x + b e' with a^2 = s |c| and b^2 = s (v - |c|), and both integrals
    use the trapezoidal rule, which converges geometrically on a Gaussian. All nodes lie on one lattice.

    plan: products(y), a list of products of phi and its derivatives; pairs, the product at y and that at y' whose
    mean each function of the signal is; spacing in y, for the noise of each view alone and for the shared one,
    that resolves phi on a Gaussian of deviation 2.
    """
    products, pairs, spacing = plan
    a = math.sqrt(s * abs(c))
    b = math.sqrt(s * max(0.0, v - abs(c)))
    steps = [_trapezoid_step(a, spacing[1]), _trapezoid_step(b, spacing[0])]
    unit = min([step for step in steps if step > 0], default=0.0)
    shared = _trapezoids(a, steps[0], unit)
    own = _trapezoids(b, steps[1], unit)

    def means(signal):
        lattice = {}
        for node, _ in shared:
            for inner, _ in own:
                if node + inner not in lattice:
                    lattice[node + inner] = products(signal + (node + inner) * unit)
        count = range(len(lattice[0]))
        smoothed = []
        for node, _ in shared:
            near = [(weight, lattice[node + inner]) for inner, weight in own]
            smoothed.append([sum([weight * values[m] for weight, values in near]) for m in count])
        mirrored = smoothed if c >= 0 else smoothed[::-1]
        return [
            sum([weight * p[f] * q[g] for (_, weight), p, q in zip(shared, smoothed, mirrored)]) for f, g in pairs
        ]

    return means


def _trapezoids(deviation, step, unit):
    """The rule for a Gaussian: (node in units, weight), symmetric about 0, out to 9.6 deviations."""
    if deviation == 0:
        return [(0, 1.0)]
    stride = max(1, math.floor(step / unit + 1e-9))
    half = math.ceil(9.6 * deviation / (stride * unit))
    scale = stride * unit / deviation
    return [
        (k * stride, scale / math.sqrt(2 * math.pi) * math.exp(-((k * scale) ** 2) / 2)) for k in range(-half, half + 1)
    ]


def _trapezoid_step(deviation, spacing):
    """The step for a Gaussian: its frequencies, which reach 8.1 over its deviation, add to those of the functions."""
    if deviation == 0:
        return 0.0
    more = max(0.0, 8.1 / (2 * math.pi) * (1 / deviation - 1 / 2))
    return min(0.62 * deviation, 1 / (1 / spacing + more))
