# `Random(seed)`: the Mersenne Twister (MT19937), with the seeds and draws that Python
# documents for `random`. Without a seed it has one of the run.
import math as _math
from bisect import bisect as _bisect
from hashlib import sha512 as _sha512
from itertools import accumulate as _accumulate
from random import randint as _of_run

_WORD = 0xFFFFFFFF


class Random:
    def __init__(self, x=None):
        self.seed(x)

    def seed(self, a=None, version=2):
        if a is None:
            a = _of_run(0, 2**63)
        if isinstance(a, (str, bytes)):
            if version != 2:
                raise NotImplementedError("only version 2 of seeds")
            data = a.encode() if isinstance(a, str) else bytes(a)
            a = int.from_bytes(data + _sha512(data).digest(), "big")
        elif not isinstance(a, int):
            raise TypeError("The only supported seed types are: None,\nint, float, str, bytes, and bytearray.")
        a = abs(a)
        key = []
        while a:
            key.append(a & _WORD)
            a >>= 32
        key = key or [0]
        state = [19650218]
        for at in range(1, 624):
            last = state[-1]
            state.append((1812433253 * (last ^ (last >> 30)) + at) & _WORD)
        i, j = 1, 0
        for _ in range(max(624, len(key))):
            last = state[i - 1]
            state[i] = ((state[i] ^ ((last ^ (last >> 30)) * 1664525)) + key[j] + j) & _WORD
            i, j = i + 1, j + 1
            if i >= 624:
                state[0] = state[623]
                i = 1
            if j >= len(key):
                j = 0
        for _ in range(623):
            last = state[i - 1]
            state[i] = ((state[i] ^ ((last ^ (last >> 30)) * 1566083941)) - i) & _WORD
            i += 1
            if i >= 624:
                state[0] = state[623]
                i = 1
        state[0] = 0x80000000
        self._state = state
        self._at = 624

    def _word(self):
        state = self._state
        if self._at >= 624:
            for at in range(624):
                y = (state[at] & 0x80000000) | (state[(at + 1) % 624] & 0x7FFFFFFF)
                state[at] = state[(at + 397) % 624] ^ (y >> 1) ^ (0x9908B0DF if y & 1 else 0)
            self._at = 0
        y = state[self._at]
        self._at += 1
        y ^= y >> 11
        y ^= (y << 7) & 0x9D2C5680
        y ^= (y << 15) & 0xEFC60000
        return y ^ (y >> 18)

    def random(self):
        return ((self._word() >> 5) * 67108864 + (self._word() >> 6)) / 9007199254740992

    def getrandbits(self, k):
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        bits, at = 0, 0
        while k > 0:
            word = self._word()
            bits |= (word >> (32 - k) if k < 32 else word) << at
            at += 32
            k -= 32
        return bits

    def randbytes(self, n):
        return self.getrandbits(n * 8).to_bytes(n, "little")

    def _below(self, n):
        bits = n.bit_length()
        drawn = self.getrandbits(bits)
        while drawn >= n:
            drawn = self.getrandbits(bits)
        return drawn

    def randrange(self, start, stop=None, step=1):
        if stop is None:
            start, stop = 0, start
        count = len(range(start, stop, step))
        if not count:
            raise ValueError(f"empty range in randrange({start}, {stop}" + (f", {step})" if step != 1 else ")"))
        return start + step * self._below(count)

    def randint(self, a, b):
        return self.randrange(a, b + 1)

    def choice(self, seq):
        if not len(seq):
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._below(len(seq))]

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        count = len(population)
        if cum_weights is None:
            if weights is None:
                return [population[_math.floor(self.random() * count)] for _ in range(k)]
            cum_weights = list(_accumulate(weights))
        total = cum_weights[-1] + 0.0
        return [population[_bisect(cum_weights, self.random() * total, 0, count - 1)] for _ in range(k)]

    def shuffle(self, x):
        for i in reversed(range(1, len(x))):
            j = self._below(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k):
        count = len(population)
        if not 0 <= k <= count:
            raise ValueError("Sample larger than population or is negative")
        most = 21
        if k > 5:
            most += 4 ** _math.ceil(_math.log(k * 3, 4))
        drawn = []
        if count <= most:
            pool = list(population)
            for i in range(k):
                j = self._below(count - i)
                drawn.append(pool[j])
                pool[j] = pool[count - i - 1]
            return drawn
        taken = set()
        for _ in range(k):
            j = self._below(count)
            while j in taken:
                j = self._below(count)
            taken.add(j)
            drawn.append(population[j])
        return drawn

    def uniform(self, a, b):
        return a + (b - a) * self.random()
