"""Where the team's decisions are kept: settings, channels, topics, views, imports, drafts."""

from sqlalchemy import Boolean, CheckConstraint, Column, Float, ForeignKey, Integer, String, Table, Text

from csops.domain.channels import ChannelKind
from csops.storage.columns import Choice, Id, Json, Span, Utc, metadata

channels = Table(
    "channels",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("key", String(64), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("kind", Choice(ChannelKind), nullable=False),
    Column("target_share", Float, nullable=False),
    Column("target", Span, nullable=False),
    Column("concurrency", Integer),
    Column("public", Boolean, nullable=False),
    Column("icon", String(64), nullable=False),
    Column("position", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("hint", Text, nullable=False),
    CheckConstraint("target_share > 0 AND target_share < 1", name="target_share"),
    sqlite_autoincrement=True,
)

topics = Table(
    "topics",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("key", String(64), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("cannot_be_solved_at_first_contact", Boolean, nullable=False),
    Column("recovery", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

settings = Table(
    "settings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("key", String(64), nullable=False, unique=True),
    Column("value", Json, nullable=False),
    sqlite_autoincrement=True,
)

views = Table(
    "views",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("place", String(64), nullable=False),
    Column("question", Json, nullable=False),
    Column("colour", String(64), nullable=False),
    Column("position", Integer, nullable=False),
    Column("pinned", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

imports = Table(
    "imports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("at", Utc, nullable=False),
    Column("member_id", ForeignKey("members.id")),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("signature", String(64), nullable=False, index=True),
    Column("mapping", Json, nullable=False),
    Column("read", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("updated", Integer, nullable=False),
    Column("skipped", Integer, nullable=False),
    Column("left_out", Integer, nullable=False),
    sqlite_autoincrement=True,
)

drafts = Table(
    "drafts",
    metadata,
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("form", String(64), primary_key=True),
    Column("value", Json, nullable=False),
    Column("at", Utc, nullable=False),
)
"""What is being typed: outside the journal, gone when it is saved."""
