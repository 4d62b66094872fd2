"""Work on the database that goes on in a thread of its own while the caller prepares the next."""

import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self

_MOST_WAITING = 3
_TURN_S = 0.001
"""After so long Python gives the turn to whoever waits for it: the database asks for it a hundred times a second, for a
moment each, and would wait five times as long every time."""


class Behind:
    """Does what it is given, one after the other. While it is open nobody else may use the connection.

    The database works outside Python, so that an import on two cores writes one part while it makes the next.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="csops-behind")
        self._waiting: deque[Future[None]] = deque()
        self._has_failed = False
        self._turn_s = 0.0

    def __enter__(self) -> Self:
        self._turn_s = sys.getswitchinterval()
        sys.setswitchinterval(min(_TURN_S, self._turn_s))
        return self

    def do(self, *acts: Callable[[], object]) -> None:
        """Do these in turn, soon; raise what an earlier one raised."""
        while len(self._waiting) >= _MOST_WAITING:
            self._waiting.popleft().result()
        self._waiting.append(self._pool.submit(self._all, acts))

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Wait until all is done, or, when something went wrong, until what was begun has ended."""
        try:
            while kind is None and self._waiting:
                self._waiting.popleft().result()
        finally:
            self._pool.shutdown(wait=True, cancel_futures=True)
            sys.setswitchinterval(self._turn_s)

    def _all(self, acts: tuple[Callable[[], object], ...]) -> None:
        # A database that is full may have ended the transaction by itself: nothing may be written after that.
        if self._has_failed:
            return
        try:
            for act in acts:
                act()
        except BaseException:
            self._has_failed = True
            raise
