"""The spine: members, channels, topics, customers, cases, contacts, follow-ups, imports, journal, search."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_UTC = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    """Apply this step."""
    _team()
    _choices()
    _imports()
    _customers()
    _cases()
    _promises()
    _contacts()
    _journal()
    if op.get_bind().dialect.name == "postgresql":
        _postgres_search()
        _postgres_triggers()
    else:
        _sqlite_search()
        _sqlite_triggers()


def _team() -> None:
    """Members, and what they decided."""
    op.create_table(
        "members",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("initials", sa.String(8), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("cost_per_hour", sa.String(40)),
        sa.PrimaryKeyConstraint("id", name="pk_members"),
        sa.CheckConstraint("length(name) > 0", name="ck_members_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "settings",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_settings"),
        sa.UniqueConstraint("key", name="uq_settings_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "views",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("colour", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_views"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "drafts",
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_drafts_member_id")),
        sa.Column("form", sa.String(64)),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", _UTC, nullable=False),
        sa.PrimaryKeyConstraint("member_id", "form", name="pk_drafts"),
    )


def _choices() -> None:
    """Channels and topics."""
    op.create_table(
        "channels",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("target_share", sa.Float(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=False),
        sa.Column("concurrency", sa.Integer()),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("icon", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_channels"),
        sa.CheckConstraint("target_share > 0 AND target_share < 1", name="ck_channels_target_share"),
        sa.UniqueConstraint("key", name="uq_channels_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "topics",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("cannot_be_solved_at_first_contact", sa.Boolean(), nullable=False),
        sa.Column("recovery", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_topics"),
        sa.UniqueConstraint("key", name="uq_topics_key"),
        sqlite_autoincrement=True,
    )


def _imports() -> None:
    """Files that were imported."""
    op.create_table(
        "imports",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", _UTC, nullable=False),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_imports_member_id")),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("signature", sa.String(64), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_imports_signature", "imports", ["signature"])


def _customers() -> None:
    """Customers."""
    op.create_table(
        "customers",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("phones", sa.Text(), nullable=False),
        sa.Column("emails", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", _UTC, nullable=False),
        sa.Column("number", sa.String(200)),
        sa.Column("import_id", _ID, sa.ForeignKey("imports.id", name="fk_customers_import_id")),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_customers_import_id", "customers", ["import_id"])
    op.create_index("ix_customers_name", "customers", ["name"])
    op.create_index("ix_customers_number", "customers", ["number"])
    op.create_table(
        "reaches",
        sa.Column("customer_id", _ID, sa.ForeignKey("customers.id", name="fk_reaches_customer_id", ondelete="CASCADE")),
        sa.Column("kind", sa.String(8)),
        sa.Column("value", sa.String(320)),
        sa.PrimaryKeyConstraint("customer_id", "kind", "value", name="pk_reaches"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_reaches_value", "reaches", ["value", "kind"])


def _cases() -> None:
    """Cases."""
    op.create_table(
        "cases",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("customer_id", _ID, sa.ForeignKey("customers.id", name="fk_cases_customer_id")),
        sa.Column("topic_id", _ID, sa.ForeignKey("topics.id", name="fk_cases_topic_id")),
        sa.Column("channel_id", _ID, sa.ForeignKey("channels.id", name="fk_cases_channel_id")),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("owner_id", _ID, sa.ForeignKey("members.id", name="fk_cases_owner_id")),
        sa.Column("opened_at", _UTC, nullable=False),
        sa.Column("first_response_at", _UTC),
        sa.Column("first_resolved_at", _UTC),
        sa.Column("resolved_at", _UTC),
        sa.Column("last_contact_at", _UTC),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("import_id", _ID, sa.ForeignKey("imports.id", name="fk_cases_import_id")),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cases_customer_id", "cases", ["customer_id"])
    op.create_index("ix_cases_import_id", "cases", ["import_id"])
    op.create_index("ix_cases_last_contact_at", "cases", ["last_contact_at"])
    op.create_index(
        "ix_cases_unsettled",
        "cases",
        ["last_contact_at"],
        sqlite_where=sa.text("state NOT IN ('resolved', 'closed')"),
        postgresql_where=sa.text("state NOT IN ('resolved', 'closed')"),
    )
    op.create_table(
        "state_changes",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", _ID, sa.ForeignKey("cases.id", name="fk_state_changes_case_id"), nullable=False),
        sa.Column("at", _UTC, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_state_changes_member_id")),
        sa.PrimaryKeyConstraint("id", name="pk_state_changes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_state_changes_case_id", "state_changes", ["case_id"])


def _promises() -> None:
    """What was promised and noted on cases."""
    op.create_table(
        "follow_ups",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", _ID, sa.ForeignKey("cases.id", name="fk_follow_ups_case_id"), nullable=False),
        sa.Column("owner_id", _ID, sa.ForeignKey("members.id", name="fk_follow_ups_owner_id")),
        sa.Column("due_at", _UTC, nullable=False),
        sa.Column("time_known", sa.Boolean(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("created_at", _UTC, nullable=False),
        sa.Column("done_at", _UTC),
        sa.Column("done_by", _ID, sa.ForeignKey("members.id", name="fk_follow_ups_done_by")),
        sa.PrimaryKeyConstraint("id", name="pk_follow_ups"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_follow_ups_case_id", "follow_ups", ["case_id"])
    op.create_index(
        "ix_follow_ups_due",
        "follow_ups",
        ["due_at"],
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_table(
        "notes",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", _ID, sa.ForeignKey("cases.id", name="fk_notes_case_id"), nullable=False),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_notes_member_id")),
        sa.Column("at", _UTC, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notes_case_id", "notes", ["case_id"])


def _contacts() -> None:
    """Contacts."""
    op.create_table(
        "contacts",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", _ID, sa.ForeignKey("cases.id", name="fk_contacts_case_id"), nullable=False),
        sa.Column("customer_id", _ID, sa.ForeignKey("customers.id", name="fk_contacts_customer_id")),
        sa.Column("channel_id", _ID, sa.ForeignKey("channels.id", name="fk_contacts_channel_id"), nullable=False),
        sa.Column("topic_id", _ID, sa.ForeignKey("topics.id", name="fk_contacts_topic_id")),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_contacts_member_id")),
        sa.Column("entered_by", _ID, sa.ForeignKey("members.id", name="fk_contacts_entered_by")),
        sa.Column("direction", sa.String(32), nullable=False),
        sa.Column("result", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("happened_at", _UTC, nullable=False),
        sa.Column("time_known", sa.Boolean(), nullable=False),
        sa.Column("entered_at", _UTC, nullable=False),
        sa.Column("handle_time", sa.BigInteger()),
        sa.Column("answered_after", sa.BigInteger()),
        sa.Column("number", sa.String(200)),
        sa.Column("import_id", _ID, sa.ForeignKey("imports.id", name="fk_contacts_import_id")),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
        sa.CheckConstraint("answered_after >= 0", name="ck_contacts_answered_after"),
        sa.CheckConstraint("handle_time >= 0", name="ck_contacts_handle_time"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_contacts_case_id", "contacts", ["case_id"])
    op.create_index("ix_contacts_customer_id", "contacts", ["customer_id", "happened_at"])
    op.create_index("ix_contacts_happened_at", "contacts", ["happened_at", "id"])
    op.create_index("ix_contacts_import_id", "contacts", ["import_id"])
    op.create_index(
        "ix_contacts_number",
        "contacts",
        ["number"],
        sqlite_where=sa.text("number IS NOT NULL"),
        postgresql_where=sa.text("number IS NOT NULL"),
    )
    op.create_table(
        "attachments",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("contact_id", _ID, sa.ForeignKey("contacts.id", name="fk_attachments_contact_id"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.String(200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("added_at", _UTC, nullable=False),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_attachments_member_id")),
        sa.PrimaryKeyConstraint("id", name="pk_attachments"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attachments_contact_id", "attachments", ["contact_id"])
    op.create_table(
        "file_contents",
        sa.Column("sha256", sa.String(64)),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_file_contents"),
    )


def _journal() -> None:
    """Before and after of every change."""
    op.create_table(
        "acts",
        sa.Column("id", _ID),
        sa.Column("at", _UTC, nullable=False),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_acts_member_id")),
        sa.Column("what", sa.String(200), nullable=False),
        sa.Column("step", sa.String(32), nullable=False),
        sa.Column("target", _ID),
        sa.Column("kinds", sa.String(200), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("import_id", _ID),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_acts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_acts_target", "acts", ["target"])
    op.create_index("ix_acts_member_id", "acts", ["member_id", "id"])
    op.create_table(
        "journal",
        sa.Column("id", _ID),
        sa.Column("act_id", _ID, sa.ForeignKey("acts.id", name="fk_journal_act_id"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("record_id", _ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_journal_act_id", "journal", ["act_id"])
    op.create_index("ix_journal_record", "journal", ["kind", "record_id"])
    op.create_table(
        "journal_texts",
        sa.Column("id", _ID, sa.ForeignKey("journal.id", name="fk_journal_texts_id"), autoincrement=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="pk_journal_texts"),
    )


def _sqlite_search() -> None:
    """FTS5 over folded words. The contacts' rows are numbered by moment and id (storage/search.py).

    Not with the option secure-delete: with it SQLite 3.53 forgets words of the prefix index when thousands of rows go
    (found by undoing an import of real data), and is twenty times slower. Whoever erases a person runs 'optimize'.
    """
    # Beginnings of words have an index of their own where there may be a million rows.
    for kind, prefix in (("contact", "prefix = '2 3', "), ("customer", ""), ("case", "")):
        op.execute(
            f"CREATE VIRTUAL TABLE {kind}_search USING fts5"
            f"(body, digits, marks, tokenize = 'unicode61 remove_diacritics 0', {prefix}columnsize = 0)"
        )


def _postgres_search() -> None:
    """The same words as a tsvector."""
    for kind in ("contact", "customer", "case"):
        op.create_table(
            f"{kind}_search",
            sa.Column("id", sa.BigInteger(), autoincrement=False),
            sa.Column("at", sa.DateTime(timezone=True)),
            sa.Column("document", TSVECTOR(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=f"pk_{kind}_search"),
        )
        op.create_index(f"ix_{kind}_search_document", f"{kind}_search", ["document"], postgresql_using="gin")
    op.create_index("ix_contact_search_at", "contact_search", ["at"])


_APPEND_ONLY = ("acts", "journal")


def _sqlite_triggers() -> None:
    """The journal is append-only."""
    for table in _APPEND_ONLY:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
            )


def _postgres_triggers() -> None:
    """The journal is append-only; whoever commits tells the others its number."""
    op.execute(
        "CREATE FUNCTION csops_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$"
    )
    op.execute(
        "CREATE FUNCTION csops_tell() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM pg_notify('csops', NEW.id::text); RETURN NULL; END $$"
    )
    for table in _APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_refuses BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION csops_refuse()"
        )
    op.execute("CREATE TRIGGER acts_tell AFTER INSERT ON acts FOR EACH ROW EXECUTE FUNCTION csops_tell()")
