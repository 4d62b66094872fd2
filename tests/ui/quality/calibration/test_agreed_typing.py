"""What is typed of an agreement is there again after another session, a restart, and gone once it is saved."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops.domain.calibrations import Agreed
from csops.services.views import get_draft
from csops.ui.desk import Desk
from csops.ui.quality.calibration.agreed_typing import AgreedTyping, Typing
from tests.helpers.records import MARA, ROSA
from tests.helpers.reviews import one_of_each

WAS = Agreed(criterion="correct", rating=None, note="Count it")
NOTED = Typing(rating="1", note="A date counts", base=WAS)


def test_what_is_agreed_and_not_saved_stays_with_its_session_for_who_typed_it(desk: Desk, qtbot: QtBot) -> None:
    with desk.workspace.work("Add") as work:
        session = one_of_each(work, member_id=MARA.id)[6]
    panel = QWidget()
    qtbot.addWidget(panel)
    typing = AgreedTyping(desk, panel)
    typing.begin(session.id)
    typing.take("correct", NOTED)
    typing.take("greeting", Typing(rating="2", note="As is"))
    typing.begin(session.id + 1)  # another session
    assert typing.of("correct") is None
    with qtbot.waitSignal(typing.came):
        typing.begin(session.id)
    assert typing.of("correct") == NOTED
    assert get_draft(desk.workspace, form=f"on.calibration.{session.id}.agreed", writer=ROSA) is None

    again = AgreedTyping(desk, panel)  # as after a crash
    with qtbot.waitSignal(again.came):
        again.begin(session.id)
        again.take("greeting", Typing(rating="1", note="And late"))  # before it is here
    assert again.of("correct") == NOTED
    assert again.of("greeting") == Typing(rating="1", note="And late\n\nAs is")
    for criterion in ("correct", "greeting", "nothing"):
        again.forget(criterion)
    qtbot.waitUntil(lambda: get_draft(desk.workspace, form=f"on.calibration.{session.id}.agreed") is None)
