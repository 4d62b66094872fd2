"""Why a calibration is called off, with what that comes to."""

from PySide6.QtWidgets import QWidget

from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.services.calibrations import SeenCalibration
from csops.ui.desk import Desk
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.fields import TextField
from csops.ui.quality.say_dialog import SayDialog
from csops.ui.quality.wording import tr


class CallOffDialog(SayDialog):
    """Asks for the reason, which is kept until it is given."""

    def __init__(self, desk: Desk, parent: QWidget, *, seen: SeenCalibration) -> None:
        session = seen.session
        title = tr("Call off “{name}”?").format(name=session.name)
        super().__init__(desk, parent, title=title, why=_comes_to(seen), deed=tr("Call off"))
        self.reason = TextField(desk.themes, label=tr("Reason"), name="reason", required=True, rows=2)
        missing = tr("Say why; who was asked to rate reads it")
        self.reason.set_check(lambda: "" if self.reason.text().strip() else missing)
        self.add_field(self.reason)
        form = record_form(Kind.CALIBRATION, session.id, "call off")
        self.kept = KeptTyping(desk, self, (self.reason,), form=form)


def _comes_to(seen: SeenCalibration) -> str:
    if seen.session.is_blind:
        return tr(
            "Nobody is asked to rate it any more. What was rated stays with who rated, counts nowhere, and nobody else "
            "ever sees it. The session stays in the list with your reason."
        )
    return tr(
        "Nothing more is agreed on. The ratings can be read on and count nowhere. The session stays in the list with "
        "your reason."
    )
