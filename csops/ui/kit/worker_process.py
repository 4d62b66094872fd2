"""A second Python that runs heavy arithmetic, one function at a time."""

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

_LOOK_EVERY_S = 0.05
_GRACE_S = 1.0  # how long cancelled work may go on to its next report before the process is ended


class Stopped(Exception):
    """Raised inside running work, by its own report of progress, when nobody wants the result any more."""


class WorkerProcess:
    """Starts with its first call and stays, since starting costs more than most forecasts."""

    def __init__(self) -> None:
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def call(
        self,
        function: Callable[..., object],
        report: Callable[[float, str], None],
        is_cancelled: Callable[[], bool],
    ) -> object:
        """Run `function(progress)` over there and return its result; blocks the calling thread.

        Raises:
            Stopped: the work was cancelled; after a grace period its process is ended.
            RuntimeError: the process died.
            Exception: whatever the function raised.
        """
        pipe = self._started()
        pipe.send(function)
        try:
            return self._wait(pipe, report, is_cancelled)
        except (EOFError, ConnectionError) as error:
            self.close()
            raise RuntimeError("the process for heavy arithmetic ended unexpectedly") from error

    def close(self) -> None:
        """End the process; the next call starts another."""
        if self._process is not None and self._pipe is not None:
            self._pipe.close()
            self._process.terminate()
            self._process.join()
        self._process = self._pipe = None

    def _started(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            # Spawned, never forked: a fork of a process with threads and an open window copies held locks.
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe

    def _wait(self, pipe: Connection, report: Callable[[float, str], None], is_cancelled: Callable[[], bool]) -> object:
        cancelled_at: float | None = None
        while True:
            if pipe.poll(_LOOK_EVERY_S):
                kind, what, words = pipe.recv()
                if kind == "done":
                    return what
                if kind == "failed":
                    raise what
                if cancelled_at is None and not is_cancelled():
                    report(what, words)
            elif cancelled_at is not None and time.monotonic() - cancelled_at > _GRACE_S:
                self.close()
                raise Stopped
            if cancelled_at is None and is_cancelled():
                cancelled_at = time.monotonic()
                pipe.send("stop")


def _serve(pipe: Connection) -> None:
    """Run in the child: take functions and answer with what they return or raise, until the pipe closes."""

    def progress(share: float, words: str = "") -> None:
        if pipe.poll():
            raise Stopped
        pipe.send(("progress", share, words))

    while True:
        try:
            function = pipe.recv()
        except EOFError:
            return
        if function == "stop":  # it came after the work had ended by itself
            continue
        try:
            answer = ("done", function(progress), "")
        except Exception as error:  # noqa: BLE001 - the error belongs to the caller on the other side of the pipe
            answer = ("failed", error, "")
        pipe.send(answer)
