"""What this machine remembers: look, sizes, last place. What the team decides lives in the database."""

import contextlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

Listener = Callable[[Any], object]


class Preferences:
    """Plain values by name, kept in one small file. A file that cannot be read or written is nobody's failure."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._listeners: list[tuple[str, Listener]] = []
        self._values: dict[str, Any] = _read(path)

    def get(self, name: str, default: Any = None) -> Any:
        """Return what is remembered under a name; the default where that is of another kind (changed by hand)."""
        kept = self._values.get(name, default)
        return kept if default is None or _is_like(kept, default) else default

    def set(self, name: str, value: Any) -> None:
        """Remember a plain value."""
        if self._values.get(name) != value:
            self._values[name] = value
            self._write()
            for wanted, listener in list(self._listeners):
                if wanted == name:
                    listener(value)

    def subscribe(self, name: str, listener: Listener) -> None:
        """Tell the listener of every new value of this name."""
        self._listeners.append((name, listener))

    def unsubscribe(self, listener: Listener) -> None:
        """Tell the listener no more."""
        self._listeners = [pair for pair in self._listeners if pair[1] != listener]

    def _write(self) -> None:
        if self._path is None:
            return
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside = self._path.with_suffix(f".{os.getpid()}.tmp")
            beside.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
            beside.replace(self._path)


def _is_like(kept: object, default: object) -> bool:
    # A whole number is as good as a broken one; a truth value, which Python counts among them, is none.
    wanted = (int, float) if isinstance(default, float) else type(default)
    return isinstance(kept, wanted) and isinstance(kept, bool) == isinstance(default, bool)


def _read(path: Path | None) -> dict[str, Any]:
    if path is None or not path.exists():
        return {}
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def default_path() -> Path:
    """Return where preferences are kept on this machine, or where `CSOPS_PREFERENCES` says."""
    import platformdirs

    named = os.environ.get("CSOPS_PREFERENCES")
    return Path(named) if named else Path(platformdirs.user_config_dir("csops", appauthor=False)) / "window.json"
