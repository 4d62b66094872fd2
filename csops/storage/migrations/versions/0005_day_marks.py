"""What people say of days of the history: events, days not to be learned from, days that were looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "day_marks",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("channel_id", _ID, sa.ForeignKey("channels.id", name="fk_day_marks_channel_id")),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("effect", sa.Float()),
        sa.CheckConstraint("last_day >= first_day", name="ck_day_marks_last_day"),
        sa.PrimaryKeyConstraint("id", name="pk_day_marks"),
        sqlite_autoincrement=True,
    )
