"""Since when members are on the team, and until when: from the journal."""

from datetime import datetime

from sqlalchemy import Connection, select

from csops.domain.changes import Kind
from csops.storage import journal
from csops.storage.journal import BATCH


def member_moves(connection: Connection) -> list[tuple[datetime, int, bool]]:
    """Return (moment, member, whether active from then on) of every change, oldest first; few."""
    rows = journal.journal
    asked = select(rows.c.act_id, journal.acts.c.at).join(journal.acts, journal.acts.c.id == rows.c.act_id)
    found: list[tuple[datetime, int, bool]] = []
    for act_id, at in connection.execute(asked.where(rows.c.kind == Kind.MEMBER).distinct().order_by(rows.c.act_id)):
        for change in journal.changes_of(connection, act_id):
            if change.kind is Kind.MEMBER and change.record_id != BATCH:
                is_active = bool((change.after or {}).get("active", False))
                if change.before is None or is_active != change.before.get("active"):
                    found.append((at, change.record_id, is_active))
    return found
