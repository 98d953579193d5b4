def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:n] if n > 0 else []


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:n] if n > 0 else []


def _heads(iterables, key):
    for iterable in iterables:
        source = iter(iterable)
        for value in source:
            yield [value if key is None else key(value), value, source]
            break


def merge(*iterables, key=None, reverse=False):
    # Each has to be sorted already; of those that are not, the first values are compared, too.
    heads = list(_heads(iterables, key))
    while heads:
        at = 0
        for other in range(1, len(heads)):
            low, high = (at, other) if reverse else (other, at)
            if heads[low][0] < heads[high][0]:
                at = other
        head = heads[at]
        yield head[1]
        for value in head[2]:
            head[0] = value if key is None else key(value)
            head[1] = value
            break
        else:
            del heads[at]
