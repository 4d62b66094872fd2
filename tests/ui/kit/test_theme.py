"""The tokens: contrast, names, live change."""

import re
from itertools import product

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from csops.ui.kit import style
from csops.ui.kit.theme import Theme, Themes, fitting, tokens

NAMES = ("light", "dark")
PAIRS = [(name, pair) for name in NAMES for pair in tokens()["contrast"][name]]


def luminance(colour: QColor) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, two: QColor) -> float:
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colour(theme: Theme, name: str) -> QColor:
    if name.startswith("#"):
        return QColor(name)
    return theme.heat[int(name.removeprefix("heat."))] if name.startswith("heat.") else theme.colour(name)


@pytest.mark.parametrize(("name", "pair"), PAIRS, ids=lambda v: v if isinstance(v, str) else f"{v['fg']}-{v['bg']}")
def test_each_pair_of_colours_has_the_contrast_that_it_needs(name: str, pair: dict[str, str]) -> None:
    theme = Theme(name)
    ratio = contrast(colour(theme, pair["fg"]), colour(theme, pair["bg"]))
    assert ratio >= (4.5 if pair["kind"] == "text" else 3.0)
    assert ratio == pytest.approx(float(pair["ratio"]), abs=0.011)


def test_both_themes_name_the_same_colours() -> None:
    assert tokens()["color"]["light"].keys() == tokens()["color"]["dark"].keys()


def test_a_colour_with_alpha_is_read_as_the_tokens_write_it() -> None:
    scrim = Theme("dark").colour("scrim")
    assert (scrim.red(), scrim.green(), scrim.blue(), scrim.alpha()) == (0, 0, 0, 0x99)


def test_zoom_multiplies_sizes_but_a_hairline_stays_a_line(qapp: QApplication) -> None:
    large, small = Theme("light", zoom=2.0), Theme("light", zoom=0.8)
    assert (large.size("control"), large.space(4), large.radius("card")) == (64, 32, 16)
    assert large.font("body").pixelSize() == 26
    assert small.stroke("hairline") == 1


def test_less_motion_stops_movement_but_not_the_time_a_toast_stays() -> None:
    theme = Theme("light", reduced=True)
    assert theme.motion("base") == 0
    assert theme.wait("toast.withUndo") == 8000


@pytest.mark.parametrize(
    ("key", "icon"), [("phone", "phone"), ("letter", "mail-open"), ("review_site", "star"), ("fax", "message-square")]
)
def test_each_channel_has_its_icon(key: str, icon: str) -> None:
    assert Theme("light").channel(key).icon == icon


def test_channels_are_told_apart_by_dash_and_marker_as_well_as_by_colour() -> None:
    looks = [Theme("light").channel(key) for key in tokens()["channel"]]
    assert len({look.dash for look in looks}) == len({look.marker for look in looks}) == 5


@pytest.mark.parametrize(("name", "zoom"), list(product(NAMES, (0.8, 1.0, 2.0))))
def test_the_style_sheet_has_no_place_left_open(qapp: QApplication, name: str, zoom: float) -> None:
    sheet = style.sheet(Theme(name, zoom=zoom))
    assert "$" not in sheet
    assert not re.search(r"#[0-9a-fA-F]{3}\b", sheet)


def test_the_style_sheet_names_no_colour_of_its_own() -> None:
    assert not re.search(r"#[0-9a-fA-F]{6}|\brgb|[^-_]\b\d+px", style.SHEET)


def test_choosing_a_theme_changes_the_application_and_tells_the_widgets(qapp: QApplication, themes: Themes) -> None:
    heard: list[str] = []
    themes.changed.connect(lambda: heard.append(themes.current.name))
    themes.choose("dark", zoom=1.5)
    assert heard[-1] == "dark"
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor("#0E1014")
    assert qapp.font().pixelSize() == 20


def test_zoom_stays_within_its_limits(themes: Themes) -> None:
    themes.choose("light", zoom=9.0)
    assert themes.current.zoom == 2.0


def test_what_is_always_dark_follows_the_zoom(themes: Themes) -> None:
    dark = themes.always_dark(themes)
    themes.choose("light", zoom=2.0)
    assert (dark.current.name, dark.current.zoom) == ("dark", 2.0)


@pytest.mark.parametrize(("ground", "look"), [("#000000", "dark"), ("#ffffff", "light")])
def test_in_high_contrast_the_marks_suit_the_ground_of_the_system(qapp: QApplication, ground: str, look: str) -> None:
    system = QPalette()
    system.setColor(QPalette.ColorRole.Window, QColor(ground))
    system.setColor(QPalette.ColorRole.WindowText, QColor("#ffff00"))
    theme = Theme(fitting(system), system=system)
    assert theme.name == look
    assert theme.colour("bg.app") == QColor(ground)
    assert theme.colour("neutral.text") == QColor("#ffff00")
