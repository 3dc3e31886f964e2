import math


def _exp(x):
    return math.exp(x) if x < 709 else math.inf


def _sinh(x):
    return math.sinh(x) if abs(x) < 709 else math.copysign(math.inf, x)


def _cosh(x):
    return math.cosh(x) if abs(x) < 709 else math.inf


def _sech(x):
    return 1 / _cosh(x)
