"""Where rosters are kept, with what they are made from: templates, terms, absences, wishes, plans and their shifts."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Float, ForeignKey, Integer, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from csops.domain.plans import PlanState
from csops.domain.work_terms import Away, Part, Wanted
from csops.storage.columns import Choice, Id, Json, Texts, Utc, metadata
from csops.storage.spans import Spans, Weekly

shift_templates = Table(
    "shift_templates",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("start_minute", Integer, nullable=False),
    Column("end_minute", Integer, nullable=False),
    Column("breaks", Spans, nullable=False),
    Column("paid_breaks", Boolean, nullable=False),
    Column("weekdays", Texts, nullable=False),
    Column("position", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    CheckConstraint("end_minute > start_minute", name="end_minute"),
    sqlite_autoincrement=True,
)

terms = Table(
    "terms",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("member_id", ForeignKey("members.id"), nullable=False),
    Column("on_roster", Boolean, nullable=False),
    Column("hours_per_week", Float, nullable=False),
    Column("days_per_week", Float, nullable=False),
    Column("most_hours_per_week", Float),
    Column("available", Weekly),
    Column("channels", Texts, nullable=False),
    Unique("member_id"),
    sqlite_autoincrement=True,
)

absences = Table(
    "absences",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("part", Choice(Part), nullable=False),
    Column("reason", Choice(Away), nullable=False),
    Column("note", Text, nullable=False),
    Column("substitute_id", ForeignKey("members.id")),
    CheckConstraint("last_day >= first_day", name="last_day"),
    sqlite_autoincrement=True,
)

wishes = Table(
    "wishes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("wants", Choice(Wanted), nullable=False),
    Column("day", Date),
    Column("weekday", Integer),
    Column("template_id", ForeignKey("shift_templates.id")),
    sqlite_autoincrement=True,
)

plans = Table(
    "plans",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("first_day", Date, nullable=False, index=True),
    Column("weeks", Integer, nullable=False),
    Column("state", Choice(PlanState), nullable=False),
    Column("name", String(200), nullable=False),
    Column("made_at", Utc, nullable=False),
    Column("published_at", Utc),
    Column("need", Json, nullable=False),
    Column("scenario", Json, nullable=False),
    Column("figures", Json, nullable=False),
    CheckConstraint("weeks > 0", name="weeks"),
    sqlite_autoincrement=True,
)

shifts = Table(
    "shifts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("plan_id", ForeignKey("plans.id"), nullable=False),
    Column("member_id", ForeignKey("members.id"), nullable=False),
    Column("day", Date, nullable=False),
    Column("template_id", ForeignKey("shift_templates.id")),
    Column("name", String(200), nullable=False),
    Column("start_minute", Integer, nullable=False),
    Column("end_minute", Integer, nullable=False),
    Column("breaks", Spans, nullable=False),
    Column("paid_breaks", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("fixed", Boolean, nullable=False),
    Unique("plan_id", "member_id", "day"),
    CheckConstraint("end_minute > start_minute", name="end_minute"),
    sqlite_autoincrement=True,
)
