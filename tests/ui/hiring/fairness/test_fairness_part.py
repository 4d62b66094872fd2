"""The part on fairness: counts side by side without a verdict, and what is done about kept details."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.candidates import Candidate
from csops.domain.errors import Erased, NotPermitted
from csops.domain.openings import Outcome, Stage
from csops.services import candidate_privacy, fairness, history
from csops.services.candidate_privacy import Kept, list_kept
from csops.services.candidates import save_candidate
from csops.ui.desk import Desk
from csops.ui.hiring.fairness.erase_dialog import EraseDialog
from csops.ui.hiring.fairness.fairness_part import ALL, KEPT, RATES, FairnessPart
from csops.ui.hiring.fairness.keep_dialogs import AnswersDialog, HoldDialog, KeepDialog, RemovedDialog
from csops.ui.hiring.fairness.retention_dialog import RetentionDialog
from csops.ui.kit.controls import Action
from csops.ui.kit.field_kinds import ChoiceField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from tests.helpers.clock import Clock
from tests.helpers.hiring import Hiring, a_hiring
from tests.helpers.records import MARA, ROSA


def _share(value: float, *, decimals: int = 0) -> str:
    return Formats().share(value, decimals=decimals)


HALF, RANGE = _share(0.5), f"{_share(0.1876)} to {_share(0.8124)}"


@pytest.fixture
def hiring(desk: Desk) -> Hiring:
    """Twelve people applied; Rosa rates. All were decided on, five men of six came to the interview and three women."""
    made = a_hiring(desk.workspace, *"ABCDEFGHIJKL", members=(ROSA,))
    for place, one in enumerate(made.applications):
        answers = {"Gender": "woman" if place < 6 else "man"}
        fairness.keep_answers(desk.workspace, candidate_id=one.candidate_id, answers=answers)
        stage = Stage.INTERVIEW if place < 3 or place > 6 else Stage.SCREENING
        with desk.workspace.work("Decide") as work:
            work.hiring.applications.update(replace(one, stage=stage, outcome=Outcome.DECLINED))
    return made


@pytest.fixture
def part(desk: Desk, hiring: Hiring, qtbot: QtBot) -> Iterator[FairnessPart]:
    yield from _shown(desk, hiring, qtbot)


def _shown(desk: Desk, hiring: Hiring, qtbot: QtBot) -> Iterator[FairnessPart]:
    made = FairnessPart(desk)
    made.resize(1100, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.show_opening(hiring.opening.id)
    yield made
    made.close()
    made.deleteLater()


def _words(widget: QWidget) -> list[str]:
    return [label.words() for label in widget.findChildren(Text) if label.isVisible() and label.words()]


def _kept(part: FairnessPart, qtbot: QtBot) -> None:
    """Show the list, with the first candidate under the keys."""
    part.views.button(KEPT).click()
    qtbot.waitUntil(lambda: bool(part.kept.chosen()))


def _action(part: FairnessPart, name: str) -> Action:
    return next(action for action in part.kept.offered if action.text() == name)


def _dialog(part: FairnessPart, qtbot: QtBot, name: str) -> Any:
    _action(part, name).trigger()
    qtbot.waitUntil(lambda: part.kept.acts.dialog is not None)
    return part.kept.acts.dialog


# ---- how groups fared
def test_everybody_is_counted_from_step_to_step(part: FairnessPart, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "The whole way" in _words(part.rates))
    said = _words(part.rates)
    assert "12 applications" in said
    assert "8 of 12 came through" in said
    assert any(word.startswith("No verdict") for word in said)


def test_groups_stand_side_by_side_with_ratio_and_test(part: FairnessPart, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: part.rates.found is not None)
    part.rates.choice.button("Gender").click()
    qtbot.waitUntil(lambda: "Man" in _words(part.rates))
    said = _words(part.rates)
    assert "12 answered, 0 did not" in said
    assert {"Man", "the highest", "Woman", "3 of 6", HALF, RANGE, "0.60, below 0.80", "0.55, cannot tell"} <= set(said)
    chance = (
        f"If both groups stood equal chances, so unequal a result or more came by chance in {_share(0.545)} of cases."
    )
    assert f"{chance} With so few people it could never be rarer than {_share(0.0606, decimals=1)}." in said


def test_too_few_answers_are_said_to_be_too_few(part: FairnessPart, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: part.rates.found is not None)
    part.rates.choice.button("Age").click()
    assert "too few to show" in part.rates.said.words()


def test_a_bar_says_what_it_shows(part: FairnessPart, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: part.rates.found is not None)
    part.rates.choice.button("Gender").click()
    names = {widget.accessibleName() for widget in part.rates.ground.findChildren(QWidget)}
    assert f"Woman: 3 of 6 came through, {RANGE}" in names


def test_counts_follow_what_others_do(part: FairnessPart, desk: Desk, hiring: Hiring, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: part.rates.found is not None)
    candidate_privacy.erase_candidate(desk.workspace, candidate_id=hiring.applications[0].candidate_id)
    qtbot.waitUntil(lambda: part.rates.found is not None and part.rates.found.past == 1)
    assert part.rates.said.words().startswith("12 applications · 1 of them erased")


def test_who_is_no_owner_sees_no_groups_but_the_list(desk: Desk, hiring: Hiring, qtbot: QtBot) -> None:
    with desk.workspace.work("Hand over") as work:
        work.members.update(replace(work.members.get(MARA.id), role=Role.MANAGER))
        work.members.update(replace(work.members.get(ROSA.id), role=Role.OWNER))
    desk.workspace.member = replace(MARA, role=Role.MANAGER)
    for part in _shown(desk, hiring, qtbot):
        qtbot.waitUntil(lambda: part.stack.currentWidget() is part.kept)  # noqa: B023 one part
        part.views.button(RATES).click()
        assert part.stack.currentWidget() is part.shut
        assert part.rates.found is None


# ---- the list
def test_the_list_says_until_when_and_why(part: FairnessPart, clock: Clock, qtbot: QtBot) -> None:
    clock.forward(timedelta(days=200))
    _kept(part, qtbot)
    assert part.kept.rule.words() == (
        "Details are kept 6 months after the decision: what is usual in United Kingdom. 12 are to be erased now"
    )
    columns = {column.key: column for column in part.kept.model.columns}
    (one,) = part.kept.chosen()
    assert (columns["until"].words(one), columns["why"].words(one)) == ("2 Sep 2026", "Decided on 2 Mar 2026")


def test_candidates_of_other_openings_are_shown_when_asked_for(
    part: FairnessPart, desk: Desk, hiring: Hiring, qtbot: QtBot
) -> None:
    save_candidate(desk.workspace, candidate=Candidate(name="Mo", came_on=date(2026, 3, 2)))
    _kept(part, qtbot)
    assert part.kept.rows.records() == len(hiring.applications)
    part.scope.button(ALL).click()
    qtbot.waitUntil(lambda: part.kept.rows.records() == len(hiring.applications) + 1)


# ---- erasing
def test_a_candidate_is_erased_after_it_was_told_what_goes(part: FairnessPart, desk: Desk, qtbot: QtBot) -> None:
    _kept(part, qtbot)
    (one,) = part.kept.chosen()
    dialog = _dialog(part, qtbot, "Erase")
    assert isinstance(dialog, EraseDialog)
    assert "How far each application came, as a count without a name" in _words(dialog)
    assert not dialog.erase.isEnabled()
    dialog.sure.click()
    with qtbot.waitSignal(desk.said) as said:
        dialog.erase.click()
    assert (said.args[0].text, said.args[0].can_undo) == ("Erased 1 candidates for good", False)
    qtbot.waitUntil(lambda: part.kept.rows.records() == 11)
    with pytest.raises(Erased), desk.workspace.read() as work:
        work.hiring.candidates.get(one.id)


def test_enter_alone_erases_nobody(part: FairnessPart, desk: Desk, qtbot: QtBot) -> None:
    _kept(part, qtbot)
    dialog = _dialog(part, qtbot, "Erase")
    for _ in range(3):
        QTest.keyClick(dialog.window().focusWidget() or dialog, Qt.Key.Key_Return)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert part.kept.acts.dialog is None
    assert len(list_kept(desk.workspace)) == 12


def test_all_that_are_ticked_are_erased_together(part: FairnessPart, desk: Desk, qtbot: QtBot) -> None:
    _kept(part, qtbot)
    table, ids = part.kept.view.table, [one.id for one in part.kept._mine[:3]]
    table.set_ticks(table.ticks.put(ids, ticked=True))
    table.ticked.emit()
    assert not _action(part, "Keep longer").isEnabled()
    dialog = _dialog(part, qtbot, "Erase")
    assert "Erase 3 candidates" in _words(dialog)
    dialog.sure.click()
    dialog.erase.click()
    qtbot.waitUntil(lambda: len(list_kept(desk.workspace)) == 9)


def test_who_was_erased_in_another_window_is_said_to_be_gone(part: FairnessPart, desk: Desk, qtbot: QtBot) -> None:
    _kept(part, qtbot)
    (one,) = part.kept.chosen()
    dialog = _dialog(part, qtbot, "Erase")
    candidate_privacy.erase_candidate(desk.workspace, candidate_id=one.id)
    dialog.sure.click()
    with qtbot.waitSignal(desk.failed) as failed:
        dialog.erase.click()
    assert isinstance(failed.args[0], Erased)


# ---- hold, keep, answers, rule, hand over
def test_a_hold_takes_the_erasing_away_until_it_is_lifted(part: FairnessPart, desk: Desk, qtbot: QtBot) -> None:
    _kept(part, qtbot)
    (one,) = part.kept.chosen()
    dialog = _dialog(part, qtbot, "Hold")
    assert isinstance(dialog, HoldDialog)
    dialog.save.click()
    qtbot.waitUntil(lambda: "reason of the hold is missing" in dialog.reason.error().casefold())
    dialog.reason.set_text("Claim of 3 March")
    dialog.save.click()
    qtbot.waitUntil(lambda: _held(part, one))
    part.kept.view.go_to(_row(part, one))
    qtbot.waitUntil(lambda: _action_at(part, 2).text() == "Lift the hold")
    assert not _action_at(part, 0).isEnabled()
    with qtbot.waitSignal(desk.said):
        _action_at(part, 2).trigger()
    qtbot.waitUntil(lambda: not _held(part, one))


def _held(part: FairnessPart, one: Kept) -> bool:
    return any(each.id == one.id and each.candidate.hold for each in part.kept._mine)


def _row(part: FairnessPart, one: Kept) -> int:
    rows = part.kept.rows.fetch(0, 100, ())
    return next(at for at, each in enumerate(rows) if getattr(each, "id", None) == one.id)


def _action_at(part: FairnessPart, place: int) -> Action:
    return part.kept.offered[place]


def test_keeping_longer_asks_until_when_and_how_they_agreed(part: FairnessPart, desk: Desk, qtbot: QtBot) -> None:
    _kept(part, qtbot)
    (one,) = part.kept.chosen()
    dialog = _dialog(part, qtbot, "Keep longer")
    assert isinstance(dialog, KeepDialog)
    dialog.day.set_day(date(2027, 3, 2))
    dialog.save.click()
    qtbot.waitUntil(lambda: "consent is missing" in dialog.consent.error().casefold())
    dialog.consent.set_text("By e-mail")
    with qtbot.waitSignal(desk.said):
        dialog.save.click()
    with desk.workspace.read() as work:
        kept = work.hiring.candidates.get(one.id)
    assert (kept.keep_until, kept.consent_note) == (date(2027, 3, 2), "By e-mail")


def test_an_answer_sheet_is_entered(part: FairnessPart, desk: Desk, qtbot: QtBot) -> None:
    _kept(part, qtbot)
    (one,) = part.kept.chosen()
    dialog = _dialog(part, qtbot, "Answer sheet")
    assert isinstance(dialog, AnswersDialog)
    age = dialog.fields[1]
    assert isinstance(age, ChoiceField)
    age.choose("under 25")
    with qtbot.waitSignal(desk.said):
        dialog.save.click()
    assert fairness.answer_sheet(desk.workspace, candidate_id=one.id).answers["Age"] == "under 25"


def test_who_is_to_rate_is_told_why_the_sheet_stays_shut(desk: Desk, qtbot: QtBot) -> None:
    for part in _shown(desk, a_hiring(desk.workspace), qtbot):
        _kept(part, qtbot)
        with qtbot.waitSignal(desk.failed) as failed:
            _action(part, "Answer sheet").trigger()
        assert isinstance(failed.args[0], NotPermitted)


def test_the_shop_chooses_its_own_period_and_questions(part: FairnessPart, desk: Desk, qtbot: QtBot) -> None:
    _kept(part, qtbot)
    part.kept.change.click()
    qtbot.waitUntil(lambda: part.kept.acts.dialog is not None)
    dialog = part.kept.acts.dialog
    assert isinstance(dialog, RetentionDialog)
    dialog.months.set_number(3)
    dialog.questions.set_text("Shift day or night")
    dialog.save.click()
    qtbot.waitUntil(lambda: "0 answers" in dialog.questions.error())
    dialog.questions.set_text("Care duties: yes, no")
    with qtbot.waitSignal(desk.said):
        dialog.save.click()
    kept = candidate_privacy.retention(desk.workspace)
    assert (kept.months, kept.records.questions[0].answers) == (3, ("yes", "no"))
    qtbot.waitUntil(lambda: part.kept.rule.words().startswith("Details are kept 3 months"))


def test_all_that_is_kept_is_written_into_a_file(
    part: FairnessPart, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(desk.files, "ask_save", lambda *_args, **_options: tmp_path / "me.zip")
    _kept(part, qtbot)
    with qtbot.waitSignal(desk.said) as said:
        _action(part, "Hand over").trigger()
    assert said.args[0].text.startswith("Written: me.zip")
    with zipfile.ZipFile(tmp_path / "me.zip") as packed:
        assert "what we keep.html" in packed.namelist()


def test_at_200_per_cent_both_views_fit_into_half_a_window(part: FairnessPart, desk: Desk, qtbot: QtBot) -> None:
    desk.themes.choose("light", zoom=2.0)
    part.resize(1000, 700)
    qtbot.waitUntil(lambda: part.rates.found is not None)
    part.rates.choice.button("Gender").click()
    qtbot.waitUntil(lambda: "Man" in _words(part.rates))
    assert part.rates.area.horizontalScrollBar().maximum() == 0
    _kept(part, qtbot)
    assert part.minimumSizeHint().width() <= 1000
    desk.themes.choose("light")


def test_an_empty_sheet_is_printed(
    part: FairnessPart, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(desk.files, "ask_save", lambda *_args, **_options: tmp_path / "sheet.pdf")
    _kept(part, qtbot)
    with qtbot.waitSignal(desk.said):
        part.kept.sheet.click()
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_who_was_removed_by_undo_is_erased_from_the_history(part: FairnessPart, desk: Desk, qtbot: QtBot) -> None:
    save_candidate(desk.workspace, candidate=Candidate(name="Mo", came_on=date(2026, 3, 2)))
    history.undo(desk.workspace)
    _kept(part, qtbot)
    qtbot.waitUntil(part.kept.removed.isVisible)
    part.kept.removed.click()
    dialog = part.kept.acts.dialog
    assert isinstance(dialog, RemovedDialog)
    dialog.save.click()
    qtbot.waitUntil(lambda: not part.kept.removed.isVisible())
    assert candidate_privacy.count_removed(desk.workspace) == 0
