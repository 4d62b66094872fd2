"""The icons: every name in the code exists, in the colour asked for."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from csops.ui import kit
from csops.ui.kit import icons
from csops.ui.kit.theme import OTHER_CHANNEL_ICONS, OWN_CHANNEL_ICON, Theme, tokens

UI = Path(next(iter(kit.__path__))).parent
NAMED = re.compile(
    r'(?:icon(?:_name)?=|pixmap\([^"\n]*, |icon\([^"\n]*, |Picture\([^"\n]*, |IconButton\([^"\n]*, )"([a-z0-9-]+)"'
)


def names_in_code() -> set[str]:
    found = {name for file in UI.rglob("*.py") for name in NAMED.findall(file.read_text(encoding="utf-8"))}
    channels = {look["icon"] for look in tokens()["channel"].values()} | set(OTHER_CHANNEL_ICONS.values())
    return found | channels | {OWN_CHANNEL_ICON}


def test_every_icon_that_the_window_names_exists(qapp: QApplication) -> None:
    names = names_in_code()
    assert len(names) > 20
    for name in names:
        assert not icons.pixmap(Theme("light"), name).isNull(), name


def test_an_unknown_icon_is_our_mistake(qapp: QApplication) -> None:
    with pytest.raises(icons.NoSuchIcon):
        icons.pixmap(Theme("light"), "no-such-icon")


def test_an_icon_takes_the_colour_of_its_token(qapp: QApplication) -> None:
    image = icons.pixmap(Theme("light"), "square", size=48, colour="danger.solid").toImage()
    darkest = max((image.pixelColor(x, 24) for x in range(48)), key=lambda colour: colour.alpha())
    assert abs(darkest.red() - QColor("#C92A3E").red()) <= 3


def test_a_disabled_icon_is_paler(qapp: QApplication) -> None:
    made = icons.icon(Theme("light"), "phone", colour="text.primary")
    normal, disabled = (made.pixmap(16, mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled))
    assert normal != disabled
