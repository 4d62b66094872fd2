"""Tables of the skill catalogue, of role profiles and their versions, and of what members can do."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Integer, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from csops.domain.role_profiles import ProfileKind, ProfileSkill
from csops.domain.skill_levels import AimKind, Attendance, LevelSource, TrainingKind, TrainingState
from csops.domain.skills import SkillKind
from csops.storage.columns import Choice, Id, Texts, Utc, metadata
from csops.storage.nested import Nested

skills = Table(
    "skills",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("key", String(200), nullable=False),
    Column("name", String(200), nullable=False),
    Column("kind", Choice(SkillKind), nullable=False),
    Column("description", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("alternative", Text, nullable=False),
    Column("anchors", Texts, nullable=False),
    Column("channel", String(200), nullable=False),
    Column("channel_level", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Unique("key"),
    sqlite_autoincrement=True,
)

profiles = Table(
    "profiles",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("key", String(200), nullable=False),
    Column("name", String(200), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("kind", Choice(ProfileKind), nullable=False),
    Column("current", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Unique("key"),
    sqlite_autoincrement=True,
)

profile_versions = Table(
    "profile_versions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("profile_id", ForeignKey("profiles.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("made_at", Utc, nullable=False),
    Column("made_by", ForeignKey("members.id")),
    Column("note", Text, nullable=False),
    Column("interviews", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("skills", Nested(ProfileSkill), nullable=False),
    Unique("profile_id", "number"),
    sqlite_autoincrement=True,
)

skill_levels = Table(
    "skill_levels",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("skill_id", ForeignKey("skills.id"), nullable=False, index=True),
    Column("level", Integer, nullable=False),
    Column("source", Choice(LevelSource), nullable=False),
    Column("on_day", Date, nullable=False),
    Column("said_by", ForeignKey("members.id")),
    Column("evidence", Text, nullable=False),
    CheckConstraint("level BETWEEN 1 AND 5", name="level"),
    sqlite_autoincrement=True,
)

role_aims = Table(
    "role_aims",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("profile_id", ForeignKey("profiles.id"), nullable=False),
    Column("kind", Choice(AimKind), nullable=False),
    Column("since", Date, nullable=False),
    Column("by_day", Date),
    sqlite_autoincrement=True,
)

trainings = Table(
    "trainings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("kind", Choice(TrainingKind), nullable=False),
    Column("skill_id", ForeignKey("skills.id"), nullable=False),
    Column("on_day", Date, nullable=False),
    Column("owner_id", ForeignKey("members.id"), nullable=False),
    Column("state", Choice(TrainingState), nullable=False),
    Column("note", Text, nullable=False),
    Column("people", Nested(Attendance), nullable=False),
    sqlite_autoincrement=True,
)
