"""Notes of a calibration for the guidance of its card: looked at, then published."""

from dataclasses import dataclass, replace

from csops.domain.access import Permission
from csops.domain.calibration_rules import check_goes_on, guided
from csops.domain.errors import InputError
from csops.services.calibrations import calibration, session_in
from csops.services.held_calibrations import card_of
from csops.services.review_cards import KeptCard, publish_in, version_in
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
        NotPermitted: it takes the right to change cards. NotFound: no such session. InputError: it was called off.
    """
    workspace.require(Permission.REVIEWS)
    workspace.require(Permission.CATALOGUE)
    seen = calibration(workspace, session_id=session_id)
    check_goes_on(seen.session)
    with workspace.read() as work:
        kept = version_in(work, current_version(work, seen.card).id)
    before = kept.version.criteria
    after = guided(before, seen.session.agreed)
    changed = tuple((new.name, new.guidance) for old, new in zip(before, after, strict=True) if new != old)
    return NewGuidance(card=kept.card.name, number=kept.version.number + 1, guidance=changed)


def take_up_notes(workspace: Workspace, *, session_id: int) -> KeptCard:
    """Publish the card anew with the notes of a session at the end of its guidance; old reviews keep their version.

    Raises:
        NotPermitted: it takes the right to change cards. NotFound: no such session.
        InputError: it was called off, there is no note that the guidance does not hold yet, or a draft of the card
            waits to be published.
    """
    workspace.require(Permission.REVIEWS)
    workspace.require(Permission.CATALOGUE)
    with workspace.work("Take notes of a calibration up into the guidance") as work:
        session = session_in(workspace, work, session_id)
        check_goes_on(session)
        card, _version = card_of(work, session.card_version_id)
        kept = version_in(work, current_version(work, card).id)
        if kept.draft is not None:
            right = "Publish or drop it first, in Quality, Cards"
            raise InputError(field="scorecard", problem=f"a draft of {card.name} waits", right=right)
        criteria = guided(kept.version.criteria, session.agreed)
        if criteria == kept.version.criteria:
            right = "Write a note for the guidance of a criterion first"
            raise InputError(field="notes", problem="the guidance holds all of them", right=right)
        note = f"Guidance from the calibration {session.name}"
        made = publish_in(workspace, work, card=kept.card, version=replace(kept.version, criteria=criteria, note=note))
        work.quality.calibrations.update(replace(session, guided_version_id=made.version.id))
    return made
