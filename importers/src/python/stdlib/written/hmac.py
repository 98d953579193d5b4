import hashlib as _hashlib

_BLOCKS = {"md5": 64, "sha1": 64, "sha224": 64, "sha256": 64, "sha384": 128, "sha512": 128}


def _hash(digestmod, data):
    if isinstance(digestmod, str):
        return _hashlib.new(digestmod, data)
    return digestmod(data)


class HMAC:
    """`hmac.HMAC`"""

    def __init__(self, key, msg=None, digestmod=""):
        if not isinstance(key, bytes):
            raise TypeError(
                f"key: expected bytes or bytearray, but got {type(key).__name__!r}"
            )
        if not digestmod:
            raise TypeError("Missing required argument 'digestmod'.")
        self._digestmod = digestmod
        empty = _hash(digestmod, b"")
        self.digest_size = empty.digest_size
        self.block_size = _BLOCKS[empty.name]
        self.name = f"hmac-{empty.name}"
        if len(key) > self.block_size:
            key = _hash(digestmod, key).digest()
        self._key = key + b"\x00" * (self.block_size - len(key))
        self._data = b""
        if msg is not None:
            self.update(msg)

    def update(self, msg):
        if not isinstance(msg, bytes):
            raise TypeError("Strings must be encoded before hashing")
        self._data += msg

    def copy(self):
        other = HMAC(self._key, self._data, self._digestmod)
        return other

    def _outer(self):
        inner = _hash(self._digestmod, bytes([b ^ 0x36 for b in self._key]) + self._data)
        return _hash(
            self._digestmod, bytes([b ^ 0x5C for b in self._key]) + inner.digest()
        )

    def digest(self):
        return self._outer().digest()

    def hexdigest(self):
        return self._outer().hexdigest()


def new(key, msg=None, digestmod=""):
    return HMAC(key, msg, digestmod)


def digest(key, msg, digest):
    return HMAC(key, msg, digest).digest()


def compare_digest(a, b):
    if type(a) is not type(b) or not isinstance(a, (str, bytes)):
        raise TypeError(
            "unsupported operand types(s) or combination of types: "
            f"'{type(a).__name__}' and '{type(b).__name__}'"
        )
    return a == b
