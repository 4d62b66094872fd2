"""Leads from a figure to what is behind it: the contacts, cases or customers that it counted."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from csops.domain.kpi_figures import Behind, By, Records
from csops.domain.questions import Question
from csops.services import kpi
from csops.ui.desk import Desk, Said
from csops.ui.kpis.words import tr


class Leading(QObject):
    """Asks what is behind a figure and has it shown.

    Signals:
        wanted(str, object): a place and what it is asked.
        named(object): the names of the members, who have no list to be shown in.
    """

    wanted = Signal(str, object)
    named = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def show(
        self,
        key: str,
        *,
        name: str,
        first_day: date,
        last_day: date,
        part: str = "",
        by: By | None = None,
        of: int | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Show what is behind a figure or one of its counts, all of it or that of one channel, topic or person."""
        workspace = self._desk.workspace
        self._desk.ask(
            lambda: kpi.behind(workspace, key=key, part=part, first_day=first_day, last_day=last_day, by=by, of=of),
            then=partial(self._lead, name, days=(first_day, last_day), member_id=of if by is By.PERSON else None),
            failed=failed or self._desk.failed.emit,
            key=("behind", id(self)),
        )

    def _lead(self, name: str, records: Records, *, days: tuple[date, date], member_id: int | None) -> None:
        if not records.ids:
            self._desk.said.emit(Said(text=tr("Nothing is behind {figure} here").format(figure=name), can_undo=False))
            return
        if records.is_cut:
            name = tr("{figure}, the newest %Ln", len(records.ids)).format(figure=name)
        if records.what is Behind.ANSWERS:
            self.wanted.emit("customers", {"tab": "answers", "answer_ids": records.ids, "name": name})
            return
        if records.what is Behind.REVIEWS:
            whose = {"first_day": days[0], "last_day": days[1], "member_id": member_id}
            self.wanted.emit("quality", {"tab": "results", "review_ids": records.ids, "name": name, **whose})
            return
        questions = {
            Behind.CONTACTS: Question(contact_ids=records.ids),
            Behind.CASES: Question(case_ids=records.ids),
            Behind.CUSTOMERS: Question(customer_ids=records.ids),
        }
        question = questions.get(records.what)
        if question is not None:
            self.wanted.emit("contacts", {"question": question, "name": name})
        elif records.what is Behind.MEMBERS:
            members = [self._desk.team.member(one) for one in records.ids]
            self.named.emit([member.name for member in members if member is not None])
