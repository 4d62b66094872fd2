"""How a calibration goes: who is still to rate, when all are in, what is agreed, and what goes into the guidance."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from csops.domain.calibrations import Agreed, Calibration, CalibrationState
from csops.domain.errors import AlreadyDone, InputError, Missing, OutOfRange, UnknownName
from csops.domain.scoring import Criterion
from csops.domain.texts import kept, one_line, says_something, short_enough

FEWEST = 2
LONGEST_NOTE = 2_000
LONGEST_REASON = 500


def checked(session: Calibration, *, may_review: Collection[int], names: Mapping[int, str]) -> Calibration:
    """Return a session as it may be kept.

    Args:
        session: which.
        may_review: ids of members on the team who may review.
        names: of members by id.

    Raises:
        Missing: no name. OutOfRange: fewer than two reviewers, or one twice.
        InputError: the person whose contact it is, or somebody who may not review, is among those not excused.
    """
    name = short_enough(one_line(session.name), field="name")
    if not name:
        raise Missing(field="name", right="Name it, such as Calls of March")
    if len(set(session.reviewers)) < max(FEWEST, len(session.reviewers)):
        raise OutOfRange(field="reviewers", value=len(set(session.reviewers)), right="Choose two or more, each once")
    for who in (each for each in session.reviewers if each not in session.excused):
        called = names.get(who, "somebody")
        if who == session.member_id:
            raise InputError(
                field="reviewers", problem=f"{called} handled the contact", right="Nobody reviews own contacts"
            )
        if who not in may_review:
            raise InputError(field="reviewers", problem=f"{called} may not review", right="Choose who may")
    return replace(session, name=name)


def still_to_rate(session: Calibration, *, rated: Collection[int]) -> tuple[int, ...]:
    """Return who has yet to rate, in the order they were asked; nobody once it was called off."""
    if session.is_called_off:
        return ()
    return tuple(who for who in session.reviewers if who not in rated and who not in session.excused)


def opened(session: Calibration, *, rated: Collection[int], at: datetime) -> Calibration:
    """Return the session, open to all who are in it once nobody is still to rate and two have."""
    if session.state is not CalibrationState.RATING or still_to_rate(session, rated=rated) or len(rated) < FEWEST:
        return session
    return replace(session, state=CalibrationState.OPEN, opened_at=at)


def excused(session: Calibration, *, who: int, rated: Collection[int], name: str) -> Calibration:
    """Return the session without waiting for somebody.

    Raises:
        InputError: they are not in it, fewer than two would be left, or it was called off.
        AlreadyDone: they have rated.
    """
    _check_rating(session)
    if who not in session.reviewers or who in session.excused:
        raise InputError(field="reviewer", problem=f"{name} is not asked to rate", right="Choose who is")
    if who in rated:
        raise AlreadyDone(what="Rating this contact", who=name)
    left = [each for each in session.reviewers if each not in (*session.excused, who)]
    if len(left) < FEWEST:
        right = "Ask somebody else first: one rating alone tells nothing"
        raise InputError(field="reviewer", problem="fewer than two would be left", right=right)
    return replace(session, excused=(*session.excused, who))


def joined(session: Calibration, *, who: int, name: str) -> Calibration:
    """Return the session with one more reviewer, or raise InputError or AlreadyDone once ratings are open."""
    _check_rating(session)
    if who in session.excused:
        return replace(session, excused=tuple(each for each in session.excused if each != who))
    if who in session.reviewers:
        raise InputError(field="reviewer", problem=f"{name} is asked already", right="Choose somebody else")
    return replace(session, reviewers=(*session.reviewers, who))


def agreed(
    session: Calibration, said: Agreed, *, criteria: Sequence[Criterion], unseen: Collection[str] = ()
) -> Calibration:
    """Return the session with what was agreed on one criterion, in place of what was agreed before.

    Args:
        session: which.
        said: what was agreed on.
        criteria: of its card.
        unseen: keys of criteria that somebody's source could not show, so that "not applicable" is right for them too.

    Raises:
        InputError: ratings are not open yet, or it is closed or called off.
        UnknownName, OutOfRange: no such criterion or rating.
    """
    _check_open(session)
    asked = {one.key: one for one in criteria}
    if said.criterion not in asked:
        raise UnknownName(field="criterion", value=said.criterion, known=", ".join(asked))
    criterion = asked[said.criterion]
    if said.rating is not None:
        criterion.scale.percent(said.rating)
    elif not criterion.allow_na and said.criterion not in unseen:
        right = "Agree on a rating"
        raise InputError(field="rating", problem=f"{criterion.name} is always rated", right=right)
    note = short_enough(kept(said.note), field="note", most=LONGEST_NOTE)
    others = [one for one in session.agreed if one.criterion != said.criterion]
    order = list(asked)
    rows = sorted([*others, replace(said, note=note)], key=lambda one: order.index(one.criterion))
    return replace(session, agreed=tuple(rows))


def closed(session: Calibration, *, at: datetime) -> Calibration:
    """Return the session as closed, or raise InputError while ratings are not open, AlreadyDone where it is closed."""
    if session.state is CalibrationState.CLOSED:
        raise AlreadyDone(what="This calibration", who="somebody")
    _check_open(session)
    return replace(session, state=CalibrationState.CLOSED, closed_at=at)


def called_off(session: Calibration, *, why: str, at: datetime) -> Calibration:
    """Return the session as one that nobody goes on with; what was rated in it counts nowhere.

    Raises:
        Missing: no reason. AlreadyDone: it was called off before. InputError: it is closed.
    """
    if session.is_called_off:
        raise AlreadyDone(what="Calling off this calibration", who="somebody")
    if session.state is CalibrationState.CLOSED:
        right = "What was agreed on in it stands"
        raise InputError(field="calibration", problem="it is closed", right=right)
    reason = short_enough(kept(why), field="reason", most=LONGEST_REASON)
    if not says_something(reason):
        raise Missing(field="reason", right="Say why, such as: the wrong contact")
    return replace(session, state=CalibrationState.CALLED_OFF, closed_at=at, called_off_why=reason)


def check_goes_on(session: Calibration) -> None:
    """Raise InputError, with the reason, where a session was called off."""
    if session.is_called_off:
        raise InputError(
            field="calibration",
            problem=f"it was called off ({session.called_off_why})",
            right="What was filled in is kept and counts nowhere",
        )


def _check_rating(session: Calibration) -> None:
    check_goes_on(session)
    if session.state is not CalibrationState.RATING:
        raise AlreadyDone(what="The rating of this contact", who="everybody")


def _check_open(session: Calibration) -> None:
    check_goes_on(session)
    if session.state is CalibrationState.RATING:
        right = "Wait until all have rated, or excuse who will not"
        raise InputError(field="calibration", problem="not everybody has rated yet", right=right)
    if session.state is CalibrationState.CLOSED:
        raise InputError(field="calibration", problem="it is closed", right="Begin one on another contact")


def guided(criteria: Iterable[Criterion], notes: Iterable[Agreed]) -> tuple[Criterion, ...]:
    """Return the criteria of a card with the notes of a session at the end of their guidance."""
    said = {one.criterion: one.note for one in notes if one.note}
    return tuple(
        replace(one, guidance="\n".join(part for part in (one.guidance, said[one.key]) if part))
        if one.key in said and said[one.key] not in one.guidance
        else one
        for one in criteria
    )
