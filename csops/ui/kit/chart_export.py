"""A chart outside its window: as a table, as a picture, as data."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QRegion, QStandardItem, QStandardItemModel
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QDialog, QHeaderView, QTableView, QVBoxLayout, QWidget

from csops.excel.destination import refuse_records
from csops.ui.kit.charts import ChartTable, figure
from csops.ui.kit.table_cells import UNKNOWN
from csops.ui.kit.table_copy import rows_as_mime
from csops.ui.kit.theme import Theme

SHARPNESS = 2  # a picture is pasted into documents that are printed


class Drawable(Protocol):
    """What can be drawn anywhere, on screen or off."""

    def draw(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        """Draw the whole chart with its title and legend."""


def picture(chart: Drawable, size: QSize, theme: Theme) -> QImage:
    """Return the chart as a picture on its own ground, at double sharpness."""
    image = QImage(size * SHARPNESS, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(SHARPNESS)
    image.fill(theme.colour("bg.surface"))
    painter = QPainter(image)
    chart.draw(painter, QRectF(0, 0, size.width(), size.height()), theme)
    painter.end()
    return image


def save(chart: Drawable, size: QSize, theme: Theme, *, path: Path, title: str) -> None:
    """Save the chart as SVG or PNG, told by the end of the file's name.

    Raises:
        OSError: the file cannot be written.
        HoldsRecords, NotAFile: a database, a backup, a device or a pipe lies there.
    """
    refuse_records(path)
    if path.suffix.lower() != ".svg":
        if not picture(chart, size, theme).save(str(path)):
            raise OSError(f"cannot write {path}")
        return
    with path.open("wb"):  # the generator says nothing when it cannot write
        pass
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(title)
    painter = QPainter(generator)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), theme.colour("bg.surface"))
    chart.draw(painter, QRectF(0, 0, size.width(), size.height()), theme)
    painter.end()


def copy_picture(chart: Drawable, size: QSize, theme: Theme) -> None:
    """Put the picture on the clipboard."""
    QGuiApplication.clipboard().setImage(picture(chart, size, theme))


def copy_data(table: ChartTable) -> None:
    """Put the figures with their headings on the clipboard, for a spreadsheet."""
    QGuiApplication.clipboard().setMimeData(rows_as_mime(table.headings, table.rows))


class WidgetDrawing:
    """Draws a widget as it stands, for charts that are made of widgets."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget

    def draw(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        """Draw the widget and what is in it."""
        del theme  # the widget wears its own
        self._widget.render(painter, place.topLeft().toPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)


class TableDialog(QDialog):
    """The figures of a chart as a table that can be read, walked through and copied."""

    def __init__(self, table: ChartTable, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(table.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.view = QTableView(self)
        self.view.setAccessibleName(table.title)
        self.view.setModel(_model(table, self))
        self.view.verticalHeader().hide()
        self.view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.addWidget(self.view)
        self.resize(parent.window().size().boundedTo(QSize(640, 480)))


def _model(table: ChartTable, parent: QDialog) -> QStandardItemModel:
    model = QStandardItemModel(len(table.rows), len(table.headings), parent)
    model.setHorizontalHeaderLabels(list(table.headings))
    for row, values in enumerate(table.rows):
        for column, value in enumerate(values):
            item = QStandardItem(_text(value))
            if isinstance(value, int | float):
                item.setTextAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            model.setItem(row, column, item)
    return model


def _text(value: object) -> str:
    if value is None:
        return UNKNOWN
    return figure(value) if isinstance(value, int | float) else str(value)
