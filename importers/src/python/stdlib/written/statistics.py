from collections import Counter as _Counter
from decimal import Decimal as _Decimal
import math as _math


class StatisticsError(ValueError):
    pass


def _exact(data):
    """How many, the class of the numbers together, and their sum as a fraction."""
    count = 0
    kinds = {int}
    sums = {}
    for value in data:
        count += 1
        kinds.add(type(value))
        above, below = value.as_integer_ratio()
        sums[below] = sums.get(below, 0) + above
    kinds -= {int, bool}
    if len(kinds) > 1:
        names = sorted(kind.__name__ for kind in kinds)
        raise TypeError(f"don't know how to coerce {names[0]} and {names[1]}")
    kind = kinds.pop() if kinds else int
    above, below = 0, 1
    for denominator, numerator in sums.items():
        above, below = above * denominator + numerator * below, below * denominator
        common = _math.gcd(above, below)
        above, below = above // common, below // common
    return kind, above, below, count


def _converted(kind, above, below):
    common = _math.gcd(above, below)
    above, below = above // common, below // common
    if kind is _Decimal:
        return _Decimal(above) / _Decimal(below)
    if kind is int and below == 1:
        return above
    return above / below


def mean(data):
    kind, above, below, count = _exact(data)
    if count < 1:
        raise StatisticsError("mean requires at least one data point")
    return _converted(kind, above, below * count)


def fmean(data, weights=None):
    data = [float(value) for value in data]
    if not data:
        raise StatisticsError("fmean requires at least one data point")
    if weights is None:
        return _math.fsum(data) / len(data)
    weights = [float(weight) for weight in weights]
    if len(weights) != len(data):
        raise StatisticsError("data and weights must be the same length")
    total = _math.fsum(weights)
    if not total:
        raise StatisticsError("sum of weights must be non-zero")
    return _math.fsum(weight * value for weight, value in zip(weights, data)) / total


def _sorted(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data


def median(data):
    data = _sorted(data)
    middle = len(data) // 2
    if len(data) % 2:
        return data[middle]
    return (data[middle - 1] + data[middle]) / 2


def median_low(data):
    data = _sorted(data)
    return data[(len(data) - 1) // 2]


def median_high(data):
    data = _sorted(data)
    return data[len(data) // 2]


def mode(data):
    most = _Counter(data).most_common(1)
    if not most:
        raise StatisticsError("no mode for empty data")
    return most[0][0]


def multimode(data):
    counts = _Counter(data)
    highest = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == highest]


def _squares(data, least, what, centre=None):
    """The sum of the squares of what the numbers differ from their mean."""
    data = list(data)
    kind, above, below, count = _exact(data)
    if count < least:
        few = "one data point" if least == 1 else "two data points"
        raise StatisticsError(f"{what} requires at least {few}")
    below *= count
    if centre is not None:
        above, below = centre.as_integer_ratio()
    squares, parts = 0, 1
    for value in data:
        top, bottom = value.as_integer_ratio()
        top, bottom = top * below - above * bottom, bottom * below
        squares, parts = squares * bottom * bottom + top * top * parts, parts * bottom * bottom
        common = _math.gcd(squares, parts)
        squares, parts = squares // common, parts // common
    return kind, squares, parts, count


def variance(data, xbar=None):
    kind, above, below, count = _squares(data, 2, "variance", xbar)
    return _converted(kind, above, below * (count - 1))


def pvariance(data, mu=None):
    kind, above, below, count = _squares(data, 1, "pvariance", mu)
    return _converted(kind, above, below * count)


def _root(kind, above, below):
    """The root of a fraction, rounded once: as an integer with more digits than
    the result has, the last of which says whether something is left."""
    if kind is _Decimal:
        common = _math.gcd(above, below)
        above, below = above // common, below // common
        if all(_math.isqrt(part) ** 2 == part for part in (above, below)):
            return (_Decimal(above) / _Decimal(below)).sqrt()
        digits = 32 + max(0, len(str(below)) - len(str(above)))
        whole = _math.isqrt(above * 10 ** (2 * digits) // below) * 10 + 1
        return +_Decimal(whole).scaleb(-digits - 1)
    if not above:
        return 0.0
    shift = (above.bit_length() - below.bit_length() - 109) // 2
    if shift >= 0:
        below <<= 2 * shift
    else:
        above <<= -2 * shift
    root = _math.isqrt(above // below)
    root |= root * root * below != above
    return float(root << shift) if shift >= 0 else root / (1 << -shift)


def stdev(data, xbar=None):
    kind, above, below, count = _squares(data, 2, "stdev", xbar)
    return _root(kind, above, below * (count - 1))


def pstdev(data, mu=None):
    kind, above, below, count = _squares(data, 1, "pstdev", mu)
    return _root(kind, above, below * count)


def quantiles(data, *, n=4, method="exclusive"):
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    length = len(data)
    if length < 2:
        raise StatisticsError("must have at least two data points")
    if method not in ("inclusive", "exclusive"):
        raise ValueError(f"Unknown method: {method!r}")
    inclusive = method == "inclusive"
    cuts = []
    for cut in range(1, n):
        if inclusive:
            at, rest = divmod(cut * (length - 1), n)
            at += 1
        else:
            at = min(max(cut * (length + 1) // n, 1), length - 1)
            rest = cut * (length + 1) - at * n
        cuts.append((data[at - 1] * (n - rest) + data[at] * rest) / n)
    return cuts
