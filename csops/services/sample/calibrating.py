"""Calibrations of the sample business: two that are closed with notes, and one in which the owner is still to rate."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from csops.domain.calibrations import Agreed, Calibration, CalibrationState
from csops.domain.reviews import Purpose, Review, Source
from csops.services.sample.card_shelf import CardShelf
from csops.services.sample.days import Days
from csops.services.sample.reviewing import Reviewed, Reviewing, Subject
from csops.storage.unit_of_work import Work

_OWNER, _BEGINS = "ML", "PN"


class Calibrating:
    """Keeps what several rated on one contact."""

    def __init__(
        self,
        work: Work,
        content: Mapping[str, Any],
        *,
        reviewing: Reviewing,
        shelf: CardShelf,
        members: Mapping[str, int],
        reviewers: Sequence[int],
        days: Days,
    ) -> None:
        self._work, self._content, self._reviewing, self._shelf = work, content, reviewing, shelf
        self._members, self._reviewers, self._days = members, reviewers, days

    def keep(self, contact_ids: Sequence[int], *, subject: Subject) -> None:
        """Keep the sessions, each on its contact."""
        for written, contact_id in zip(self._content["calibrations"], contact_ids, strict=True):
            made = self._days.moment(calibrated_ago(written))
            what = subject(contact_id, made, written["card"])
            is_open = "days" in written
            session = self._work.quality.calibrations.add(self._session(written, what, made=made, is_open=is_open))
            raters = [one for one in self._reviewers if not (is_open and one == self._members[_OWNER])]
            self._work.quality.reviews.add_many(self._rated(session, what, raters=raters, card=written["card"]))

    def _session(self, written: Mapping[str, Any], what: Reviewed, *, made: datetime, is_open: bool) -> Calibration:
        is_guided = not is_open and written["card"] == self._content["card"]["key"]
        return Calibration(
            name=written["name"],
            contact_id=what.contact.id,
            member_id=what.contact.member_id or 0,
            card_version_id=what.version.id,
            made_at=made,
            made_by=self._members[_BEGINS],
            due_at=made + timedelta(days=7),
            reviewers=tuple(self._reviewers),
            state=CalibrationState.RATING if is_open else CalibrationState.CLOSED,
            opened_at=None if is_open else made + timedelta(days=2),
            closed_at=None if is_open else made + timedelta(days=4),
            agreed=tuple(
                Agreed(criterion=key, rating=float(rating), note=note)
                for key, (rating, note) in written.get("agreed", {}).items()
            ),
            guided_version_id=self._shelf.versions[written["card"]][1].id if is_guided else None,
        )

    def _rated(self, session: Calibration, what: Reviewed, *, raters: Sequence[int], card: str) -> list[Review]:
        """Return what each rated: others are near what the first saw."""
        source = (Source.TEXT, "") if card == "written" else (Source.LISTENED, "")
        ratings: Mapping[str, float | None] | None = None
        made = []
        for number, rater in enumerate(raters):
            review = self._reviewing.review(
                what,
                reviewer_id=rater,
                finished_at=min(session.made_at + timedelta(hours=3 + 9 * number), self._days.until),
                source=source,
                given=None if ratings is None else self._reviewing.near(ratings, what.version, share=0.25),
                purpose=Purpose.CALIBRATION,
                session_id=session.id,
            )
            ratings = ratings or {one.criterion: one.rating for one in review.ratings}
            made.append(review)
        return made


def calibrated_ago(written: Mapping[str, Any]) -> int:
    """Return how many days ago a calibration began."""
    return int(written["days"] if "days" in written else 7 * written["weeks"])
