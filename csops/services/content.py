"""The starter content that comes with the program."""

from importlib import resources
from typing import Any


def starter(name: str) -> dict[str, Any]:
    """Return one of the starter files (channels, topics, ...) as plain values."""
    import yaml

    text = resources.files("csops.resources").joinpath("content", f"{name}.yaml").read_text(encoding="utf-8")
    # The parser in C is eight times as fast; some builds of the library come without it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content: dict[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506 both loaders are the safe ones
    return content
