"""What shrinkage is made of, in the window."""

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.access import Permission, Role
from csops.domain.shrinkage_parts import Origin, Shrinkage, ShrinkagePart, Together
from csops.domain.work_terms import Absence, Away
from csops.services.roster_team import save_absence
from csops.services.shrinkage import save_shrinkage_parts, shrinkage_parts
from csops.services.workspace import Workspace
from csops.ui.forecast.page import ForecastPage
from csops.ui.forecast.shrinkage_form import ShrinkageForm
from tests.helpers.clock import MONDAY_MORNING
from tests.ui.forecast.conftest import PATIENCE_MS, MakePage

CLICK = Qt.MouseButton.LeftButton


def opened(page: ForecastPage, qtbot: QtBot) -> ShrinkageForm:
    qtbot.waitUntil(lambda: page.shrinkage.known is not None, timeout=PATIENCE_MS)
    QTest.mouseClick(page.board.panel.parts, CLICK)
    form = page.shrinkage.form
    assert form is not None
    return form


def typed(form: ShrinkageForm, name: str, text: str) -> None:
    line = form.fields[name].line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_parts_are_typed_told_together_and_kept(page: ForecastPage, shop: Workspace, qtbot: QtBot) -> None:
    form = opened(page, qtbot)
    typed(form, "Shrinkage", "0")
    typed(form, "Breaks", "10")
    typed(form, "Illness", "20")
    assert plain(form.total.words()).startswith("Together 28 %: each part takes its share of what the others leave")
    QTest.mouseClick(form.together.button(Together.DISJOINT.value), CLICK)
    assert plain(form.total.words()).startswith("Together 30 %: each part is a share of all paid time")
    QTest.mouseClick(form.save, CLICK)
    qtbot.waitUntil(lambda: shrinkage_parts(shop).share == Decimal("0.3"), timeout=PATIENCE_MS)
    panel = page.board.panel
    qtbot.waitUntil(lambda: panel.shrinkage.value() == pytest.approx(0.3), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: plain(panel.shrinkage.below.words()) == "Illness 20 %, Breaks 10 %; added")


def test_what_absences_took_is_offered_and_taken(shop: Workspace, make_page: MakePage, qtbot: QtBot) -> None:
    day = MONDAY_MORNING.date() - timedelta(days=28)
    save_absence(
        shop, absence=Absence(member_id=1, first_day=day, last_day=day + timedelta(days=11), reason=Away.ILLNESS)
    )
    page = make_page(weeks=12)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.board, timeout=PATIENCE_MS)
    form = opened(page, qtbot)
    assert "took of all contracts: Illness" in form.ground.words()
    QTest.mouseClick(form.measure, CLICK)
    assert form.fields["Illness"].helper() == "measured from absences"
    illness = next(part for part in form.shrinkage().parts if part.name == "Illness")
    assert illness.origin is Origin.MEASURED
    assert 0.02 < float(illness.share) < 0.06
    typed(form, "Illness", "7")
    illness = next(part for part in form.shrinkage().parts if part.name == "Illness")
    assert (illness.origin, illness.share) == (Origin.ASSUMED, Decimal("0.07"))


def test_without_absences_nothing_is_measured(page: ForecastPage, qtbot: QtBot) -> None:
    form = opened(page, qtbot)
    assert form.ground.words().startswith("No absences are entered from ")
    assert not form.measure.isEnabled()


def test_parts_that_leave_nothing_are_refused(page: ForecastPage, qtbot: QtBot) -> None:
    form = opened(page, qtbot)
    QTest.mouseClick(form.together.button(Together.DISJOINT.value), CLICK)
    typed(form, "Breaks", "80")
    QTest.mouseClick(form.save, CLICK)
    assert form.isVisible()
    assert "a tenth of the paid time" in form.total.words()


def test_who_may_not_plan_sees_the_parts_only(shop: Workspace, make_page: MakePage, qtbot: QtBot) -> None:
    parts = (ShrinkagePart(name="Breaks", share=Decimal("0.1"), on_roster=True),)
    save_shrinkage_parts(shop, shrinkage=Shrinkage(parts=parts))
    page = make_page(weeks=12, role=Role.SUPERVISOR)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.board, timeout=PATIENCE_MS)
    form = opened(page, qtbot)
    assert form.fields["Breaks"].text() == "10"
    assert form.save.isVisible() == page.desk.workspace.may(Permission.PLAN)
