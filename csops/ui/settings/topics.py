"""Topics: the kinds of matter that customers come with, in the order in which they are offered."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from csops.domain.access import Permission
from csops.domain.topics import Topic
from csops.services import settings
from csops.services.settings import Team
from csops.ui.desk import Desk
from csops.ui.kit.controls import Switch
from csops.ui.kit.fields import LineField
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.settings.record_list import Row
from csops.ui.settings.records_tab import RecordForm, RecordsTab


class TopicForm(RecordForm):
    """Name, two flags, and whether it is still offered."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.name = LineField(self.themes, label=self.tr("Name"), name="name", required=True)
        self.add_fields(self.name)
        self.not_at_first = Switch(self.themes, self.tr("Cannot be solved at the first contact"))
        self.recovery = Switch(self.themes, self.tr("Something went wrong on our side"))
        self.active = Switch(self.themes, self.tr("Offered when a contact is logged"))
        notes = (
            self.tr("A delivery that must be awaited, for example. Left out of the share solved at first contact"),
            self.tr("Counts as service recovery: complaints, damaged goods, late deliveries"),
            self.tr("Switched off it stays with the contacts that have it"),
        )
        for switch, note in zip((self.not_at_first, self.recovery, self.active), notes, strict=True):
            switch.clicked.connect(lambda _checked: self.committed.emit())
            switch.setAccessibleDescription(note)
            part = QVBoxLayout()  # the note belongs to its switch
            Spacing(self.themes, part, gap=0.5)
            part.addWidget(switch)
            part.addWidget(Text(self.themes, note, font="small", colour="text.secondary", wrap=True))
            self.column.addLayout(part)

    def show_record(self, record: Topic) -> None:
        """Put a topic into the fields."""
        self.name.set_text(record.name)
        self.not_at_first.setChecked(record.cannot_be_solved_at_first_contact)
        self.recovery.setChecked(record.recovery)
        self.active.setChecked(record.active)

    def values(self) -> dict[str, Any]:
        """Return the values of the topic."""
        return {
            "name": self.name.text(),
            "cannot_be_solved_at_first_contact": self.not_at_first.isChecked(),
            "recovery": self.recovery.isChecked(),
            "active": self.active.isChecked(),
        }


class TopicsTab(RecordsTab[Topic]):
    """The list of topics."""

    def __init__(self, desk: Desk) -> None:
        form = TopicForm(desk)
        super().__init__(
            desk,
            form,
            title=self.tr("Topics"),
            why=self.tr("What people contact you about, the most used first"),
            add=self.tr("Add topic"),
            needs=Permission.SETTINGS,
        )
        self.add_order()

    def records(self, team: Team) -> Sequence[Topic]:
        """Return the topics in their order."""
        return team.topics

    def row(self, record: Topic) -> Row:
        """Return name and flags."""
        notes = [
            self.tr("not at first contact") if record.cannot_be_solved_at_first_contact else "",
            self.tr("service recovery") if record.recovery else "",
            "" if record.active else self.tr("no longer offered"),
        ]
        said = ", ".join(filter(None, notes))
        return Row(id=record.id, title=record.name, note=said, active=record.active)

    def fresh(self) -> Topic:
        """Return a topic at the end of the list."""
        return Topic(key="", name="", position=len(self.desk.team.topics))

    def keep(self, record: Topic) -> Topic:
        """Keep a topic."""
        return settings.save_topic(self.desk.workspace, topic=record)

    def kept_words(self, record: Topic, *, is_new: bool) -> str:
        """Say which topic was kept."""
        said = self.tr("Added the topic {name}") if is_new else self.tr("Changed the topic {name}")
        return said.format(name=record.name)

    def put_in_order(self, ids: Sequence[int]) -> None:
        """Keep another order."""
        workspace = self.desk.workspace
        self.act(lambda: settings.order_topics(workspace, topic_ids=ids), said=self.tr("Moved the topic"))
