"""What every chart offers besides being looked at: its figures as a table, its picture, its data."""

from abc import abstractmethod
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu, QWidget

from csops.domain.errors import HoldsRecords, NotAFile
from csops.domain.texts import name_of_file
from csops.ui.kit import chart_export
from csops.ui.kit.charts import ChartTable
from csops.ui.kit.file_dialogs import FileDialogs, Purpose
from csops.ui.kit.theme import Themes


class ExportableChart(QWidget):
    """A chart with a menu by which it leaves the window. `files` asks where a picture goes: a page gives its own.

    Signals:
        save_failed(object): the picture could not be written; the argument is the OSError, HoldsRecords or NotAFile.
    """

    save_failed = Signal(object)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes, self.files = themes, FileDialogs()

    @abstractmethod
    def table(self) -> ChartTable:
        """Return the figures."""

    @abstractmethod
    def drawing(self) -> chart_export.Drawable:
        """Return what draws the whole chart anywhere."""

    def menu(self) -> QMenu:
        """Return what can be done with the chart; the page may add to it."""
        menu = QMenu(self)
        menu.addAction(self.tr("Show as table"), self.show_table)
        menu.addAction(self.tr("Copy picture"), self.copy_picture)
        menu.addAction(self.tr("Copy data"), self.copy_data)
        menu.addAction(self.tr("Save picture…"), self._ask_path)
        return menu

    def show_table(self) -> chart_export.TableDialog:
        """Open the figures as a plain table."""
        dialog = chart_export.TableDialog(self.table(), self)
        dialog.open()
        return dialog

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture."""
        chart_export.copy_picture(self.drawing(), self.size(), self.themes.current)

    def copy_data(self) -> None:
        """Put the figures on the clipboard."""
        chart_export.copy_data(self.table())

    def save_picture(self, path: Path) -> None:
        """Save as PNG or SVG, told by the end of the file's name."""
        try:
            chart_export.save(self.drawing(), self.size(), self.themes.current, path=path, title=self.table().title)
        except (OSError, HoldsRecords, NotAFile) as error:
            self.save_failed.emit(error)

    def _ask_path(self) -> None:
        kinds, said = self.tr("Picture (*.png);;Drawing (*.svg)"), self.tr("Save picture")
        name = f"{name_of_file(self.table().title)}.png"
        path = self.files.ask_save(self, said, purpose=Purpose.PICTURE, name=name, kinds=kinds)
        if path is not None:
            self.save_picture(path)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Override of Qt: right click, or the menu key."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        menu.popup(self.mapToGlobal(QPoint(0, 0)) if by_key else event.globalPos())
