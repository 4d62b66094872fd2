"""What stands in a form is kept, also where the place to keep it is away for a while."""

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops.domain.errors import DatabaseBusy
from csops.services import views
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.draft_keeper import DraftKeeper

FORM = "coaching.plan"


def test_what_a_busy_database_did_not_keep_is_kept_later_be_the_form_gone(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_away, told, tries, typed = [True], list[Exception](), list[object](), {"text": "More warmth"}
    keep_draft = views.keep_draft

    def keep(workspace: Workspace, *, value: dict[str, Any], **more: Any) -> None:
        tries.append(value["text"])
        if is_away:
            raise DatabaseBusy(path="shop")
        keep_draft(workspace, value=value, **more)

    def kept() -> object:
        found = views.get_draft(desk.workspace, form=FORM)
        return found and found[0]["text"]

    monkeypatch.setattr(views, "keep_draft", keep)
    monkeypatch.setattr("csops.ui.draft_keeper.AGAIN_AFTER_MS", 20)
    desk.failed.connect(told.append)
    form = QWidget()
    keeper = DraftKeeper(desk, form=FORM, values=lambda: typed, parent=form)
    keeper.keep()
    qtbot.waitUntil(lambda: len(tries) > 2)
    assert len(told) == 1, "one sentence, however often it is tried"
    typed["text"] = "More warmth at the end"
    keeper.touched()
    keeper.keep_if_due()
    form.deleteLater()
    qtbot.waitUntil(lambda: tries.count("More warmth at the end") > 1)
    is_away.clear()
    qtbot.waitUntil(lambda: kept() == "More warmth at the end")
    newer = tries.index("More warmth at the end")
    assert set(tries[newer:]) == {"More warmth at the end"}, "what was typed since takes the place of what was not kept"
