"""What the reviewer says to a dispute of their review."""

from alembic import op

revision = "0010"
down_revision = "0009"

# What stands in rows that are there already; later rows always say.
_NEW_COLUMNS = (
    ("reply", "TEXT DEFAULT '' NOT NULL"),
    ("replied_at", "MOMENT"),
    ("replied_by", "ID CONSTRAINT fk_disputes_replied_by REFERENCES members (id)"),
)

_OF_SERVER = {"MOMENT": "TIMESTAMP WITH TIME ZONE", "ID": "BIGINT"}
_OF_FILE = {"MOMENT": "BIGINT", "ID": "INTEGER"}


def upgrade() -> None:
    """Apply this step."""
    own = _OF_SERVER if op.get_bind().dialect.name == "postgresql" else _OF_FILE
    for name, kind in _NEW_COLUMNS:
        op.execute(f"ALTER TABLE disputes ADD COLUMN {name} {' '.join(own.get(word, word) for word in kind.split())}")
