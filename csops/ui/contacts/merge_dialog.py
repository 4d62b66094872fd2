"""Merges cases: which, which of their numbers stays, and what comes of it before it is done."""

import re
from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from csops.domain.cases import Case
from csops.domain.lines import CaseLine
from csops.domain.questions import Question
from csops.services import cases
from csops.services.case_merges import MergePreview, merge_cases, preview_merge
from csops.ui.cases.words import customer_words, state_words
from csops.ui.contacts.case_dialogs import CaseDialog
from csops.ui.desk import Desk, Said
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing

MOST_OFFERED = 50


class MergeDialog(CaseDialog):
    """Shows what several cases become as one. Of a single case it asks first for the other one."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        case_ids: Sequence[int],
        merged: Callable[[int], object],
        shortcuts: Shortcuts,
    ) -> None:
        is_one = len(case_ids) == 1
        title = desk.tr("Merge case {id}").format(id=case_ids[0]) if is_one else desk.tr("Merge cases")
        super().__init__(desk, parent, title=title, verb=desk.tr("Merge"), shortcuts=shortcuts, width=1)
        self._ids, self._merged = list(case_ids), merged
        self._lines: dict[int, CaseLine] = {}
        self._stays_said = False
        self.is_ready = False
        """Whether it knows what there is to choose from."""
        self.other = ChoiceField(
            desk.themes,
            label=self.tr("Merge with"),
            name="case",
            helper=self.tr("A case of the same customer, or any case by its number"),
            free=True,
        )
        self.other.setHidden(len(self._ids) > 1)
        self.stays = ChoiceField(
            desk.themes,
            label=self.tr("Number that stays"),
            name="stays",
            helper=self.tr("The other number leads to it from then on"),
            typed=False,
        )
        self.told = MergeTold(desk)
        for part in (self.other, self.stays, self.told):
            self.body.addWidget(part)
        self.ask_for((self.other, self.stays), submit=self.submit)
        self.other.edited.connect(self._other_typed)
        self.stays.edited.connect(self._stays_chosen)
        self._read()

    def chosen(self) -> list[int]:
        """Return the cases that become one."""
        typed = self.other.key() or "".join(re.findall(r"^#?(\d{1,15})$", self.other.text()))
        return self._ids if len(self._ids) > 1 or not typed else [*self._ids, int(typed)]

    def choose_other(self, case_id: int) -> None:
        """Choose the case to merge with."""
        if str(case_id) not in {choice.key for choice in self._offered()}:
            self.other.set_text(str(case_id))
        else:
            self.other.choose(str(case_id))
        self._other_typed()

    def submit(self) -> None:
        """Merge them as they are shown."""
        chosen = self.chosen()
        if len(chosen) < 2:
            self.other.show_error(self.tr("Choose the other case, or write its number"))
            self.other.control.setFocus()
            return
        workspace, into = self.desk.workspace, int(self.stays.key() or chosen[0])
        rest = [one for one in chosen if one != into] or chosen[1:]
        self.desk.act(
            lambda: merge_cases(workspace, into_id=into, case_ids=rest),
            then=self._done,
            failed=self.explain,
            said=lambda kept: Said(text=self._said(kept, rest)),
        )

    def _said(self, kept: Case, rest: Sequence[int]) -> str:
        if len(rest) == 1:
            return self.tr("Case {id} merged into case {into}").format(id=rest[0], into=kept.id)
        return self.tr("%Ln cases merged into case {into}", "", len(rest)).format(into=kept.id)

    def _done(self, kept: Case) -> None:
        self.close_layer()
        self._merged(kept.id)

    # ------------------------------------------------------------ what there is
    def _read(self) -> None:
        workspace, ids = self.desk.workspace, list(self._ids)

        def read() -> list[CaseLine]:
            shown = [cases.timeline(workspace, case_id=one).case for one in ids]
            customer_id = shown[0].customer_id
            if len(ids) > 1 or customer_id is None:
                return shown
            question = Question(customer_id=customer_id)
            return [*shown, *cases.case_lines(workspace, question=question, limit=MOST_OFFERED)]

        self.desk.ask(read, then=self._take, failed=self.explain)

    def _take(self, lines: Sequence[CaseLine]) -> None:
        self._lines = {line.id: line for line in lines}
        self.other.set_choices(self._offered())
        self._offer_stays()
        self.is_ready = True

    def _offered(self) -> list[Choice]:
        others = [line for line in self._lines.values() if line.id not in self._ids]
        return [Choice(key=str(line.id), text=_called(line)) for line in others]

    def _other_typed(self) -> None:
        self.other.show_error("")
        self._offer_stays()

    def _offer_stays(self) -> None:
        """Offer their numbers; the oldest stays unless somebody says otherwise."""
        chosen = list(dict.fromkeys(self.chosen()))
        before = self.stays.key()
        self.stays.set_choices([Choice(key=str(one), text=self._number(one)) for one in chosen])
        keeps = self._stays_said and before in {str(one) for one in chosen}
        self.stays.choose(before if keeps else str(self._oldest(chosen)))
        self.stays.setHidden(len(chosen) < 2)
        self._look_ahead()

    def _stays_chosen(self) -> None:
        self._stays_said = True
        self._look_ahead()

    def _oldest(self, chosen: Sequence[int]) -> int:
        known = [self._lines[one] for one in chosen if one in self._lines]
        return min(known, key=lambda line: (line.opened_at, line.id)).id if len(known) == len(chosen) else chosen[0]

    def _number(self, case_id: int) -> str:
        line = self._lines.get(case_id)
        return _called(line) if line else f"#{case_id}"

    def _look_ahead(self) -> None:
        chosen = self.chosen()
        if len(chosen) < 2:
            self.told.clear()
            return
        workspace, into = self.desk.workspace, int(self.stays.key() or chosen[0])
        rest = [one for one in chosen if one != into] or chosen[1:]
        self.desk.ask(
            lambda: preview_merge(workspace, into_id=into, case_ids=rest),
            then=self._show,
            failed=self._refused,
            key=("merge", id(self)),
        )

    def _show(self, preview: MergePreview) -> None:
        self.other.show_error("")
        self.told.show_preview(preview)

    def _refused(self, error: Exception) -> None:
        self.told.clear()
        field = self.stays if self.other.isHidden() else self.other
        field.show_error(words(error).sentence)


class MergeTold(QFrame):
    """What a merge would make, in a few lines."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.setProperty("kind", "sunken")
        themes = desk.themes
        self.head = Text(themes, font="bodyStrong", wrap=True)
        self.holds = Text(themes, wrap=True)
        self.times = Text(themes, font="small", colour="text.secondary", wrap=True)
        self.recovery = Text(themes, font="small", colour="text.secondary", wrap=True)
        column = QVBoxLayout(self)
        Spacing(themes, column, margins=(4, 3, 4, 3), gap=1)
        for line in (self.head, self.holds, self.times, self.recovery):
            column.addWidget(line)
        self.hide()

    def clear(self) -> None:
        """Say nothing."""
        self.hide()

    def show_preview(self, preview: MergePreview) -> None:
        """Say what comes of it."""
        stays, after, formats = preview.cases[0], preview.after, self._formats
        titles = dict.fromkeys(line.title for line in preview.cases[1:])
        said = self.tr("{title} takes in {others}")
        self.head.say(said.format(title=stays.title, others=", ".join(titles)))
        parts = (
            self.tr("%Ln contacts", "", preview.contacts),
            self.tr("%Ln notes", "", preview.notes) if preview.notes else "",
            self.tr("%Ln follow-ups", "", preview.follow_ups) if preview.follow_ups else "",
            self.tr("%Ln promises, requests and the like", "", preview.others) if preview.others else "",
        )
        self.holds.say(", ".join(filter(None, parts)))
        now = self._desk.workspace.now()
        times = [
            state_words(after.state),
            self.tr("opened {when}").format(when=formats.moment(after.opened_at, now=now)),
        ]
        if after.first_response_at is not None:
            answered = formats.duration(after.first_response_at - after.opened_at)
            times.append(self.tr("first response after {time}").format(time=answered))
        if after.reopened:
            times.append(self.tr("reopened %Ln times", "", after.reopened))
        self.times.say(" · ".join(times))
        both = self.tr("More than one is in recovery: one goes on, with the steps that were done on either")
        self.recovery.say(both if preview.recoveries > 1 else "")
        self.recovery.setHidden(preview.recoveries < 2)
        self.show()


def _called(line: CaseLine) -> str:
    return f"#{line.id} {line.title} · {customer_words(line)}"
