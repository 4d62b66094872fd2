"""Where what is forecast and planned is kept: counts of files, scenarios, frozen forecasts, marks on days."""

from sqlalchemy import CheckConstraint, Column, Date, Float, ForeignKey, Integer, String, Table

from csops.domain.day_marks import MarkKind
from csops.storage.columns import Choice, Id, Json, Utc, metadata

scenarios = Table(
    "scenarios",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("changes", Json, nullable=False),
    Column("position", Integer, nullable=False),
    sqlite_autoincrement=True,
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("made_at", Utc, nullable=False),
    Column("member_id", ForeignKey("members.id")),
    Column("channel_id", ForeignKey("channels.id"), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("method", String(64), nullable=False),
    Column("weeks", Json, nullable=False),
    Column("why", String(64), nullable=False),
    sqlite_autoincrement=True,
)
"""`first_day`: the first that was forecast; `weeks`: a list of what was said of each."""

day_marks = Table(
    "day_marks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("channel_id", ForeignKey("channels.id")),
    Column("kind", Choice(MarkKind), nullable=False),
    Column("name", String(200), nullable=False),
    Column("effect", Float),
    CheckConstraint("last_day >= first_day", name="last_day"),
    sqlite_autoincrement=True,
)

file_volumes = Table(
    "file_volumes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("import_id", ForeignKey("imports.id"), nullable=False, index=True),
    Column("channel_id", ForeignKey("channels.id"), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("counts", Json, nullable=False),
    sqlite_autoincrement=True,
)
"""`counts`: all intervals that one import tells of one channel, see `csops.domain.file_volume`."""
