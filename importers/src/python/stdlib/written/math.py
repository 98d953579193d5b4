def _whole(value):
    if isinstance(value, int):
        return value
    if hasattr(value, "__index__"):
        return value.__index__()
    raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")


def lcm(*integers):
    result = 1
    for number in integers:
        number = abs(_whole(number))
        if number == 0:
            return 0
        a, b = result, number
        while b:
            a, b = b, a % b
        result = result // a * number
    return result


def perm(n, k=None):
    n = _whole(n)
    k = n if k is None else _whole(k)
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    result = 1 if k <= n else 0
    for factor in range(n - k + 1, n + 1) if k <= n else ():
        result *= factor
    return result


def comb(n, k):
    n, k = _whole(n), _whole(k)
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    if k > n:
        return 0
    result = 1
    for step in range(min(k, n - k)):
        result = result * (n - step) // (step + 1)
    return result


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    a, b = float(a), float(b)
    if rel_tol < 0 or abs_tol < 0:
        raise ValueError("tolerances must be non-negative")
    if a == b:
        return True
    if a in (float("inf"), float("-inf")) or b in (float("inf"), float("-inf")):
        return False
    difference = abs(b - a)
    return (
        difference <= abs(rel_tol * b)
        or difference <= abs(rel_tol * a)
        or difference <= abs_tol
    )


def fsum(seq):
    # Partial sums that do not overlap; together they are the exact sum.
    partials = []
    for x in seq:
        x = float(x)
        kept = []
        for y in partials:
            if abs(x) < abs(y):
                x, y = y, x
            high = x + y
            low = y - (high - x)
            if low:
                kept.append(low)
            x = high
        partials = kept + [x]
    total = 0.0
    rest = list(partials)
    low = 0.0
    while rest:
        x = total
        y = rest.pop()
        total = x + y
        low = y - (total - x)
        if low:
            break
    if rest and ((low < 0.0 and rest[-1] < 0.0) or (low > 0.0 and rest[-1] > 0.0)):
        y = low * 2.0
        x = total + y
        if y == x - total:
            total = x
    return total


def modf(x):
    x = float(x)
    if x != x:
        return x, x
    if x in (float("inf"), float("-inf")):
        return (0.0 if x > 0 else -0.0), x
    whole = float(int(x))
    rest = x - whole
    if repr(x).startswith("-"):
        return -abs(rest), -abs(whole)
    return rest, whole


def frexp(x):
    x = float(x)
    if x == 0 or x - x != 0:
        return x, 0
    above, below = abs(x).as_integer_ratio()
    exponent = above.bit_length() - below.bit_length()
    # The fraction is at least a half and less than one.
    scaled = above << -exponent if exponent < 0 else above
    under = below << exponent if exponent > 0 else below
    if scaled >= under:
        exponent += 1
        under *= 2
    fraction = scaled / under
    return (-fraction if x < 0 else fraction), exponent


def ldexp(x, i):
    x = float(x)
    if x == 0 or x - x != 0:
        return x
    above, below = x.as_integer_ratio()
    above, below = (above << i, below) if i > 0 else (above, below << -i)
    try:
        return above / below
    except OverflowError:
        raise OverflowError("math range error")
