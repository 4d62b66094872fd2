"""The parts of a case beside what happened on it, and its matter, as a person uses them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.cases import Case, Cause, Confirmation, State
from csops.domain.contacts import ContactDraft, Logged, Result
from csops.services import cases, contacts
from csops.services.case_matters import keep_matter
from csops.services.views import get_draft
from csops.ui.contacts.case_pane import CasePane
from csops.ui.contacts.matter_part import MatterPart
from csops.ui.contacts.parts import PARTS
from csops.ui.desk import Desk
from csops.ui.kit.icon_tabs import Form
from tests.helpers.case_pane import case_in_window
from tests.helpers.records import PHONE


@pytest.fixture
def logged(desk: Desk) -> Logged:
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada Brandt", text="Brakes squeal", result=Result.OPEN)
    return contacts.log_contact(desk.workspace, draft=draft)


@pytest.fixture
def pane(desk: Desk, logged: Logged, qtbot: QtBot) -> Iterator[CasePane]:
    """The split view in a window, on Ada's case."""
    with case_in_window(desk, logged.case.id, qtbot) as made:
        yield made


def the_matter(pane: CasePane, qtbot: QtBot) -> MatterPart:
    pane.detail.show_part("matter")
    part = pane.detail.part()
    assert isinstance(part, MatterPart)
    qtbot.waitUntil(lambda: part._case is not None)
    return part


def stored(desk: Desk, logged: Logged) -> Case:
    return cases.get_case(desk.workspace, case_id=logged.case.id)


def test_the_matter_of_a_case_is_written_kept_and_told(
    pane: CasePane, desk: Desk, logged: Logged, qtbot: QtBot
) -> None:
    part = the_matter(pane, qtbot)
    assert not part.save.isVisible()
    part.fields.stated.box.setFocus()
    QTest.keyClicks(part.fields.stated.box, "Brakes squeal")
    part.fields.cause.button("process").click()
    assert part.save.isVisible()
    with qtbot.waitSignal(desk.said):
        QTest.keyClick(part.fields.stated.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    kept = stored(desk, logged)
    assert (kept.stated, kept.cause) == ("Brakes squeal", Cause.PROCESS)
    qtbot.waitUntil(lambda: not part.is_changed)
    with qtbot.waitSignal(pane.detail.shown):
        pane.refresh()
    pane.detail.show_part("happened")
    assert (pane.detail.matter.matter.words(), pane.detail.matter.more.words()) == ("Brakes squeal", "Process")
    QTest.mouseClick(pane.detail.matter.frame, Qt.MouseButton.LeftButton)
    assert pane.detail.part() is part


def test_what_the_customer_said_is_noted_later_as_well(
    pane: CasePane, desk: Desk, logged: Logged, qtbot: QtBot
) -> None:
    part = the_matter(pane, qtbot)
    assert not part.confirmed.isVisible()
    cases.change_state(desk.workspace, case_ids=[logged.case.id], state=State.RESOLVED)
    part.refresh()
    qtbot.waitUntil(part.confirmed.isVisible)
    assert part.confirmed.choice.key() == ""
    with qtbot.waitSignal(desk.said):
        part.confirmed.choice.button("confirmed").click()
    assert stored(desk, logged).confirmed is Confirmation.CONFIRMED
    with qtbot.waitSignal(pane.detail.shown):
        pane.refresh()
    assert pane.detail.head.facts.words().endswith("Customer confirmed")


def test_what_is_typed_on_a_matter_waits_as_a_draft_and_never_overwrites_a_colleague(
    pane: CasePane, desk: Desk, logged: Logged, qtbot: QtBot
) -> None:
    part = the_matter(pane, qtbot)
    part.fields.matter.box.setFocus()
    QTest.keyClicks(part.fields.matter.box, "Pads worn out")
    other = replace(stored(desk, logged), matter="Rotor bent", department="Workshop")
    keep_matter(desk.workspace, case=other)
    keeper = part._keeper
    assert keeper is not None
    with qtbot.waitSignal(keeper.kept):
        keeper.keep_if_due()
    kept = get_draft(desk.workspace, form=keeper.form)
    assert kept is not None
    assert kept[0]["matter"] == "Pads worn out"
    part.submit()
    qtbot.waitUntil(part.conflict.isVisible)
    assert "Rotor bent" in part.conflict.words()
    with qtbot.waitSignal(desk.said):
        part.conflict.keep.click()
    assert (stored(desk, logged).matter, stored(desk, logged).department) == ("Pads worn out", "Workshop")


def test_parts_keep_their_places_whatever_room_there_is(pane: CasePane) -> None:
    tabs = pane.detail.parts.tabs
    keys = ["happened", *(part.key for part in PARTS)]
    seen = {}
    for width in (1000, 500, 300):
        tabs.resize(width, tabs.height())
        places = [tabs.button(key).geometry().left() for key in keys]
        assert places == sorted(places)
        assert tabs.button(keys[-1]).geometry().right() <= width
        for key in keys:
            tabs.choose(key)
            assert not tabs.button(key).isHidden()
            assert [tabs.button(one).geometry().left() for one in keys] == places
        seen[width] = tabs.form
        assert bool(tabs.button("matter").toolTip()) is (tabs.form is not Form.WORDS)
    assert list(seen.values()) == [Form.WORDS, Form.STACKED, Form.ICONS]
    assert tabs.button("promises").accessibleName().startswith("Promises")
