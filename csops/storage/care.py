"""Tables of promises, escalations, handovers, concessions, recoveries, answers, purchases and merges."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Float, ForeignKey, Index, Integer, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from csops.domain.concessions import ConcessionState, Term
from csops.domain.escalations import EscalationReason
from csops.domain.handovers import Handed
from csops.domain.promises import PromiseState, RequestState
from csops.domain.recovery import Noted
from csops.domain.surveys import AnswerKind, AnswerSource
from csops.storage.columns import Choice, Id, Json, Money, Utc, metadata
from csops.storage.nested import Nested

promises = Table(
    "promises",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("what", Text, nullable=False),
    Column("due_at", Utc, nullable=False, index=True),
    Column("time_known", Boolean, nullable=False),
    Column("owner_id", ForeignKey("members.id")),
    Column("made_at", Utc, nullable=False),
    Column("made_by", ForeignKey("members.id")),
    Column("state", Choice(PromiseState), nullable=False),
    Column("settled_at", Utc),
    Column("settled_by", ForeignKey("members.id")),
    Column("told_at", Utc),
    Column("note", Text, nullable=False),
    sqlite_autoincrement=True,
)

customer_requests = Table(
    "customer_requests",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("what", Text, nullable=False),
    Column("asked_at", Utc, nullable=False),
    Column("noted_by", ForeignKey("members.id")),
    Column("state", Choice(RequestState), nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_at", Utc),
    Column("decided_by", ForeignKey("members.id")),
    sqlite_autoincrement=True,
)

escalations = Table(
    "escalations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("at", Utc, nullable=False, index=True),
    Column("from_id", ForeignKey("members.id")),
    Column("to_id", ForeignKey("members.id")),
    Column("reason", Choice(EscalationReason), nullable=False),
    Column("note", Text, nullable=False),
    sqlite_autoincrement=True,
)

case_merges = Table(
    "case_merges",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("merged_id", Id, nullable=False, index=True),
    Column("into_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("member_id", ForeignKey("members.id")),
    sqlite_autoincrement=True,
)

handovers = Table(
    "handovers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("from_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("to_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("at", Utc, nullable=False),
    Column("by_id", ForeignKey("members.id")),
    Column("absence_id", ForeignKey("absences.id")),
    Column("note", Text, nullable=False),
    Column("items", Nested(Handed), nullable=False),
    Column("back_at", Utc),
    sqlite_autoincrement=True,
)

concessions = Table(
    "concessions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("customer_id", ForeignKey("customers.id"), index=True),
    Column("kind", String(200), nullable=False),
    Column("terms", Nested(Term), nullable=False),
    Column("cost", Money, nullable=False),
    Column("value", Money),
    Column("currency", String(3), nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", Choice(ConcessionState), nullable=False),
    Column("is_exception", Boolean, nullable=False),
    Column("given_by", ForeignKey("members.id"), nullable=False),
    Column("given_at", Utc, nullable=False, index=True),
    Column("decided_by", ForeignKey("members.id")),
    Column("decided_at", Utc),
    Column("decision_note", Text, nullable=False),
    Column("answer_by", Utc),
    Column("counted_at", Utc, index=True),
    sqlite_autoincrement=True,
)

recoveries = Table(
    "recoveries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("started_at", Utc, nullable=False),
    Column("started_by", ForeignKey("members.id")),
    Column("complained_at", Utc, nullable=False),
    Column("delivered_at", Utc),
    Column("closed_at", Utc),
    Column("learnt", Text, nullable=False),
    Unique("case_id"),
    sqlite_autoincrement=True,
)

recovery_steps = Table(
    "recovery_steps",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("recovery_id", ForeignKey("recoveries.id"), nullable=False, index=True),
    Column("key", String(200), nullable=False),
    Column("number", Integer, nullable=False),
    Column("due_at", Utc),
    Column("done_at", Utc),
    Column("done_by", ForeignKey("members.id")),
    Column("skipped", Text, nullable=False),
    Column("noted", Nested(Noted), nullable=False),
    sqlite_autoincrement=True,
)

survey_answers = Table(
    "survey_answers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", Choice(AnswerKind), nullable=False),
    Column("source", Choice(AnswerSource), nullable=False),
    Column("customer_id", ForeignKey("customers.id"), index=True),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("contact_id", ForeignKey("contacts.id"), index=True),
    Column("member_id", ForeignKey("members.id")),
    Column("asked_by", ForeignKey("members.id")),
    Column("asked_at", Utc, nullable=False, index=True),
    Column("answered_at", Utc, index=True),
    Column("value", Float),
    Column("low", Float),
    Column("high", Float),
    Column("higher_is_better", Boolean, nullable=False),
    Column("off_scale", Boolean, nullable=False),
    Column("wording", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Column("tag", String(200), nullable=False),
    Column("number", String(200)),
    Column("import_id", ForeignKey("imports.id"), index=True),
    Index("ix_survey_answers_number", "number"),
    sqlite_autoincrement=True,
)

purchases = Table(
    "purchases",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("customer_id", ForeignKey("customers.id"), nullable=False),
    Column("day", Date, nullable=False),
    Column("amount", Money, nullable=False),
    Column("what", Text, nullable=False),
    Column("motive", Text, nullable=False),
    Column("number", String(200), index=True),
    Column("import_id", ForeignKey("imports.id"), index=True),
    Index("ix_purchases_customer_id_day", "customer_id", "day"),
    sqlite_autoincrement=True,
)

customer_merges = Table(
    "customer_merges",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kept_id", ForeignKey("customers.id"), nullable=False, index=True),
    Column("merged_id", Id, nullable=False, index=True),
    Column("at", Utc, nullable=False),
    Column("member_id", ForeignKey("members.id")),
    Column("merged", Json, nullable=False),
    Column("before", Json, nullable=False),
    Column("after", Json, nullable=False),
    Column("moved", Json, nullable=False),
    Column("parted_at", Utc),
    CheckConstraint("kept_id <> merged_id", name="two_customers"),
    sqlite_autoincrement=True,
)
