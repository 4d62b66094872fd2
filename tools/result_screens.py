"""The screens of the results of reviews, for `tools.screenshots`: of the reviews that the sample business has."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from csops.domain.review_behind import ResultsBy
from csops.ui.main_window import MainWindow
from csops.ui.quality.place import QualityPlace
from csops.ui.quality.results.page import ResultsPage
from csops.ui.quality.tab_keys import RESULTS


def _results(window: MainWindow, *, by: ResultsBy = ResultsBy.PERSON, line: str = "score") -> ResultsPage:
    window.go("quality", {"tab": RESULTS, "by": by.value})
    place = window.session.frame.page()
    assert isinstance(place, QualityPlace)
    page = place.page()
    assert isinstance(page, ResultsPage)
    page.close_behind()
    page.trend.line.button(line).click()
    return page


def _failed(window: MainWindow) -> None:
    _results(window, by=ResultsBy.CRITERION, line="failed")


def _behind(window: MainWindow) -> None:
    page = _results(window)
    while page.found is None:
        QApplication.processEvents()
    page.tiles.tiles["passed"].opened.emit()


def _tables(window: MainWindow, by: ResultsBy, *, is_sorted: bool = False) -> None:
    """The tables at the end of the page: a split, sorted with the keys in its head, and what came of the contacts."""
    page = _results(window, by=by)
    while page.links.isHidden() or page.found is None:
        QApplication.processEvents()
    sheet = page.split.sheet
    sheet.setFocus()
    if is_sorted:
        for key in (Qt.Key.Key_Home, Qt.Key.Key_Up, Qt.Key.Key_Return):
            QTest.keyClick(sheet, key)
    QApplication.processEvents()
    area = page.findChild(QScrollArea)
    assert area is not None, "the page scrolls"
    area.ensureWidgetVisible(page.split.by)
    bar = area.verticalScrollBar()
    bar.setValue(bar.value() if is_sorted else bar.maximum())


SCREENS: Mapping[str, Callable[[MainWindow], object]] = {
    "results": _results,
    "results-failed": _failed,
    "results-behind": _behind,
    "results-sorted": lambda window: _tables(window, ResultsBy.CRITERION, is_sorted=True),
    "results-causes": lambda window: _tables(window, ResultsBy.CAUSE),
    "results-topics": lambda window: _tables(window, ResultsBy.TOPIC, is_sorted=True),
}
