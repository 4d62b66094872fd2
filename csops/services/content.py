"""The starter content that comes with the program."""

from importlib import resources
from typing import Any


def starter(name: str) -> dict[str, Any]:
    """Return one of the starter files (channels, topics, ...) as plain values."""
    import yaml

    text = resources.files("csops.resources").joinpath("content", f"{name}.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content
