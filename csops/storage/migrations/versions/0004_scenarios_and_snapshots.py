"""Named what-ifs, and forecasts frozen as they were made, to be scored against what came."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_UTC = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "scenarios",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_scenarios"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "snapshots",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", _UTC, nullable=False),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_snapshots_member_id")),
        sa.Column("channel_id", _ID, sa.ForeignKey("channels.id", name="fk_snapshots_channel_id"), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("method", sa.String(64), nullable=False),
        sa.Column("weeks", sa.Text(), nullable=False),
        sa.Column("why", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_snapshots"),
        sqlite_autoincrement=True,
    )
