import math


def _read_hidden(laws, zeros):
    """The laws as they are, of which the first `zeros` odd moments were taken to be zero.

    Raises ValueError naming what is wrong.
    """
    if len(laws) != len(zeros):
        raise ValueError("parameters['hidden']: expected %d laws" % len(zeros))
    for l, law in enumerate(laws):
        values, weights = law["values"], law["weights"]
        problem = None
        if len(values) != len(weights):
            problem = "expected one weight a value"
        elif not all(math.isfinite(x) for x in [*values, *weights]):
            problem = "expected finite numbers"
        elif min(weights) < 0 or abs(sum(weights) - 1) > 1e-9:
            problem = "weights must be nonnegative and add up to 1"
        elif any(
            abs(sum(w * c**k for c, w in zip(values, weights)))
            > 1e-9 * sum(w * abs(c) ** k for c, w in zip(values, weights))
            for k in (1, 3, 5)[: zeros[l]]
        ):
            problem = "the equations were derived for %s" % ("mean zero" if zeros[l] == 1 else "a symmetric law")
        if problem:
            raise ValueError("parameters['hidden'][%d]: %s" % (l, problem))
    return laws


def _raw_moment(law, order):
    """E[c^order]."""
    return sum(weight * value**order for value, weight in zip(law["values"], law["weights"]))


def _hidden_means(laws, Q, means, functions):
    """Means E[c1^h1 c2^h2 ... F(S)] of functions of the signal S = Q1 c1 + Q2 c2 + ..., over all nodes of the law of c.

    means: (exponents h, which of the functions F is), one a mean.
    """
    sums = [0.0] * len(means)

    def visit(c, weight, signal):
        if weight < 1e-19:
            return
        l = len(c)
        if l < len(laws):
            for value, own in zip(laws[l]["values"], laws[l]["weights"]):
                visit(c + [value], weight * own, signal + Q[l] * value)
            return
        F = functions(signal)
        for m, (hidden, of) in enumerate(means):
            term = weight * F[of]
            for value, exponent in zip(c, hidden):
                if exponent:
                    term *= value**exponent
            sums[m] += term

    visit([], 1.0, 0.0)
    return sums


def _remembered(functions):
    """A function that remembers its values: equal signals, at Q = 0 all of them, are computed once."""
    known = {}

    def remembering(signal):
        if signal not in known:
            known[signal] = functions(signal)
        return known[signal]

    return remembering
