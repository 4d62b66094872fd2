"""Work on very many records without Python's search for cycles among them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles among hundreds of thousands of records that have none: a third of the time.

    In a window this changes nothing: there the cycles are collected in its own thread (ui/kit/garbage.py).
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
