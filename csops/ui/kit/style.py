"""One palette and one style sheet over Fusion, made from the tokens."""

from collections.abc import Mapping
from string import Template
from typing import Protocol

from PySide6.QtGui import QColor, QPalette


class Look(Protocol):
    """What the sheet needs of a theme (`theme.py` imports this module, so the dependence is named here)."""

    def colour(self, name: str) -> QColor:
        """Return a colour by its token."""

    def space(self, key: float) -> int:
        """Return a distance by its token."""

    def radius(self, name: str) -> int:
        """Return a radius by its token."""

    def stroke(self, name: str) -> int:
        """Return a line's width by its token."""

    def size(self, name: str, index: int = 0) -> int:
        """Return a size by its token."""

    def px(self, value: float) -> int:
        """Return a token's pixels at this zoom."""


ROLES: Mapping[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "bg.app",
    QPalette.ColorRole.WindowText: "text.primary",
    QPalette.ColorRole.Base: "bg.surface",
    QPalette.ColorRole.AlternateBase: "bg.sunken",
    QPalette.ColorRole.Text: "text.primary",
    QPalette.ColorRole.Button: "bg.surface",
    QPalette.ColorRole.ButtonText: "text.primary",
    QPalette.ColorRole.BrightText: "danger.text",
    QPalette.ColorRole.ToolTipBase: "bg.raised",
    QPalette.ColorRole.ToolTipText: "text.primary",
    QPalette.ColorRole.PlaceholderText: "text.tertiary",
    QPalette.ColorRole.Highlight: "accent.solid",
    QPalette.ColorRole.HighlightedText: "text.onAccent",
    QPalette.ColorRole.Accent: "accent.solid",
    QPalette.ColorRole.Link: "accent.text",
    QPalette.ColorRole.LinkVisited: "accent.text",
    QPalette.ColorRole.Light: "bg.raised",
    QPalette.ColorRole.Midlight: "border.subtle",
    QPalette.ColorRole.Mid: "border.default",
    QPalette.ColorRole.Dark: "border.control",
    QPalette.ColorRole.Shadow: "border.control",
}
FADED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def palette(theme: Look) -> QPalette:
    """Return the palette that Qt's own painting uses."""
    made = QPalette()
    for role, name in ROLES.items():
        made.setColor(role, theme.colour(name))
    for role in FADED:
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("text.disabled"))
    return made


def sheet(theme: Look) -> str:
    """Return the style sheet with every place of the template filled from the tokens."""
    return Template(SHEET).substitute(_Places(theme))


class _Places(Mapping[str, str]):
    """Reads the places of the sheet: `bg_app` is a colour, `px_control` a size, `sp_2` a space, `r_card` a radius."""

    def __init__(self, theme: Look) -> None:
        self._theme = theme

    def __getitem__(self, key: str) -> str:
        kind, _, rest = key.partition("_")
        if kind == "px":
            return f"{self._theme.size(rest)}px"
        if kind == "sp":
            return f"{self._theme.space(float(rest.replace('h', '.5')))}px"
        if kind == "r":
            return f"{self._theme.radius(rest)}px"
        if kind == "w":
            return f"{self._theme.stroke(rest)}px"
        colour = self._theme.colour(f"{kind}.{rest}")
        return colour.name(QColor.NameFormat.HexArgb if colour.alpha() < 255 else QColor.NameFormat.HexRgb)

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(())

    def __len__(self) -> int:
        return 0


SHEET = """
"""
