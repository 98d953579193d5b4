from collections.abc import Mapping as _Mapping
from enum import property as DynamicClassAttribute


class mappingproxy(_Mapping):
    def __init__(self, mapping):
        if isinstance(mapping, (list, tuple)) or not hasattr(mapping, "__getitem__"):
            kind = type(mapping).__name__
            raise TypeError(f"mappingproxy() argument must be a mapping, not {kind}")
        self._shown = mapping

    def __getitem__(self, key):
        return self._shown[key]

    def __contains__(self, key):
        return key in self._shown

    def __iter__(self):
        return iter(self._shown)

    def __reversed__(self):
        return reversed(self._shown)

    def __len__(self):
        return len(self._shown)

    def __eq__(self, other):
        return self._shown == (other._shown if isinstance(other, mappingproxy) else other)

    def __or__(self, other):
        return self._shown | (other._shown if isinstance(other, mappingproxy) else other)

    def __ror__(self, other):
        return other | self._shown

    def __ior__(self, other):
        raise TypeError("'|=' is not supported by mappingproxy; use '|' instead")

    def __str__(self):
        return str(self._shown)

    def __repr__(self):
        return f"mappingproxy({self._shown!r})"

    def get(self, key, default=None):
        return self._shown.get(key, default)

    def keys(self):
        return self._shown.keys()

    def values(self):
        return self._shown.values()

    def items(self):
        return self._shown.items()

    def copy(self):
        return self._shown.copy()


MappingProxyType = mappingproxy
