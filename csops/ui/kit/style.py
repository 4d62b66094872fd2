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


OPAQUE = 255

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


class _Places(dict[str, str]):
    """Reads the places of the sheet.

    `bg_app` is a colour; `px_control` a size and `in_control` the same without its edges; `sp_2` a space
    (`sp_0h` a half),
    `r_card` a radius, `w_focus` the width of a line.
    """

    def __init__(self, theme: Look) -> None:
        super().__init__()
        self._theme = theme

    def __missing__(self, key: str) -> str:
        kind, _, rest = key.partition("_")
        if kind in {"px", "in", "sp", "tx", "r", "w"}:
            return f"{self._pixels(kind, rest)}px"
        colour = self._theme.colour(f"{kind}.{rest}")
        return colour.name(QColor.NameFormat.HexArgb if colour.alpha() < OPAQUE else QColor.NameFormat.HexRgb)

    def _pixels(self, kind: str, rest: str) -> int:
        match kind:
            case "px":
                return self._theme.size(rest)
            case "tx":  # where the text of a line begins: Qt adds a little to its padding, a list does not
                return self._theme.space(2) + self._theme.space(0.5)
            case "in":
                return self._theme.size(rest) - 2 * self._theme.stroke("hairline")
            case "sp":
                return self._theme.space(float(rest.replace("h", ".5")))
            case "r":
                return self._theme.radius(rest)
            case _:
                return self._theme.stroke(rest)


SHEET = """
QToolTip { background: $bg_raised; color: $text_primary; border: $w_hairline solid $border_default; padding: $sp_1; }
QMainWindow, QDialog { background: $bg_app; }

QFrame[kind="card"] { background: $bg_surface; border: $w_hairline solid $border_subtle; border-radius: $r_card; }
QFrame[kind="card"][chosen="true"] { border: $w_focus solid $accent_solid; }
QFrame[kind="sunken"] { background: $bg_sunken; border: none; border-radius: $r_control; }
QFrame[kind="surface"] { background: $bg_surface; border: none; }
QFrame[kind="line"] { background: $border_subtle; border: none; }

QPushButton { background: $bg_surface; color: $text_primary; border: $w_hairline solid $border_default;
  border-radius: $r_control; padding: 0 $sp_3; min-height: $in_control; }
QPushButton:hover { background: $bg_hover; }
QPushButton:pressed { background: $bg_pressed; }
QPushButton:focus { border: $w_focus solid $border_focus; }
QPushButton:disabled { color: $text_disabled; border-color: $border_subtle; }
QPushButton:default { background: $accent_solid; color: $text_onAccent; border-color: $accent_solid; }
QPushButton:default:focus { border-color: $text_onAccent; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox { background: $bg_surface; color: $text_primary;
  border: $w_hairline solid $border_control; border-radius: $r_control; selection-background-color: $accent_solid;
  selection-color: $text_onAccent; }
QLineEdit, QComboBox, QAbstractSpinBox { padding: 0 $sp_2; min-height: $in_control; }
QComboBox:!editable { padding: 0 $tx_line; }
QPlainTextEdit, QTextEdit { padding: $sp_0h $sp_1; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: $text_tertiary; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: $w_focus solid $border_focus; }
QLineEdit[state="error"], QPlainTextEdit[state="error"], QComboBox[state="error"] { border-color: $danger_solid; }
QLineEdit[state="warning"], QComboBox[state="warning"] { border-color: $warning_solid; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $text_disabled;
  border-color: $border_default; background: $bg_app; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus { border: none; background: transparent; padding: 0; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { border: none; background: transparent; padding: 0; min-height: 0; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: $px_iconLarge; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $bg_raised; color: $text_primary; border: $w_hairline solid $border_default;
  outline: none; padding: $sp_1; selection-background-color: $bg_selected; selection-color: $text_primary; }
QComboBox QAbstractItemView::item { min-height: $px_controlCompact; border-radius: $r_control; padding: 0 $sp_2; }

QMenu { background: $bg_raised; color: $text_primary; border: $w_hairline solid $border_default; padding: $sp_1; }
QMenu::item { padding: $sp_1 $sp_6 $sp_1 $sp_3; border-radius: $r_control; min-height: $px_iconLarge; }
QMenu::item:selected { background: $bg_selected; color: $text_primary; }
QMenu::item:disabled { color: $text_disabled; }
QMenu::separator { height: $w_hairline; background: $border_subtle; margin: $sp_1 $sp_2; }
QMenu::icon { padding-left: $sp_2; }

QAbstractItemView { background: $bg_surface; color: $text_primary; border: none; outline: none;
  selection-background-color: $bg_selected; selection-color: $text_primary; }
QListView[popup="true"] { background: $bg_raised; border: $w_hairline solid $border_default; padding: $sp_1; }
QListView[popup="true"]::item { min-height: $px_controlCompact; padding: 0 $sp_2; border-radius: $r_control; }
QListView[popup="true"]::item:selected { background: $bg_selected; color: $text_primary; }
QListView[bare="true"] { background: transparent; }
QTableView { gridline-color: $border_subtle; }
QHeaderView { background: $bg_sunken; border: none; }
QHeaderView::section { background: $bg_sunken; color: $text_secondary; border: none;
  border-bottom: $w_hairline solid $border_subtle; padding: 0 $sp_2; min-height: $px_tableHeader; }
QHeaderView::section:hover { background: $bg_hover; }
QTableCornerButton::section { background: $bg_sunken; border: none; }

QScrollArea { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: $sp_3; }
QScrollBar:horizontal { height: $sp_3; }
QScrollBar::handle { background: $border_default; border-radius: $r_chip; margin: $sp_0h; }
QScrollBar::handle:hover { background: $border_control; }
QScrollBar::handle:vertical { min-height: $sp_8; }
QScrollBar::handle:horizontal { min-width: $sp_8; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTabWidget::pane { border: none; border-top: $w_hairline solid $border_subtle; }
QTabBar { background: transparent; border: none; }
QTabBar::tab { background: transparent; color: $text_secondary; padding: $sp_2 $sp_1; margin-right: $sp_4;
  border: none; border-bottom: $w_focus solid transparent; }
QTabBar::tab:hover { color: $text_primary; }
QTabBar::tab:selected { color: $accent_text; border-bottom-color: $accent_solid; }
QTabBar::tab:focus { background: $bg_selected; }

QProgressBar { background: $neutral_soft; border: none; border-radius: $r_chip; max-height: $sp_1; min-height: $sp_1; }
QProgressBar::chunk { background: $accent_solid; border-radius: $r_chip; }
QSplitter::handle { background: $border_subtle; }
QSplitter::handle:horizontal { width: $w_hairline; }
QSplitter::handle:vertical { height: $w_hairline; }
"""
