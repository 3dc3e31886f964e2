import math


def _checked(function):
    """The function with its state checked and its results finite. Raises ValueError naming what is wrong."""

    def checked(state, *parameters):
        if len(state) != len(variables):
            raise ValueError("state: expected [%s], found %d numbers" % (", ".join(variables), len(state)))
        for name, value in zip(variables, state):
            if not math.isfinite(value) or (name == "s" and value < 0):
                raise ValueError("state: %s cannot be %r" % (name, value))
        try:
            results = function(state, *parameters)
            rows = results if isinstance(results[0], list) else [results]
            if all(math.isfinite(value) for row in rows for value in row):
                return results
        except (OverflowError, ZeroDivisionError):
            pass
        raise ValueError("state: %r is out of range" % (list(state),))

    checked.__name__, checked.__doc__ = function.__name__, function.__doc__
    return checked


def _read_parameters(given, bounds):
    """All parameters: the given ones, and DEFAULTS of the others. Raises ValueError naming a wrong one."""
    for name, value in (given or {}).items():
        if name not in DEFAULTS:
            raise ValueError("parameters[%r]: unknown parameter" % name)
        least, most = bounds.get(name, (-math.inf, math.inf))
        if name != "hidden" and not (math.isfinite(value) and least <= value <= most):
            raise ValueError("parameters[%r]: expected a number in [%g, %g], found %r" % (name, least, most, value))
    return {**DEFAULTS, **(given or {})}
