"""The look of every widget: colours, sizes, type and motion by the names of the design tokens."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyle

from csops.ui.kit import style
from csops.ui.kit.fonts import font_for, system_text_factor

# Channels beyond the five of the tokens: neutral, with an icon of their own (ui.md, section 2).
OTHER_CHANNEL_ICONS: Mapping[str, str] = {"letter": "mail-open", "review_site": "star", "comment_card": "clipboard-pen"}
OWN_CHANNEL_ICON = "message-square"
SMALLEST_ZOOM, LARGEST_ZOOM = 0.8, 2.0
_MIDDLE_LIGHTNESS = 128


@cache
def tokens() -> Mapping[str, Any]:
    """Return the design tokens as they stand in `resources/design/tokens.json`."""
    text = resources.files("csops").joinpath("resources", "design", "tokens.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


@dataclass(frozen=True, kw_only=True)
class ChannelLook:
    """How a channel looks on every screen.

    `token` is the name of its colour; `dash` is in pixels, drawn and left out by turns, empty for a solid line.
    """

    icon: str
    token: str
    colour: QColor
    dash: tuple[float, ...]
    marker: str


class Theme:
    """One look: light or dark, at one zoom. Every value is asked for by the name of its token."""

    def __init__(self, name: str, *, zoom: float = 1.0, reduced: bool = False, system: QPalette | None = None) -> None:
        self.name = name
        self.zoom = zoom
        self.reduced = reduced
        self._colours: dict[str, QColor] = {key: _colour(value) for key, value in tokens()["color"][name].items()}
        if system is not None:
            self._colours.update(_high_contrast(system))

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on a dark ground."""
        return self.name == "dark"

    @property
    def heat(self) -> list[QColor]:
        """The seven steps of the heat map, faintest first."""
        return [QColor(value) for value in tokens()["heat"][self.name]]

    def colour(self, name: str) -> QColor:
        """Return a colour, as in `colour("bg.app")`."""
        return QColor(self._colours[name])

    def size(self, name: str, index: int = 0) -> int:
        """Return a size in zoomed pixels; `index` chooses where the token lists several (avatar, dialog, panes)."""
        value = tokens()["size"][name]
        return self.px(value[index] if isinstance(value, list) else value)

    def space(self, key: float) -> int:
        """Return a distance of the 4 px grid by its key: `space(4)` is 16 px at 100 %."""
        return self.px(tokens()["space"][f"{key:g}"])

    def radius(self, name: str) -> int:
        """Return the radius of a corner."""
        return self.px(tokens()["radius"][name])

    def stroke(self, name: str) -> int:
        """Return the width of a line, at least one pixel."""
        return max(1, self.px(tokens()["stroke"][name]))

    def icon_stroke(self) -> float:
        """Return the stroke of icons, in the 24 units of their drawing."""
        return float(tokens()["stroke"]["icon"])

    def line(self, name: str) -> int:
        """Return the height of a line of text of this type."""
        return self.px(tokens()["type"][name]["line"])

    def font(self, name: str, *, figures: bool = False) -> QFont:
        """Return the font of a type token; `figures` makes the digits equally wide."""
        return QFont(_font(name, self.zoom, figures))

    def motion(self, name: str) -> int:
        """Return the milliseconds of a movement: none where the system asks for less."""
        return 0 if self.reduced else int(tokens()["motion"][name])

    def wait(self, name: str) -> int:
        """Return the milliseconds that something stays or waits, as in `wait("toast.withUndo")`: not a movement."""
        value: Any = tokens()["motion"]
        for part in name.split("."):
            value = value[part]
        return int(value)

    def row(self, density: str) -> int:
        """Return the height of a row in the density `compact`, `default` or `comfortable`."""
        return self.px(tokens()["density"][density]["row"])

    def channel(self, key: str) -> ChannelLook:
        """Return the look of a channel; those beyond the first five are neutral with an icon of their own."""
        known = tokens()["channel"].get(key)
        if known is None:
            known = {
                "icon": OTHER_CHANNEL_ICONS.get(key, OWN_CHANNEL_ICON),
                "color": "text.secondary",
                "dash": "4 2",
                "marker": "plus",
            }
        token, dash = known["color"], known["dash"]
        return ChannelLook(
            icon=known["icon"],
            token=token,
            colour=self.colour(token),
            dash=() if dash == "solid" else tuple(float(part) for part in dash.split()),
            marker=known["marker"],
        )

    def px(self, value: float) -> int:
        """Return a token's pixels at this zoom."""
        return round(value * self.zoom)


class Themes(QObject):
    """Chooses the theme and puts it over the application, live.

    Signals:
        changed: after another theme or zoom was applied; painted widgets repaint and measure anew.
    """

    changed = Signal()

    def __init__(self, application: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._choice, self._zoom = "system", 1.0
        self._text_factor = system_text_factor()
        self.current = self._wanted()
        application.styleHints().colorSchemeChanged.connect(self._system_changed)
        application.layoutDirectionChanged.connect(self.changed)  # margins have a leading and a trailing side
        application.styleHints().accessibility().contrastPreferenceChanged.connect(self._contrast_changed)

    @property
    def choice(self) -> str:
        """What was chosen: light, dark or system."""
        return self._choice

    def choose(self, name: str = "system", *, zoom: float = 1.0) -> None:
        """Show the window light, dark or as the system does, at a zoom of 0.8 to 2.0."""
        self._choice, self._zoom = name, min(LARGEST_ZOOM, max(SMALLEST_ZOOM, zoom))
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(name, Qt.ColorScheme.Unknown)
        self._application.styleHints().setColorScheme(scheme)
        self._apply()

    def always_dark(self, parent: QObject) -> "Themes":
        """Return themes for something that is dark on every ground, as a toast is; its zoom follows this one."""
        return _Dark(self, self._application, parent)

    def _apply(self) -> None:
        self.current = self._wanted()
        if self._application.style().name().lower() != "fusion":
            self._application.setStyle("Fusion")
        self._application.setPalette(style.palette(self.current))
        self._application.setFont(self.current.font("body"))
        self._application.setStyleSheet(style.sheet(self.current))
        self.changed.emit()

    def _wanted(self) -> Theme:
        hints = self._application.styleHints()
        high = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        system = self._application.style().standardPalette() if high else None
        reduced = _motion_is_reduced(self._application)
        name = self._name() if system is None else fitting(system)
        return Theme(name, zoom=self._zoom * self._text_factor, reduced=reduced, system=system)

    def _name(self) -> str:
        if self._choice != "system":
            return self._choice
        return "dark" if self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"

    def _contrast_changed(self) -> None:
        self._apply()

    def _system_changed(self) -> None:
        if self._choice == "system" and self._wanted().name != self.current.name:
            self._apply()


class _Dark(Themes):
    def __init__(self, source: Themes, application: QApplication, parent: QObject) -> None:
        super().__init__(application, parent)
        self._source = source
        source.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.current = Theme("dark", zoom=self._source.current.zoom, reduced=self._source.current.reduced)
        self.changed.emit()

    def _system_changed(self) -> None:
        """Dark stays dark."""

    def _contrast_changed(self) -> None:
        """The source tells by its `changed`."""


def _motion_is_reduced(application: QApplication) -> bool:
    """Whether the system asks for less motion: then Qt's own styles animate for no time at all."""
    return application.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0


def _colour(value: str) -> QColor:
    """Read #RRGGBB, or #RRGGBBAA as the tokens write what is see-through (Qt reads the alpha first)."""
    colour = QColor(value[:7])
    if len(value) > 7:
        colour.setAlpha(int(value[7:], 16))
    return colour


def fitting(system: QPalette) -> str:
    """Return the look whose marks can be seen on the ground of a high-contrast scheme, whatever was chosen."""
    return "dark" if system.color(QPalette.ColorRole.Window).lightness() < _MIDDLE_LIGHTNESS else "light"


def _high_contrast(system: QPalette) -> Mapping[str, QColor]:
    """Return the tokens that a high-contrast scheme of the system replaces."""
    role = QPalette.ColorRole
    ground, text, mark = system.color(role.Window), system.color(role.WindowText), system.color(role.Highlight)
    colours = {f"bg.{name}": ground for name in ("app", "surface", "sunken", "raised", "hover", "pressed", "selected")}
    colours |= {f"text.{name}": text for name in ("primary", "secondary", "tertiary")}
    colours |= {f"border.{name}": text for name in ("subtle", "default", "control")}
    colours |= {f"accent.{name}": mark for name in ("solid", "hover", "pressed")}
    return colours | {
        "neutral.text": text,
        "border.focus": mark,
        "text.onAccent": system.color(role.HighlightedText),
        "accent.text": text,
    }


@lru_cache(maxsize=256)
def _font(name: str, zoom: float, figures: bool) -> QFont:
    kind, family = tokens()["type"][name], tokens()["font"]
    families = [family["family"], *family["fallback"]]
    return font_for(families, pixels=round(kind["size"] * zoom), weight=kind["weight"], figures=figures)
