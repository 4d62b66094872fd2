"""Counts that files tell: the volume of a channel beside the log, one record for each import and channel."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "file_volumes",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("import_id", _ID, sa.ForeignKey("imports.id", name="fk_file_volumes_import_id"), nullable=False),
        sa.Column("channel_id", _ID, sa.ForeignKey("channels.id", name="fk_file_volumes_channel_id"), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_file_volumes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_file_volumes_import_id", "file_volumes", ["import_id"])
