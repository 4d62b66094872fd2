"""Where members are kept."""

from sqlalchemy import Boolean, CheckConstraint, Column, Integer, String, Table

from csops.domain.access import Role
from csops.storage.columns import Choice, Id, Money, metadata

members = Table(
    "members",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("initials", String(8), nullable=False),
    Column("role", Choice(Role), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("cost_per_hour", Money),
    CheckConstraint("length(name) > 0", name="name"),
    sqlite_autoincrement=True,
)
