"""Containers: what is one, and a mapping that can't be changed."""
from collections.abc import Hashable, Mapping, MutableMapping, Sequence


class ImmutableDict(Hashable, Mapping):
    """A mapping that can be a key of another."""

    def __init__(self, *args, **kwargs):
        self._items = dict(*args, **kwargs)

    def __getitem__(self, key):
        return self._items[key]

    def __iter__(self):
        return iter(self._items)

    def __len__(self):
        return len(self._items)

    def __hash__(self):
        return hash(frozenset(self.items()))

    def __eq__(self, other):
        try:
            return hash(self) == hash(other)
        except TypeError:
            return False

    def __repr__(self):
        return 'ImmutableDict({0})'.format(repr(self._items))

    def union(self, overriding_mapping):
        """A new one with more keys, or others' values."""
        return ImmutableDict(self, **overriding_mapping)

    def difference(self, subtractive_iterable):
        """A new one without these keys."""
        gone = frozenset(subtractive_iterable)
        return ImmutableDict((key, value) for key, value in self.items() if key not in gone)


def is_string(seq):
    """True for text and bytes, also those of vaults."""
    return isinstance(seq, (str, bytes)) or getattr(seq, '__ENCRYPTED__', False)


def is_iterable(seq, include_strings=False):
    """True for what can be gone through; for text only where it counts."""
    if is_string(seq) and not include_strings:
        return False
    try:
        iter(seq)
    except TypeError:
        return False
    return True


def is_sequence(seq, include_strings=False):
    """True for what has items by number; for text only where it counts."""
    if is_string(seq) and not include_strings:
        return False
    return isinstance(seq, Sequence)


def count(seq):
    """How often each item is there."""
    if not is_iterable(seq):
        raise Exception('Argument provided  is not an iterable')
    counts = {}
    for item in seq:
        counts[item] = counts.get(item, 0) + 1
    return counts
