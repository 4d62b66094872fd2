"""What two people say of the same session, field by field."""

from collections.abc import Sequence

from csops.domain.coaching import Coaching
from csops.domain.people import Member
from csops.ui.kit.formats import UNKNOWN, Formats
from csops.ui.quality.coaching.words import kind_words
from csops.ui.quality.wording import tr


def field_of(name: str, session: Coaching, members: Sequence[Member], formats: Formats) -> tuple[str, str]:
    """Return a field's label and what a session says there, for two who changed the same."""
    by_id = {each.id: each.name for each in members}
    said: dict[str, tuple[str, str]] = {
        "planned_at": (tr("Day"), formats.moment(session.planned_at)),
        "time_known": (tr("Day"), formats.moment(session.planned_at)),
        "coach_id": (tr("Who coaches"), by_id.get(session.coach_id, UNKNOWN)),
        "card": (tr("About"), session.criterion or tr("Several things")),
        "criterion": (tr("About"), session.criterion or tr("Several things")),
        "agenda": (
            tr("Agenda"),
            "; ".join(f"{kind_words(point.kind)}: {point.text}" for point in session.agenda),
        ),
        "note": (tr("Note, for both"), session.note),
    }
    return said.get(name, (name, UNKNOWN))
