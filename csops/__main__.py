"""Window or command line: the only module that knows both."""

import atexit
import gc
import os
import subprocess
import sys

# The matrices of a forecast are small: threads of numpy's algebra wait for each other longer than they work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main(arguments: list[str] | None = None) -> int:
    """Run what the arguments say and return the exit status; without a command, show the window."""
    from csops.cli.ended import window_alone

    given = sys.argv[1:] if arguments is None else arguments
    ended = window_alone(given)
    if ended is None:
        # Only now: the commands import every service, and the window shall not wait for them.
        from csops.cli import program

        ended = program.run(given)
        if ended.window is not None:
            return _window_apart(ended.window, ended.member)
    if ended.window is None:
        return ended.status
    # Nothing that is made while the window starts is thrown away: looking for it takes a tenth of the start. And when
    # all is over it need not be looked through once more, which Python would do twice.
    gc.disable()
    atexit.register(gc.freeze)
    from csops.ui.qt_import import import_qt

    import_qt()
    from csops.ui import application

    return application.run(ended.window or None, member=ended.member)


def _window_apart(where: str, member: str | None) -> int:
    """Show the window in a process of its own: a command that made a PDF has a Qt without a screen in this one."""
    named = ["--as", member] if member else []
    return subprocess.call([sys.executable, "-m", "csops", "--db", where, *named])  # noqa: S603 ourselves


if __name__ == "__main__":
    sys.exit(main())
