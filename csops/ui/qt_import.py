"""Imports Qt for the first time."""

import builtins


def import_qt() -> None:
    """Import Qt and leave Python's own `import` where it is.

    Shiboken puts one of its own there. That reads the source of every module imported from then on, to learn whether it
    asks for PySide's features (`snake_case`), which none here does: a twentieth of the start, and some at the first
    showing of every page.
    """
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401 for what it does

    builtins.__import__ = plain
