"""Promises, handovers, concessions, recoveries, answers, purchases and merges; more of cases and customers."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_UTC = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


# What stands in rows that are there already; later rows always say.
_NEW_COLUMNS = {
    "cases": (
        ("stated", "TEXT DEFAULT '' NOT NULL"),
        ("matter", "TEXT DEFAULT '' NOT NULL"),
        ("cause", "VARCHAR(32)"),
        ("department", "VARCHAR(200) DEFAULT '' NOT NULL"),
        ("cause_note", "TEXT DEFAULT '' NOT NULL"),
        ("confirmed", "VARCHAR(32)"),
    ),
    "contacts": (
        ("hold_time", "BIGINT"),
        ("after_time", "BIGINT"),
        ("automatic", "BOOLEAN DEFAULT false NOT NULL"),
    ),
    "follow_ups": (
        ("kind", "VARCHAR(32) DEFAULT 'own' NOT NULL"),
        ("source_id", "ID"),
        ("silent_days", "INTEGER"),
    ),
    "customers": (
        ("is_firm", "BOOLEAN DEFAULT false NOT NULL"),
        ("firm_id", "ID CONSTRAINT fk_customers_firm_id REFERENCES customers (id)"),
        ("segment", "VARCHAR(200) DEFAULT '' NOT NULL"),
        ("birthday", "VARCHAR(10) DEFAULT '' NOT NULL"),
        ("preferred_channel_id", "ID CONSTRAINT fk_customers_preferred_channel_id REFERENCES channels (id)"),
        ("motive", "TEXT DEFAULT '' NOT NULL"),
        ("referred_by_id", "ID CONSTRAINT fk_customers_referred_by_id REFERENCES customers (id)"),
        ("consent", "VARCHAR(32) DEFAULT 'not_asked' NOT NULL"),
        ("consent_at", "MOMENT"),
        ("consent_note", "TEXT DEFAULT '' NOT NULL"),
        ("lost_at", "MOMENT"),
        ("anonymised_at", "MOMENT"),
        ("fields", "TEXT DEFAULT '[]' NOT NULL"),
    ),
    "absences": (("substitute_id", "ID CONSTRAINT fk_absences_substitute_id REFERENCES members (id)"),),
}

_OF_SERVER = {"MOMENT": "TIMESTAMP WITH TIME ZONE", "ID": "BIGINT"}
_OF_FILE = {"MOMENT": "BIGINT", "ID": "INTEGER"}


def upgrade() -> None:
    """Apply this step."""
    _widen()
    _make_promises()
    _make_handing_on()
    _make_making_good()
    _make_steps()
    _make_answers()
    _make_buying()
    _make_times()
    _make_days()


def _widen() -> None:
    # Both databases add columns in place: the tables are not written anew, however long they are.
    is_server = op.get_bind().dialect.name == "postgresql"
    for table, columns in _NEW_COLUMNS.items():
        for name, kind in columns:
            own = _OF_SERVER if is_server else _OF_FILE
            op.execute(
                f"ALTER TABLE {table} ADD COLUMN {name} {' '.join(own.get(word, word) for word in kind.split())}"
            )
    held = ["happened_at", "channel_id", "topic_id", "member_id", "hold_time", "after_time", "handle_time"]
    _create_partial_index("ix_contacts_hold_time", "contacts", held, where="hold_time IS NOT NULL")
    came = ["happened_at", "channel_id", "topic_id", "member_id", "direction"]
    _create_partial_index("ix_contacts_automatic", "contacts", came, where="automatic")
    op.create_index("ix_customers_firm_id", "customers", ["firm_id"])
    op.create_index("ix_customers_referred_by_id", "customers", ["referred_by_id"])


def _create_partial_index(name: str, table: str, columns: list[str], *, where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _make_promises() -> None:
    op.create_table(
        "promises",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", _ID, sa.ForeignKey("cases.id", name="fk_promises_case_id"), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("due_at", _UTC, nullable=False),
        sa.Column("time_known", sa.Boolean(), nullable=False),
        sa.Column("owner_id", _ID, sa.ForeignKey("members.id", name="fk_promises_owner_id")),
        sa.Column("made_at", _UTC, nullable=False),
        sa.Column("made_by", _ID, sa.ForeignKey("members.id", name="fk_promises_made_by")),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("settled_at", _UTC),
        sa.Column("settled_by", _ID, sa.ForeignKey("members.id", name="fk_promises_settled_by")),
        sa.Column("told_at", _UTC),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_promises"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_promises_case_id", "promises", ["case_id"])
    op.create_index("ix_promises_due_at", "promises", ["due_at"])
    op.create_table(
        "customer_requests",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", _ID, sa.ForeignKey("cases.id", name="fk_customer_requests_case_id"), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("asked_at", _UTC, nullable=False),
        sa.Column("noted_by", _ID, sa.ForeignKey("members.id", name="fk_customer_requests_noted_by")),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", _UTC),
        sa.Column("decided_by", _ID, sa.ForeignKey("members.id", name="fk_customer_requests_decided_by")),
        sa.PrimaryKeyConstraint("id", name="pk_customer_requests"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_customer_requests_case_id", "customer_requests", ["case_id"])
    op.create_table(
        "escalations",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", _ID, sa.ForeignKey("cases.id", name="fk_escalations_case_id"), nullable=False),
        sa.Column("at", _UTC, nullable=False),
        sa.Column("from_id", _ID, sa.ForeignKey("members.id", name="fk_escalations_from_id")),
        sa.Column("to_id", _ID, sa.ForeignKey("members.id", name="fk_escalations_to_id")),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_escalations"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_escalations_at", "escalations", ["at"])
    op.create_index("ix_escalations_case_id", "escalations", ["case_id"])


def _make_handing_on() -> None:
    op.create_table(
        "case_merges",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("merged_id", _ID, nullable=False),
        sa.Column("into_id", _ID, sa.ForeignKey("cases.id", name="fk_case_merges_into_id"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("at", _UTC, nullable=False),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_case_merges_member_id")),
        sa.PrimaryKeyConstraint("id", name="pk_case_merges"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_case_merges_into_id", "case_merges", ["into_id"])
    op.create_index("ix_case_merges_merged_id", "case_merges", ["merged_id"])
    op.create_table(
        "handovers",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("from_id", _ID, sa.ForeignKey("members.id", name="fk_handovers_from_id"), nullable=False),
        sa.Column("to_id", _ID, sa.ForeignKey("members.id", name="fk_handovers_to_id"), nullable=False),
        sa.Column("at", _UTC, nullable=False),
        sa.Column("by_id", _ID, sa.ForeignKey("members.id", name="fk_handovers_by_id")),
        sa.Column("absence_id", _ID, sa.ForeignKey("absences.id", name="fk_handovers_absence_id")),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("back_at", _UTC),
        sa.PrimaryKeyConstraint("id", name="pk_handovers"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_handovers_from_id", "handovers", ["from_id"])
    op.create_index("ix_handovers_to_id", "handovers", ["to_id"])


def _make_making_good() -> None:
    op.create_table(
        "concessions",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", _ID, sa.ForeignKey("cases.id", name="fk_concessions_case_id"), nullable=False),
        sa.Column("customer_id", _ID, sa.ForeignKey("customers.id", name="fk_concessions_customer_id")),
        sa.Column("kind", sa.String(200), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("cost", sa.String(40), nullable=False),
        sa.Column("value", sa.String(40)),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("is_exception", sa.Boolean(), nullable=False),
        sa.Column("given_by", _ID, sa.ForeignKey("members.id", name="fk_concessions_given_by"), nullable=False),
        sa.Column("given_at", _UTC, nullable=False),
        sa.Column("decided_by", _ID, sa.ForeignKey("members.id", name="fk_concessions_decided_by")),
        sa.Column("decided_at", _UTC),
        sa.Column("decision_note", sa.Text(), nullable=False),
        sa.Column("answer_by", _UTC),
        sa.Column("counted_at", _UTC),
        sa.PrimaryKeyConstraint("id", name="pk_concessions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_concessions_case_id", "concessions", ["case_id"])
    op.create_index("ix_concessions_counted_at", "concessions", ["counted_at"])
    op.create_index("ix_concessions_customer_id", "concessions", ["customer_id"])
    op.create_index("ix_concessions_given_at", "concessions", ["given_at"])
    op.create_table(
        "recoveries",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", _ID, sa.ForeignKey("cases.id", name="fk_recoveries_case_id"), nullable=False),
        sa.Column("started_at", _UTC, nullable=False),
        sa.Column("started_by", _ID, sa.ForeignKey("members.id", name="fk_recoveries_started_by")),
        sa.Column("complained_at", _UTC, nullable=False),
        sa.Column("delivered_at", _UTC),
        sa.Column("closed_at", _UTC),
        sa.Column("learnt", sa.Text(), nullable=False),
        sa.UniqueConstraint("case_id", name="uq_recoveries_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recoveries"),
        sqlite_autoincrement=True,
    )


def _make_steps() -> None:
    op.create_table(
        "recovery_steps",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "recovery_id", _ID, sa.ForeignKey("recoveries.id", name="fk_recovery_steps_recovery_id"), nullable=False
        ),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("due_at", _UTC),
        sa.Column("done_at", _UTC),
        sa.Column("done_by", _ID, sa.ForeignKey("members.id", name="fk_recovery_steps_done_by")),
        sa.Column("skipped", sa.Text(), nullable=False),
        sa.Column("noted", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_steps"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_recovery_steps_recovery_id", "recovery_steps", ["recovery_id"])


def _make_answers() -> None:
    op.create_table(
        "survey_answers",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("customer_id", _ID, sa.ForeignKey("customers.id", name="fk_survey_answers_customer_id")),
        sa.Column("case_id", _ID, sa.ForeignKey("cases.id", name="fk_survey_answers_case_id")),
        sa.Column("contact_id", _ID, sa.ForeignKey("contacts.id", name="fk_survey_answers_contact_id")),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_survey_answers_member_id")),
        sa.Column("asked_by", _ID, sa.ForeignKey("members.id", name="fk_survey_answers_asked_by")),
        sa.Column("asked_at", _UTC, nullable=False),
        sa.Column("answered_at", _UTC),
        sa.Column("value", sa.Float()),
        sa.Column("low", sa.Float()),
        sa.Column("high", sa.Float()),
        sa.Column("higher_is_better", sa.Boolean(), nullable=False),
        sa.Column("off_scale", sa.Boolean(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("tag", sa.String(200), nullable=False),
        sa.Column("number", sa.String(200)),
        sa.Column("import_id", _ID, sa.ForeignKey("imports.id", name="fk_survey_answers_import_id")),
        sa.PrimaryKeyConstraint("id", name="pk_survey_answers"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_survey_answers_answered_at", "survey_answers", ["answered_at"])
    op.create_index("ix_survey_answers_asked_at", "survey_answers", ["asked_at"])
    op.create_index("ix_survey_answers_case_id", "survey_answers", ["case_id"])
    op.create_index("ix_survey_answers_contact_id", "survey_answers", ["contact_id"])
    op.create_index("ix_survey_answers_customer_id", "survey_answers", ["customer_id"])
    op.create_index("ix_survey_answers_import_id", "survey_answers", ["import_id"])
    op.create_index("ix_survey_answers_number", "survey_answers", ["number"])


def _make_buying() -> None:
    op.create_table(
        "purchases",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("customer_id", _ID, sa.ForeignKey("customers.id", name="fk_purchases_customer_id"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.String(40), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("motive", sa.Text(), nullable=False),
        sa.Column("number", sa.String(200)),
        sa.Column("import_id", _ID, sa.ForeignKey("imports.id", name="fk_purchases_import_id")),
        sa.PrimaryKeyConstraint("id", name="pk_purchases"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_purchases_customer_id_day", "purchases", ["customer_id", "day"])
    op.create_index("ix_purchases_import_id", "purchases", ["import_id"])
    op.create_index("ix_purchases_number", "purchases", ["number"])
    op.create_table(
        "customer_merges",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kept_id", _ID, sa.ForeignKey("customers.id", name="fk_customer_merges_kept_id"), nullable=False),
        sa.Column("merged_id", _ID, nullable=False),
        sa.Column("at", _UTC, nullable=False),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_customer_merges_member_id")),
        sa.Column("merged", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("moved", sa.Text(), nullable=False),
        sa.Column("parted_at", _UTC),
        sa.CheckConstraint("kept_id <> merged_id", name="ck_customer_merges_two_customers"),
        sa.PrimaryKeyConstraint("id", name="pk_customer_merges"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_customer_merges_kept_id", "customer_merges", ["kept_id"])
    op.create_index("ix_customer_merges_merged_id", "customer_merges", ["merged_id"])


def _make_times() -> None:
    op.create_table(
        "case_times",
        sa.Column("case_id", _ID, autoincrement=False),
        *(sa.Column(name, _ID) for name in ("channel_id", "topic_id", "owner_id", "customer_id")),
        sa.Column("opened_at", _UTC, nullable=False),
        sa.Column("waits_since", _UTC),
        sa.Column("waits_on", _ID),
        sa.Column("replied_at", _UTC),
        sa.Column("replied_by", _ID),
        sa.Column("response_business", sa.BigInteger()),
        sa.Column("response_elapsed", sa.BigInteger()),
        sa.Column("first_resolved_at", _UTC),
        sa.Column("first_business", sa.BigInteger()),
        sa.Column("first_elapsed", sa.BigInteger()),
        sa.Column("resolved_at", _UTC),
        sa.Column("full_business", sa.BigInteger()),
        sa.Column("full_elapsed", sa.BigInteger()),
        sa.Column("wait_business", sa.BigInteger()),
        sa.Column("wait_elapsed", sa.BigInteger()),
        sa.Column("ended_at", _UTC),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("came", "passed", "reopened")),
        sa.Column("next_after", sa.BigInteger()),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_times"),
    )
    op.create_index("ix_case_times_opened_at", "case_times", ["opened_at"])
    op.create_index("ix_case_times_resolved_at", "case_times", ["resolved_at"])
    op.create_table(
        "turns",
        sa.Column("case_id", _ID, autoincrement=False),
        sa.Column("number", sa.Integer(), autoincrement=False),
        *(sa.Column(name, _ID) for name in ("channel_id", "topic_id", "member_id")),
        sa.Column("since_at", _UTC, nullable=False),
        sa.Column("ended_at", _UTC),
        sa.Column("replied", sa.Boolean(), nullable=False),
        sa.Column("business", sa.BigInteger()),
        sa.Column("elapsed", sa.BigInteger()),
        sa.PrimaryKeyConstraint("case_id", "number", name="pk_turns"),
    )
    op.create_index("ix_turns_since_at", "turns", ["since_at"])
    _create_partial_index("ix_turns_pending", "turns", ["since_at"], where="ended_at IS NULL")


def _make_days() -> None:
    op.create_table(
        "reopenings",
        sa.Column("case_id", _ID, autoincrement=False),
        sa.Column("number", sa.Integer(), autoincrement=False),
        sa.Column("resolved_at", _UTC),
        sa.Column("ended_at", _UTC, nullable=False),
        sa.Column("at", _UTC, nullable=False),
        *(sa.Column(name, _ID) for name in ("channel_id", "topic_id", "owner_id")),
        sa.PrimaryKeyConstraint("case_id", "number", name="pk_reopenings"),
    )
    op.create_table(
        "backlog_days",
        sa.Column("day", sa.Date()),
        sa.Column("band", sa.Integer(), autoincrement=False),
        *(sa.Column(name, _ID, autoincrement=False) for name in ("channel_id", "topic_id", "owner_id")),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "band", "channel_id", "topic_id", "owner_id", name="pk_backlog_days"),
    )
    op.create_table(
        "derived_marks",
        sa.Column("name", sa.String(60)),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", _UTC, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_derived_marks"),
    )
