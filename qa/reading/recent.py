"""The last results of a pure function, by its arguments; shared by threads."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

from index.types import CacheUse

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """Keeps the `size` results that were used last; none if it is 0."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()
        self._hits = self._misses = 0

    @property
    def use(self) -> CacheUse:
        """How often a result was kept, and how often it was not."""
        return CacheUse(self._hits, self._misses)

    def get(self, key: Key) -> Value | None:
        """Return the result of a key; None if it is not kept."""
        with self._lock:
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
                self._hits += 1
            else:
                self._misses += 1
            return value

    def keep(self, key: Key, value: Value) -> None:
        """Keep a result, and drop the one that was used longest ago if there are too many."""
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._size:
                self._values.popitem(last=False)
