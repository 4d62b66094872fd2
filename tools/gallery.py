"""Shows the kit with believable content and writes pictures of it, to be held beside the design.

Run: QT_QPA_PLATFORM=offscreen python tools/gallery.py FOLDER
"""

import sys
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from csops.ui.kit.cards import Banner, Card, EmptyState, Figure, Heading, KpiTile, Section
from csops.ui.kit.choices import ChannelTiles, Option, Segmented, Slider
from csops.ui.kit.controls import Action, Button, CheckBox, Chip, IconButton, Role, SearchBox, Switch
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField, DurationField, NumberField
from csops.ui.kit.fields import LineField, TextField
from csops.ui.kit.formats import Formats
from csops.ui.kit.frame import Frame
from csops.ui.kit.labels import Line, Text
from csops.ui.kit.marks import Avatar, KeyCap, Pill, PillLook
from csops.ui.kit.page import Page, scrolling
from csops.ui.kit.palette import Palette, Question, Show
from csops.ui.kit.palette_rows import Entry, Group
from csops.ui.kit.shortcuts import Shortcuts, ShortcutSheet, Where
from csops.ui.kit.sidebar import Place
from csops.ui.kit.theme import Themes
from csops.ui.kit.waiting import Skeleton

TODAY = date(2026, 11, 17)
FORMATS = Formats(locale=QLocale("en_GB"))
CHANNELS = [
    Option(key="phone", text="Phone"),
    Option(key="email", text="E-mail"),
    Option(key="chat", text="Chat"),
    Option(key="social", text="Social"),
    Option(key="walk_in", text="Walk-in"),
]
FIGURES = [
    ("First response", "38", "min median", "+5 min", "up", "Above goal of 30 min", "warning"),
    ("First contact resolution", "71", "%", "+3 pts", "up", "Below goal of 75 %", "warning"),
    ("Resolution time", "9.4", "h average", "−3.1 h", "down", "Within goal of 12 h", "success"),
    ("Satisfaction (CSAT)", "91", "%", "+2 pts", "up", "Above goal of 90 %", "success"),
    ("Follow-ups kept", "3 of 4", "", "", "", "Too few to judge", "neutral"),
]
PLACES = [
    Place(key="today", title="Today", icon="sun", keys="Ctrl+1"),
    Place(key="contacts", title="Contacts", icon="messages-square", keys="Ctrl+2"),
    Place(key="customers", title="Customers", icon="users", keys="Ctrl+3"),
    Place(key="forecast", title="Forecast", icon="chart-line", keys="Ctrl+4"),
    Place(key="team", title="Team & hiring", icon="user-search", keys="Ctrl+5"),
    Place(key="quality", title="Quality", icon="badge-check", keys="Ctrl+6"),
    Place(key="goals", title="Goals & KPIs", icon="target", keys="Ctrl+7"),
    Place(key="reports", title="Reports", icon="file-text", keys="Ctrl+8"),
]
BELOW = [
    Place(key="import", title="Import", icon="download"),
    Place(key="settings", title="Settings", icon="settings", keys="Ctrl+,"),
]
VIEWS = [
    Place(key="v1", title="Overdue refunds", dot="danger.solid"),
    Place(key="v2", title="Waiting on supplier", dot="warning.solid"),
    Place(key="v3", title="VIP workshop", dot="accent.solid"),
]


class GalleryPage(Page):
    def __init__(self, themes: Themes) -> None:
        super().__init__(themes, title="Today", scrolls=True)
        self.set_head(subtitle="Tuesday 17 November")
        self.set_top_actions([Action("Export to Excel", icon_name="file-text", keys="Ctrl+E", parent=self)])
        theme = themes.current
        self.body.setContentsMargins(theme.space(6), theme.space(4), theme.space(6), theme.space(4))
        self.body.setSpacing(theme.space(3))
        head = QHBoxLayout()
        said = "Three follow-ups are late and four are due today. Replies are slower than your goal."
        head.addWidget(Text(themes, said, font="bodyStrong"))
        head.addStretch(1)
        weeks = [Option(key=key, text=key) for key in ("4 weeks", "12 weeks", "Year")]
        head.addWidget(Segmented(themes, weeks, name="Period", key="12 weeks"))
        self.body.addLayout(head)
        tiles = QHBoxLayout()
        tiles.setSpacing(theme.space(3))
        for name, value, unit, change, trend, verdict, family in FIGURES:
            figure = Figure(
                name=name,
                value=value,
                unit=unit,
                change=change,
                trend=trend,
                verdict=verdict,
                verdict_family=family,
            )
            tile = KpiTile(themes, figure)
            tile.set_sparkline(_blank(theme.space(8)))
            tiles.addWidget(tile, 1)
        self.body.addLayout(tiles)
        columns = QHBoxLayout()
        columns.setSpacing(theme.space(4))
        columns.addWidget(_controls(themes), 3)
        columns.addWidget(_states(themes), 2)
        self.body.addLayout(columns, 1)


def _blank(height: int) -> QWidget:
    made = QWidget()
    made.setFixedHeight(height)
    return made


def _controls(themes: Themes) -> Card:
    theme = themes.current
    card = Card(themes, padded=False)
    heading = Heading(themes, "Follow-ups", note="7")
    heading.add(Segmented(themes, [Option(key="m", text="Mine"), Option(key="t", text="Team")], name="Whose", key="t"))
    heading.add(IconButton(themes, "list-filter", name="Filter"))
    card.body.addWidget(heading)
    card.body.addWidget(Section(themes, "Late", count=3, colour="danger.text"))
    inner = QVBoxLayout()
    inner.setContentsMargins(theme.space(5), theme.space(3), theme.space(5), theme.space(5))
    inner.setSpacing(theme.space(3))
    card.body.addLayout(inner)
    inner.addLayout(
        _row(
            Button(themes, "Save", role=Role.PRIMARY, keys="Ctrl+Return", show_keys=True),
            Button(themes, "Resolve", icon_name="check", keys="E", show_keys=True),
            Button(themes, "Erase customer", role=Role.DANGER),
            Button(themes, "Save as view", role=Role.LINK),
            Button(themes, "Ghost", role=Role.GHOST, icon_name="plus"),
        )
    )
    off = Button(themes, "Approve", icon_name="check")
    off.setEnabled(False)
    off.setToolTip("Only an owner may approve")
    columns = Button(themes, "Columns", icon_name="columns-3-cog")
    columns.setCheckable(True)
    columns.setChecked(True)
    inner.addLayout(_row(off, columns, IconButton(themes, "pencil", name="Edit"), KeyCap(themes, "Ctrl+Shift+Return")))
    looks = [
        ("Open", "info", ""),
        ("Waiting", "warning", ""),
        ("New", "accent", ""),
        ("Resolved", "success", "check"),
        ("Merged", "neutral", ""),
        ("Late", "danger", "alarm-clock"),
    ]
    inner.addLayout(_row(*(Pill(themes, PillLook(text=t, family=f, icon=i)) for t, f, i in looks)))
    chosen = Chip(themes, "Last 30 days", mark="x", checkable=True)
    chosen.setChecked(True)
    inner.addLayout(_row(chosen, Chip(themes, "Channel", mark="chevron-down"), Chip(themes, "In 1 week")))
    people = ("Tomasz R", "Priya Nair", "Mara Lindqvist", "Dan Wu", "Aisha B")
    inner.addLayout(_row(*(Avatar(themes, name) for name in people)))
    inner.addWidget(Slider(themes, name="Contact volume", low=-50, high=50, value=12, today=0))
    on = Switch(themes, "Black Friday, 24 to 30 Nov")
    on.setChecked(True)
    inner.addLayout(_row(on, Switch(themes, "New chat widget from 1 Dec")))
    ticked = CheckBox(themes, "Counts as service recovery")
    ticked.setChecked(True)
    inner.addLayout(_row(ticked, CheckBox(themes, "Case number")))
    inner.addWidget(SearchBox(themes, placeholder="Find a column", keys="/"))
    inner.addStretch(1)
    return card


def _states(themes: Themes) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(themes.current.space(3))
    card = Card(themes, title="Open cases by age")
    card.body.addWidget(
        EmptyState(
            themes,
            icon="messages-square",
            title="No open cases",
            why="Cases stand here by their age, so that nothing is forgotten.",
            action="Log contact",
        )
    )
    column.addWidget(card, 1)
    waiting = Card(themes, padded=False)
    waiting.body.addWidget(Skeleton(themes, rows=3))
    column.addWidget(waiting, 1)
    return made


def log_panel(themes: Themes) -> QWidget:
    theme = themes.current
    panel = QWidget()
    outer = QVBoxLayout(panel)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    head = _row(Text(themes, "Log contact", font="title2"))
    head.setContentsMargins(theme.space(5), theme.space(2), theme.space(3), theme.space(2))
    head.addWidget(Text(themes, "Draft saved 10:21", font="small", colour="text.secondary", figures=True))
    head.addWidget(IconButton(themes, "x", name="Close", role=Role.GHOST, compact=True))
    outer.addLayout(head)
    outer.addWidget(Line(themes))
    outer.addWidget(scrolling(_form(themes)), 1)
    outer.addWidget(Line(themes))
    foot = _row(Button(themes, "Save and new", role=Role.GHOST, keys="Ctrl+Shift+Return", show_keys=True))
    foot.setContentsMargins(theme.space(2), theme.space(3), theme.space(5), theme.space(3))
    foot.addWidget(Button(themes, "Save", role=Role.PRIMARY, keys="Ctrl+Return", show_keys=True))
    outer.addLayout(foot)
    return panel


def _form(themes: Themes) -> QVBoxLayout:
    theme = themes.current
    form = QVBoxLayout()
    form.setContentsMargins(theme.space(5), theme.space(3), theme.space(5), theme.space(3))
    form.setSpacing(theme.space(3))
    channels = ChannelTiles(themes, CHANNELS, name="Channel")
    channels.choose("phone")
    form.addWidget(channels)
    customer = LineField(themes, label="Customer", icon="user")
    customer.set_text("Jonas Feld")
    customer.line.set_trailing(Pill(themes, PillLook(text="Case 1184 open", family="info")))
    form.addWidget(customer)
    topic = ChoiceField(themes, _choices("Refund", "Delivery", "Repair"), label="Topic")
    topic.choose("Refund")
    direction = ChoiceField(themes, _choices("Incoming", "Outgoing"), label="Direction", typed=False)
    direction.choose("Incoming")
    form.addLayout(_row(topic, direction, equal=True))
    happened = TextField(themes, label="What happened")
    happened.setObjectName("happened")
    happened.set_text("Refund still missing. I booked it while he was on the line, bank shows it on Thursday.")
    form.addWidget(happened)
    results = [Option(key=key, text=key) for key in ("Resolved", "Follow up", "Passed on")]
    form.addWidget(Segmented(themes, results, name="Result", key="Follow up"))
    day = DayField(themes, label="Call back on", today=lambda: TODAY, formats=FORMATS)
    day.set_text("thu")
    day.edited.emit()
    owner = ChoiceField(themes, _choices("Priya Nair", "Dan Wu"), label="Owner")
    owner.choose("Priya Nair")
    form.addLayout(_row(day, owner, equal=True))
    value = NumberField(themes, label="Value", formats=FORMATS, unit="€", decimals=2, high=50)
    value.set_number(Decimal(80))
    value.problem()
    handle = DurationField(themes, label="Handle time", formats=FORMATS)
    handle.set_duration(timedelta(minutes=4))
    form.addLayout(_row(value, handle, equal=True))
    form.addStretch(1)
    return form


def _choices(*texts: str) -> list[Choice]:
    return [Choice(key=text, text=text) for text in texts]


def _row(*widgets: QWidget, equal: bool = False) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8 if not equal else 12)
    for widget in widgets:
        row.addWidget(widget, 1 if equal else 0)
    if not equal:
        row.addStretch(1)
    return row


def provide(_question: Question, show: Show) -> None:
    customers = (
        Entry(key="c1", text="Jonas Feld", hint="6 contacts, case 1184 open", person="Jonas Feld"),
        Entry(key="c2", text="Jonas Bergström", hint="1 contact, last in April", person="Jonas Bergström"),
    )
    deeds = (
        Entry(key="d1", text="Log a call with Jonas Feld", channel="phone", keys="Ctrl+N"),
        Entry(key="d2", text="Add a follow-up for Jonas Feld", icon="alarm-clock", keys="F"),
        Entry(key="d3", text="Export everything about Jonas Feld", icon="file-text"),
    )
    texts = (
        Entry(key="t1", text="“...told Jonas the bank shows it Thursday”", hint="17 Nov, Priya", channel="email"),
        Entry(key="t2", text="“Jonas called, chain guard arrived cracked”", hint="8 Nov, Tomasz", channel="phone"),
    )
    groups: Sequence[Group] = (
        Group(title="Customers", entries=customers),
        Group(title="Do", entries=deeds),
        Group(title="Contacts", entries=texts),
    )
    show(groups)


def build(themes: Themes) -> Frame:
    frame = Frame(themes, shortcuts=Shortcuts())
    frame.sidebar.shop.show_name("Hollow Oak Cycles", "This computer · 5 people", icon="bike")
    frame.sidebar.member.show_name("Mara Lindqvist", "Owner")
    frame.sidebar.set_places(PLACES, below=BELOW)
    frame.sidebar.set_views(VIEWS)
    frame.sidebar.set_counts({"today": 7, "contacts": 23, "quality": 4})
    frame.foot.set_state("Last backup today 09:00 to Backups · 12,486 contacts")
    frame.show_page(GalleryPage(themes), place="today")
    return frame


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    themes = Themes(app)
    for name in ("light", "dark"):
        themes.choose(name)
        frame = build(themes)
        frame.resize(1440, 900)
        frame.show()
        frame.toasts.say_undoable("Marked done: Hanna Eriksen, parts question", lambda: None)
        _shoot(app, frame, folder / f"{name}-1440.png")
        frame.toasts.dismiss()
        panel = log_panel(themes)
        frame.deck.show_panel(panel)
        happened = panel.findChild(TextField, "happened")
        assert happened is not None
        happened.box.setFocus()
        page = frame.page()
        assert page is not None
        banner = Banner(themes, "Two people changed this case. Look at both and save again", family="warning")
        banner.add_button("Show both", lambda: None)
        page.show_banner(banner)
        frame.foot.show_job("Importing contacts, 2,140 of 3,214", share=0.66)
        _shoot(app, frame, folder / f"{name}-panel.png")
        frame.resize(1100, 700)
        _shoot(app, frame, folder / f"{name}-1100.png")
        frame.resize(1440, 900)
        palette = Palette(themes, frame, provider=provide)
        palette.line.setText("jonas")
        palette.open("jonas")
        _shoot(app, frame, folder / f"{name}-palette.png")
        palette.close_layer()
        sheet = ShortcutSheet(themes, frame, shortcuts=Shortcuts(), places=list(Where)[:4])
        sheet.open()
        _shoot(app, frame, folder / f"{name}-sheet.png")
        frame.close()
        frame.deleteLater()


def _shoot(app: QApplication, frame: Frame, file: Path) -> None:
    for _turn in range(12):
        app.processEvents()
    frame.grab().save(str(file))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
