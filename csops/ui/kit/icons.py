"""Lucide icons in the colours of the theme, sharp at every scale."""

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from csops.ui.kit.theme import Theme

LARGEST_CACHE = 1024


class NoSuchIcon(LookupError):
    """The icon set has no picture of this name: our own mistake, found by the test of all names."""


def icon(theme: Theme, name: str, *, size: float = 16, colour: str = "text.secondary") -> QIcon:
    """Return an icon whose disabled state is paler; `size` is unzoomed pixels, `colour` a token."""
    made = QIcon(pixmap(theme, name, size=size, colour=colour))
    made.addPixmap(pixmap(theme, name, size=size, colour="text.disabled"), QIcon.Mode.Disabled)
    return made


def pixmap(theme: Theme, name: str, *, size: float = 16, colour: str = "text.secondary") -> QPixmap:
    """Return the icon as a picture at the sharpness of the sharpest screen."""
    ratio = _device_ratio()
    return _drawn(name, theme.px(size), theme.colour(colour).name(), theme.icon_stroke(), ratio)


def _device_ratio() -> float:
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)


@lru_cache(maxsize=LARGEST_CACHE)
def _drawn(name: str, pixels: int, colour: str, stroke: float, ratio: float) -> QPixmap:
    drawing = QSvgRenderer(QByteArray(_svg(name, colour, stroke)))
    picture = QPixmap(QSize(round(pixels * ratio), round(pixels * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _svg(name: str, colour: str, stroke: float) -> bytes:
    text = _source(name).replace("currentColor", colour)
    return text.replace('stroke-width="2"', f'stroke-width="{stroke:g}"').encode()


@lru_cache(maxsize=LARGEST_CACHE)
def _source(name: str) -> str:
    try:
        return _archive().read(f"{name}.svg").decode()
    except KeyError:
        raise NoSuchIcon(name) from None


@cache
def _archive() -> ZipFile:
    package = find_spec("lucide")  # found, not imported: it brings a reader of XML that nobody here needs
    assert package is not None
    assert package.submodule_search_locations is not None
    return ZipFile(Path(package.submodule_search_locations[0]) / "lucide.zip")
