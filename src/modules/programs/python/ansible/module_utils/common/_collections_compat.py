"""The abstract containers, under the name that they have for old modules."""
from collections.abc import (
    Callable, Collection, Container, Generator, Hashable, ItemsView, Iterable, Iterator, KeysView, Mapping, MappingView,
    MutableMapping, MutableSequence, MutableSet, Sequence, Set, Sized, ValuesView,
)
