"""Where customers are kept, and the forms in which they are compared."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from csops.domain.customers import Consent, OwnField, Stage
from csops.storage.columns import Choice, Id, Texts, Utc, metadata
from csops.storage.nested import Nested

customers = Table(
    "customers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("stage", Choice(Stage), nullable=False),
    Column("phones", Texts, nullable=False),
    Column("emails", Texts, nullable=False),
    Column("note", Text, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("number", String(200), index=True),
    Column("import_id", ForeignKey("imports.id"), index=True),
    Column("is_firm", Boolean, nullable=False),
    Column("firm_id", ForeignKey("customers.id"), index=True),
    Column("segment", String(200), nullable=False),
    Column("birthday", String(10), nullable=False),
    Column("preferred_channel_id", ForeignKey("channels.id")),
    Column("motive", Text, nullable=False),
    Column("referred_by_id", ForeignKey("customers.id"), index=True),
    Column("consent", Choice(Consent), nullable=False),
    Column("consent_at", Utc),
    Column("consent_note", Text, nullable=False),
    Column("lost_at", Utc),
    Column("anonymised_at", Utc),
    Column("fields", Nested(OwnField), nullable=False),
    Index("ix_customers_name", "name"),
    sqlite_autoincrement=True,
)

reaches = Table(
    "reaches",
    metadata,
    Column("customer_id", ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("value", String(320), primary_key=True),
    Index("ix_reaches_value", "value", "kind"),
    sqlite_with_rowid=False,
)
"""Phones and e-mails in the form in which they are compared: worked out from the customer, never journalled."""
