"""What the notes of a calibration would make of the guidance of its card: looked at before it is published."""

from dataclasses import dataclass

from csops.domain.access import Permission
from csops.domain.calibration_rules import guided
from csops.services.calibrations import calibration
from csops.services.review_cards import version_in
from csops.services.review_subjects import current_version
from csops.services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class NewGuidance:
    """A card as it would be published: its name, the number of the version, and what is said by name of criterion."""

    card: str
    number: int
    guidance: tuple[tuple[str, str], ...]


def notes_preview(workspace: Workspace, *, session_id: int) -> NewGuidance:
    """Return what `take_up_notes` would publish; without anything in `guidance` where it holds all of them.

    Raises:
        NotPermitted: it takes the right to change cards. NotFound: no such session.
    """
    workspace.require(Permission.REVIEWS)
    workspace.require(Permission.CATALOGUE)
    seen = calibration(workspace, session_id=session_id)
    with workspace.read() as work:
        kept = version_in(work, current_version(work, seen.card).id)
    before = kept.version.criteria
    after = guided(before, seen.session.agreed)
    changed = tuple((new.name, new.guidance) for old, new in zip(before, after, strict=True) if new != old)
    return NewGuidance(card=kept.card.name, number=kept.version.number + 1, guidance=changed)
