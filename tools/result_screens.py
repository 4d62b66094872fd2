"""The screens of the results of reviews, for `tools.screenshots`: of the reviews that the sample business has."""

from collections.abc import Callable, Mapping

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
    _results(window).tiles.tiles["passed"].opened.emit()


SCREENS: Mapping[str, Callable[[MainWindow], object]] = {
    "results": _results,
    "results-failed": _failed,
    "results-behind": _behind,
}
