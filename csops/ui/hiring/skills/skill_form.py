"""The fields of one skill: its words, behaviour at five levels, and the channel that it opens."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from csops.domain.channels import Channel
from csops.domain.skills import DESCRIBED, HIGHEST, LOWEST, Skill, SkillKind
from csops.ui.hiring.wording import level_words, one_kind_words
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import Field, LineField
from csops.ui.kit.growing_text import GrowingText
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

LEVELS = range(LOWEST, HIGHEST + 1)


class SkillForm(QWidget):
    """Shows a skill and says what stands in the fields.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.themes = themes
        self._skill = Skill(name="")
        self.name = LineField(themes, label=self.tr("Name"), name="name", required=True)
        self.kind = Segmented(
            themes,
            [Option(key=kind.value, text=one_kind_words(kind)) for kind in SkillKind],
            name=self.tr("Kind"),
        )
        self.description = GrowingText(themes, label=self.tr("What it is"), name="description", least=2)
        self.question = GrowingText(themes, label=self.tr("Question or work sample"), name="question", least=2)
        self.alternative = GrowingText(
            themes,
            label=self.tr("For somebody without an example from work"),
            name="alternative question",
            least=2,
        )
        self.anchors = tuple(self._anchor(level) for level in LEVELS)
        self.channel = ChoiceField(themes, label=self.tr("Opens the channel"), name="channel", typed=False)
        self.channel_level = ChoiceField(
            themes,
            [Choice(key=str(level), text=f"{level}  {level_words(level)}") for level in LEVELS],
            label=self.tr("From this level on"),
            name="channel level",
            typed=False,
        )
        self.about_channel = Text(themes, font="small", colour="text.secondary", wrap=True)
        self._lay_out()
        for field in self.fields():
            field.edited.connect(self._touched)
        self.kind.chosen.connect(lambda _key: self._touched())

    def fields(self) -> Sequence[Field]:
        """Return the fields in their order."""
        texts = (self.name, self.description, self.question, self.alternative)
        return (*texts, *self.anchors, self.channel, self.channel_level)

    def set_channels(self, channels: Sequence[Channel]) -> None:
        """Offer these channels."""
        none = Choice(key="", text=self.tr("No channel"))
        before = self.channel.key()
        self.channel.set_choices([none, *(Choice(key=one.key, text=one.name) for one in channels)])
        self.channel.choose(before)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the words be read and copied, not changed."""
        for field in self.fields():
            if isinstance(field.control, QLineEdit | QPlainTextEdit):
                field.control.setReadOnly(is_read_only)
            else:
                field.control.setEnabled(not is_read_only)
        self.kind.setEnabled(not is_read_only)

    def show_skill(self, skill: Skill, *, over: Mapping[str, Any] | None = None) -> None:
        """Show a skill, with what was typed over it; nobody is told."""
        self._skill = skill
        values = {**values_of(skill), **(over or {})}
        self.name.set_text(values["name"])
        self.kind.choose(values["kind"])
        self.description.set_text(values["description"])
        self.question.set_text(values["question"])
        self.alternative.set_text(values["alternative"])
        for level, anchor in zip(LEVELS, self.anchors, strict=True):
            anchor.set_text(values[f"anchor_{level}"])
        self.channel.choose(values["channel"])
        self.channel_level.choose(values["channel_level"])
        for field in self.fields():
            field.show_error("")
        self._tell_channel()

    def values(self) -> dict[str, str]:
        """Return what stands in the fields as texts; the behaviours each by itself."""
        return {
            "name": self.name.text(),
            "kind": self.kind.key(),
            "description": self.description.text(),
            "question": self.question.text(),
            "alternative": self.alternative.text(),
            **{f"anchor_{level}": field.text() for level, field in zip(LEVELS, self.anchors, strict=True)},
            "channel": self.channel.key(),
            "channel_level": self.channel_level.key(),
        }

    def skill(self) -> Skill:
        """Return the skill as the fields say."""
        values = self.values()
        return replace(
            self._skill,
            name=values["name"],
            kind=SkillKind(values["kind"]),
            description=values["description"],
            question=values["question"],
            alternative=values["alternative"],
            anchors=tuple(values[f"anchor_{level}"] for level in LEVELS),
            channel=values["channel"],
            channel_level=int(values["channel_level"]),
        )

    def changed(self) -> dict[str, str]:
        """Return what stands there otherwise than in the skill."""
        before = values_of(self._skill)
        return {name: value for name, value in self.values().items() if value != before[name]}

    def field_named(self, name: str) -> Field:
        """Return the field that an error of the domain names, the first one where it names none."""
        return next((field for field in self.fields() if field.name == name), self.name)

    # ------------------------------------------------------------ inside
    def _anchor(self, level: int) -> GrowingText:
        words = self.tr("{level}  {word}").format(level=level, word=level_words(level))
        return GrowingText(self.themes, label=words, name=f"behaviour at {level}", required=level in DESCRIBED, least=1)

    def _touched(self) -> None:
        self._tell_channel()
        self.edited.emit()

    def _tell_channel(self) -> None:
        has_channel = bool(self.channel.key())
        self.channel_level.setVisible(has_channel)
        said = self.tr("A level of {level} or more lets a member take {channel}")
        none = self.tr("Choose a channel where a level of this skill decides who can take it")
        words = said.format(level=self.channel_level.key(), channel=self.channel.text())
        self.about_channel.say(words if has_channel else none)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        Spacing(self.themes, column, gap=3)
        for widget in (self.name, self.kind, self.description, self.question, self.alternative):
            column.addWidget(widget)
        column.addWidget(Text(self.themes, self.tr("What can be seen or heard at each level"), font="title3"))
        for field in self.anchors:
            column.addWidget(field)
        column.addWidget(Text(self.themes, self.tr("In the roster"), font="title3"))
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=3)
        row.addWidget(self.channel, 1)
        row.addWidget(self.channel_level, 1)
        column.addLayout(row)
        column.addWidget(self.about_channel)


def values_of(skill: Skill) -> dict[str, str]:
    """Return a skill as the form's texts."""
    return {
        "name": skill.name,
        "kind": skill.kind.value,
        "description": skill.description,
        "question": skill.question,
        "alternative": skill.alternative,
        **{f"anchor_{level}": skill.anchor(level) for level in LEVELS},
        "channel": skill.channel,
        "channel_level": str(skill.channel_level),
    }
