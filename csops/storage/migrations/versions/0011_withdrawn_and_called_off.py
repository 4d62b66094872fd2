"""Reviews that were withdrawn, calibrations that were called off, and reviewers who take unlike shares of a draw."""

from alembic import op

revision = "0011"
down_revision = "0010"

# What stands in rows that are there already; later rows always say.
_NEW_COLUMNS = (
    ("reviews", "withdrawn_at", "MOMENT"),
    ("reviews", "withdrawn_by", "ID CONSTRAINT fk_reviews_withdrawn_by REFERENCES members (id)"),
    ("reviews", "withdrawn_why", "TEXT DEFAULT '' NOT NULL"),
    ("calibrations", "called_off_why", "TEXT DEFAULT '' NOT NULL"),
    ("samples", "shares", "TEXT DEFAULT '[]' NOT NULL"),
)

_OF_SERVER = {"MOMENT": "TIMESTAMP WITH TIME ZONE", "ID": "BIGINT"}
_OF_FILE = {"MOMENT": "BIGINT", "ID": "INTEGER"}


def upgrade() -> None:
    """Apply this step."""
    own = _OF_SERVER if op.get_bind().dialect.name == "postgresql" else _OF_FILE
    for table, name, kind in _NEW_COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {' '.join(own.get(word, word) for word in kind.split())}")
