"""Where contacts, their cases, follow-ups, notes and attachments are kept."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    text,
)

from csops.domain.cases import Cause, Confirmation, FollowUpKind, State
from csops.domain.contacts import Direction, Result
from csops.storage.columns import Choice, Id, Span, Utc, metadata

cases = Table(
    "cases",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("customer_id", ForeignKey("customers.id"), index=True),
    Column("topic_id", ForeignKey("topics.id")),
    Column("channel_id", ForeignKey("channels.id")),
    Column("title", Text, nullable=False),
    Column("state", Choice(State), nullable=False),
    Column("owner_id", ForeignKey("members.id")),
    Column("opened_at", Utc, nullable=False),
    Column("first_response_at", Utc),
    Column("first_resolved_at", Utc),
    Column("resolved_at", Utc),
    Column("last_contact_at", Utc),
    Column("reopened", Integer, nullable=False),
    Column("import_id", ForeignKey("imports.id"), index=True),
    Column("stated", Text, nullable=False),
    Column("matter", Text, nullable=False),
    Column("cause", Choice(Cause)),
    Column("department", String(200), nullable=False),
    Column("cause_note", Text, nullable=False),
    Column("confirmed", Choice(Confirmation)),
    Index(
        "ix_cases_unsettled",
        "last_contact_at",
        sqlite_where=text("state NOT IN ('resolved', 'closed')"),
    ),
    Index("ix_cases_last_contact_at", "last_contact_at"),
    sqlite_autoincrement=True,
)

state_changes = Table(
    "state_changes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("at", Utc, nullable=False),
    Column("state", Choice(State), nullable=False),
    Column("member_id", ForeignKey("members.id")),
    sqlite_autoincrement=True,
)

contacts = Table(
    "contacts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("customer_id", ForeignKey("customers.id")),
    Column("channel_id", ForeignKey("channels.id"), nullable=False),
    Column("topic_id", ForeignKey("topics.id")),
    Column("member_id", ForeignKey("members.id")),
    Column("entered_by", ForeignKey("members.id")),
    Column("direction", Choice(Direction), nullable=False),
    Column("result", Choice(Result), nullable=False),
    Column("text", Text, nullable=False),
    Column("happened_at", Utc, nullable=False),
    Column("time_known", Boolean, nullable=False),
    Column("entered_at", Utc, nullable=False),
    Column("handle_time", Span),
    Column("answered_after", Span),
    Column("number", String(200)),
    Column("import_id", ForeignKey("imports.id"), index=True),
    Column("hold_time", Span),
    Column("after_time", Span),
    Column("automatic", Boolean, nullable=False),
    CheckConstraint("handle_time >= 0", name="handle_time"),
    CheckConstraint("answered_after >= 0", name="answered_after"),
    # All that the table is counted, filtered and sorted by: the texts between need not be read for that.
    Index(
        "ix_contacts_happened_at",
        *("happened_at", "id", "case_id", "customer_id", "channel_id", "topic_id", "member_id"),
        *("direction", "result", "handle_time", "answered_after"),
    ),
    Index("ix_contacts_customer_id", "customer_id", "happened_at"),
    Index(
        "ix_contacts_number",
        "number",
        sqlite_where=text("number IS NOT NULL"),
    ),
    # Few contacts are in these two: figures ask for them without reading the others.
    Index(
        "ix_contacts_hold_time",
        *("happened_at", "channel_id", "topic_id", "member_id", "hold_time", "after_time", "handle_time"),
        sqlite_where=text("hold_time IS NOT NULL"),
    ),
    Index(
        "ix_contacts_automatic",
        *("happened_at", "channel_id", "topic_id", "member_id", "direction"),
        sqlite_where=text("automatic"),
    ),
    sqlite_autoincrement=True,
)

follow_ups = Table(
    "follow_ups",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("owner_id", ForeignKey("members.id")),
    Column("due_at", Utc, nullable=False),
    Column("time_known", Boolean, nullable=False),
    Column("what", Text, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("done_at", Utc),
    Column("done_by", ForeignKey("members.id")),
    Column("kind", Choice(FollowUpKind), nullable=False),
    Column("source_id", Id),
    Column("silent_days", Integer),
    Index(
        "ix_follow_ups_due",
        "due_at",
        sqlite_where=text("done_at IS NULL"),
    ),
    sqlite_autoincrement=True,
)

notes = Table(
    "notes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("member_id", ForeignKey("members.id")),
    Column("at", Utc, nullable=False),
    Column("text", Text, nullable=False),
    sqlite_autoincrement=True,
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("contact_id", ForeignKey("contacts.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("media_type", String(200), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("added_at", Utc, nullable=False),
    Column("member_id", ForeignKey("members.id")),
    sqlite_autoincrement=True,
)

file_contents = Table(
    "file_contents",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""Contents of attachments on a server; beside a file of one computer they lie in a folder."""
