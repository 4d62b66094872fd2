"""Tables of openings, candidates, and what interviewers say of them."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Float, ForeignKey, Integer, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from csops.domain.candidates import TieKind
from csops.domain.openings import OpeningState, Outcome, Stage
from csops.domain.role_profiles import Evidence
from csops.domain.scorecards import CardState, Rating
from csops.storage.columns import Choice, Id, Json, Texts, Utc, metadata
from csops.storage.nested import Nested

openings = Table(
    "openings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("profile_version_id", ForeignKey("profile_versions.id"), nullable=False),
    Column("values_version_id", ForeignKey("profile_versions.id")),
    Column("title", String(200), nullable=False),
    Column("positions", Integer, nullable=False),
    Column("lead_id", ForeignKey("members.id"), nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("needed_by", Date),
    Column("state", Choice(OpeningState), nullable=False),
    Column("closed_on", Date),
    Column("names_hidden", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    CheckConstraint("positions > 0", name="positions"),
    sqlite_autoincrement=True,
)

seats = Table(
    "seats",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("opening_id", ForeignKey("openings.id"), nullable=False, index=True),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("round", Integer, nullable=False),
    Column("evidence", Choice(Evidence), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("skills", Texts, nullable=False),
    Column("questions", Json, nullable=False),
    Column("active", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

candidates = Table(
    "candidates",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("email", String(200), nullable=False),
    Column("phone", String(200), nullable=False),
    Column("source", String(200), nullable=False),
    Column("came_on", Date, nullable=False),
    Column("consent_at", Utc),
    Column("consent_note", Text, nullable=False),
    Column("keep_until", Date),
    Column("hold", Boolean, nullable=False),
    Column("hold_reason", Text, nullable=False),
    sqlite_autoincrement=True,
)

ties = Table(
    "ties",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("candidate_id", ForeignKey("candidates.id"), nullable=False),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("kind", Choice(TieKind), nullable=False),
    Unique("candidate_id", "member_id"),
    sqlite_autoincrement=True,
)

candidate_papers = Table(
    "candidate_papers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("candidate_id", ForeignKey("candidates.id"), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("media_type", String(200), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("added_at", Utc, nullable=False),
    Column("member_id", ForeignKey("members.id")),
    sqlite_autoincrement=True,
)

applications = Table(
    "applications",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("candidate_id", ForeignKey("candidates.id"), nullable=False),
    Column("opening_id", ForeignKey("openings.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("applied_on", Date, nullable=False),
    Column("stage", Choice(Stage), nullable=False),
    Column("outcome", Choice(Outcome), nullable=False),
    Unique("candidate_id", "opening_id"),
    sqlite_autoincrement=True,
)

candidate_notes = Table(
    "candidate_notes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("application_id", ForeignKey("applications.id"), nullable=False, index=True),
    Column("member_id", ForeignKey("members.id")),
    Column("at", Utc, nullable=False),
    Column("text", Text, nullable=False),
    sqlite_autoincrement=True,
)

moves = Table(
    "moves",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("application_id", ForeignKey("applications.id"), nullable=False, index=True),
    Column("at", Utc, nullable=False),
    Column("member_id", ForeignKey("members.id")),
    Column("from_stage", Choice(Stage), nullable=False),
    Column("from_outcome", Choice(Outcome), nullable=False),
    Column("to_stage", Choice(Stage), nullable=False),
    Column("to_outcome", Choice(Outcome), nullable=False),
    Column("reason", Text, nullable=False),
    Column("recommendation", String(32), nullable=False),
    Column("fit", Float),
    Column("coverage", Float),
    Column("against", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

scorecards = Table(
    "scorecards",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("application_id", ForeignKey("applications.id"), nullable=False, index=True),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("seat_id", ForeignKey("seats.id"), index=True),
    Column("round", Integer, nullable=False),
    Column("evidence", Choice(Evidence), nullable=False),
    Column("skills", Texts, nullable=False),
    Column("state", Choice(CardState), nullable=False),
    Column("submitted_at", Utc),
    Column("changed_at", Utc),
    Column("ratings", Nested(Rating), nullable=False),
    Column("first", Nested(Rating), nullable=False),
    Column("note", Text, nullable=False),
    Column("saw_others", Boolean, nullable=False),
    Unique("application_id", "seat_id"),
    sqlite_autoincrement=True,
)

group_answers = Table(
    "group_answers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("candidate_id", ForeignKey("candidates.id"), nullable=False),
    Column("question", String(200), nullable=False),
    Column("answer", String(200), nullable=False),
    Unique("candidate_id", "question"),
    sqlite_autoincrement=True,
)

past_candidates = Table(
    "past_candidates",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("opening_id", ForeignKey("openings.id"), nullable=False, index=True),
    Column("applied_in", Integer, nullable=False),
    Column("stage", Choice(Stage), nullable=False),
    Column("outcome", Choice(Outcome), nullable=False),
    Column("groups", Json, nullable=False),
    sqlite_autoincrement=True,
)
