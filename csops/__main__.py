"""Window or command line: the only module that knows both."""

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run what the arguments say and return the exit status; without a command, show the window."""
    from csops.cli import program

    ended = program.run(sys.argv[1:] if arguments is None else arguments)
    if ended.window is None:
        return ended.status
    from csops.ui import application

    return application.run(ended.window or None, member=ended.member)


if __name__ == "__main__":
    sys.exit(main())
