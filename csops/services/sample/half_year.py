"""Half a year of reviews of the sample business: weekly draws, what went wrong, disputes, checks, calibrations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from csops.domain.cases import Case
from csops.domain.contacts import Contact, Result
from csops.domain.review_filling import scored
from csops.domain.review_samples import Pick, PickState, Sample, Stratum
from csops.domain.review_sampling import place
from csops.domain.review_sharing import shared
from csops.domain.reviews import CriterionRating, Dispute, DisputeState, Purpose, Review, ReviewState, Source
from csops.services.sample.card_shelf import CardShelf, Week
from csops.services.sample.days import Days
from csops.services.sample.reviewing import Reviewed, Reviewing, Subject
from csops.storage.unit_of_work import Work

REVIEWERS = ("ML", "TR", "PN")
_QUOTA, _DONE_LATELY, _CHECKED, _RISKY = 2, 2, 6, 4
_DUE, _MONTH = timedelta(days=5), timedelta(days=30)


class HalfYear:
    """Keeps one after the other; `reviews` holds those that count, `reviewers` who makes them."""

    def __init__(
        self,
        work: Work,
        content: Mapping[str, Any],
        *,
        random: Random,
        reviewing: Reviewing,
        shelf: CardShelf,
        subject: Subject,
        members: Mapping[str, int],
        days: Days,
    ) -> None:
        self._work, self._random, self._content = work, random, content
        self._reviewing, self._shelf, self._subject = reviewing, shelf, subject
        self._members, self._days = members, days
        self.reviewers = [members[one] for one in REVIEWERS]
        self._subjects: dict[int, Reviewed] = {}
        self._queued: set[int] = set()
        self.reviews: list[Review] = []

    # ------------------------------------------------------------ draws
    def weekly(self, weeks: Sequence[Week]) -> None:
        """Keep the draws with their reviews. Of the last one, of this week, only few are done, and none is sent."""
        samples = self._work.quality.samples.add_many([self._sample(week) for week in weeks])
        planned = [pick for sample, week in zip(samples, weeks, strict=True) for pick in self._picks(sample, week)]
        forced = self._mishaps(planned, last=samples[-1].id)
        picks = self._work.quality.picks.add_many(planned)
        made = []
        for index, pick in enumerate(picks):
            if pick.done_at is not None:
                review = self._reviewed(pick, purpose=Purpose.FAIR, given=forced.get(index))
                is_sent = pick.sample_id != samples[-1].id
                made.append(self._sent(review) if is_sent else review)
        self.reviews = self._work.quality.reviews.add_many(made)

    def _sample(self, week: Week) -> Sample:
        number = week.since.isocalendar().week
        return Sample(
            name=self._content["samples"]["name"].format(week=number),
            since=week.since,
            until=week.until,
            made_at=week.made_at,
            made_by=self._members["PN"],
            seed=week.seed,
            strata=(Stratum.PERSON, Stratum.CHANNEL),
            quota=_QUOTA,
            wanted=len(week.chosen),
            due_at=week.made_at + _DUE,
            reviewers=tuple(self.reviewers),
            members=tuple(self._members[one] for one in ("TR", "PN", "DW", "AB")),
            population=week.population,
            layers=week.layers,
        )

    def _picks(self, sample: Sample, week: Week) -> Iterable[Pick]:
        is_last = sample.made_at > self._days.until - timedelta(days=7)
        whom = shared(week.chosen, self.reviewers, seed=week.seed)
        for position, (one, reviewer) in enumerate(zip(week.chosen, whom, strict=True)):
            self._queued.add(one.contact_id)
            is_done = not is_last or (position < _DONE_LATELY)
            later = timedelta(days=position // 2, minutes=self._random.randint(10, 400))
            done = sample.made_at + (timedelta(minutes=12 * (position + 1)) if is_last else later)
            yield Pick(
                sample_id=sample.id,
                contact_id=one.contact_id,
                member_id=one.member_id,
                reviewer_id=reviewer,
                position=position,
                layer=one.layer,
                state=PickState.DONE if is_done else PickState.OPEN,
                due_at=sample.due_at,
                done_at=done if is_done else None,
            )

    def _mishaps(self, picks: Sequence[Pick], *, last: int) -> dict[int, Mapping[str, float | None]]:
        """Return the few ratings told by hand: two critical errors, and what is disputed."""
        written = [index for index, pick in enumerate(picks) if pick.sample_id != last and self._is_written(pick)]

        def nth(who: str, share: float) -> int:
            found = [index for index in written if picks[index].member_id == self._members[who]]
            return found[round(share * (len(found) - 1))]

        return {
            nth("AB", 0.45): {"privacy": 0.0},
            nth("TR", 0.7): {"correct": 0.0},
            nth("DW", 0.6): {"all_points": 0.0},
            nth("AB", 1.0): {"complete": 1.0},
        }

    def _is_written(self, pick: Pick) -> bool:
        what = self._subject(pick.contact_id or 0, pick.done_at or self._days.until)
        if what.card.key != "written":
            return False
        return self._reviewing.source(self._shelf.channel(what.contact), what.contact)[0] is Source.TEXT

    def _reviewed(self, pick: Pick, *, purpose: Purpose, given: Mapping[str, float | None] | None = None) -> Review:
        at = pick.done_at or self._days.until
        what = self._subject(pick.contact_id or 0, at)
        self._subjects[pick.id] = what
        return self._reviewing.review(
            what,
            reviewer_id=pick.reviewer_id or 0,
            finished_at=at,
            source=self._reviewing.source(self._shelf.channel(what.contact), what.contact),
            given=given,
            purpose=purpose,
            pick_id=pick.id,
        )

    def _sent(self, review: Review) -> Review:
        at = review.finished_at + timedelta(minutes=self._random.randint(2, 90))
        read = min(at + timedelta(hours=self._random.randint(1, 30)), self._days.until)
        return self._reviewing.sent(review, at=min(at, read), read_at=read, answers=self._content["answers"])

    # ------------------------------------------------------------ what went wrong
    def risky(self, cases: Sequence[Case], contacts: Sequence[Contact]) -> None:
        """Keep what was picked because it went wrong: passed on, or reopened."""
        until = self._days.until
        reopened = {case.id for case in cases if case.reopened}
        for back in (3 * _MONTH, _MONTH):
            since, upto = until - back - _MONTH, until - back
            wrong = [
                (one, risk)
                for one in contacts
                if since <= one.happened_at < upto
                and (risk := _went_wrong(one, reopened))
                and one.id not in self._queued
            ]
            chosen = sorted(wrong, key=lambda each: place(23, each[0].id))[:_RISKY]
            self._pick(chosen, since=since, upto=upto, name=self._content["samples"]["risk"].format(month=f"{upto:%B}"))

    def _pick(self, chosen: Sequence[tuple[Contact, str]], *, since: datetime, upto: datetime, name: str) -> None:
        sample = self._work.quality.samples.add(
            Sample(
                name=name,
                since=since,
                until=upto,
                made_at=upto,
                made_by=self._members["PN"],
                seed=0,
                wanted=len(chosen),
                is_risk=True,
                reviewers=tuple(self.reviewers),
                population=len(chosen),
            )
        )
        picks = [
            Pick(
                sample_id=sample.id,
                contact_id=one.id,
                member_id=one.member_id or 0,
                reviewer_id=next(
                    who for who in self.reviewers[position % 3 :] + self.reviewers if who != one.member_id
                ),
                position=position,
                risk=(risk,),
                state=PickState.DONE,
                done_at=upto + timedelta(days=1, hours=position),
            )
            for position, (one, risk) in enumerate(chosen)
        ]
        self._queued |= {one.id for one, _risk in chosen}
        kept = self._work.quality.picks.add_many(picks)
        made = [self._sent(self._reviewed(pick, purpose=Purpose.RISK)) for pick in kept]
        self.reviews += self._work.quality.reviews.add_many(made)

    # ------------------------------------------------------------ disputes and checks
    def disputes(self) -> None:
        """Keep one dispute that is decided, and one that is open."""
        words = self._content["disputes"]
        decided = next(one for one in self.reviews if _rating(one, "all_points") == 0 and one.is_sent)
        raised = decided.sent_at or decided.finished_at
        said = raised + timedelta(days=2)
        dispute = Dispute(
            review_id=decided.id,
            criterion="all_points",
            reason=words["decided"]["reason"],
            wanted=2.0,
            raised_at=raised + timedelta(hours=20),
            raised_by=decided.member_id,
            state=DisputeState.PARTLY,
            was=0.0,
            now=1.0,
            decided_at=said,
            decided_by=self._members["ML"],
            decision=words["decided"]["decision"],
        )
        what = self._subjects[decided.pick_id or 0]
        changed = replace(
            decided,
            ratings=tuple(_changed(one, "all_points", 1.0) for one in decided.ratings),
            first=decided.ratings,
            changed_at=said,
        )
        place_of = self.reviews.index(decided)
        self.reviews[place_of] = self._work.quality.reviews.update(scored(changed, what.card, what.version))
        disputed = [
            one for one in self.reviews if one.is_sent and one.purpose is Purpose.FAIR and _rating(one, "complete") == 1
        ]
        last = max(disputed, key=lambda one: one.sent_at or one.finished_at)
        at = min((last.sent_at or last.finished_at) + timedelta(hours=3), self._days.until - timedelta(minutes=20))
        opened = Dispute(
            review_id=last.id, criterion="complete", reason=words["open"]["reason"], wanted=2.0, raised_at=at,
            raised_by=last.member_id, was=1.0,
        )  # fmt: skip
        self._work.quality.disputes.add_many([dispute, opened])

    def checks(self) -> None:
        """Keep how the owner rated again what Priya rated: sent and read, but for the last, of yesterday."""
        theirs = [one for one in self.reviews if one.reviewer_id == self._members["PN"] and one.is_sent]
        chosen = theirs[:: max(1, len(theirs) // _CHECKED)][:_CHECKED]
        chosen = [one for one in chosen if one.member_id != self._members["ML"]]
        made = []
        for one in chosen:
            is_last = one is chosen[-1]
            at = self._days.moment(1) if is_last else one.finished_at + timedelta(days=3)
            check = self._reviewing.checked(
                one, self._subjects[one.pick_id or 0], reviewer_id=self._members["ML"], finished_at=at
            )
            read_at = at + timedelta(days=1)
            made.append(check if is_last else replace(check, state=ReviewState.SENT, sent_at=at, read_at=read_at))
        self._work.quality.reviews.add_many(made)


def _went_wrong(contact: Contact, reopened: set[int]) -> str:
    if contact.member_id is None or not contact.text or contact.automatic:
        return ""
    if contact.result is Result.PASSED:
        return "escalated"
    return "reopened" if contact.case_id in reopened and contact.result is Result.RESOLVED else ""


def _rating(review: Review, criterion: str) -> float | None:
    return next((one.rating for one in review.ratings if one.criterion == criterion), None)


def _changed(rating: CriterionRating, criterion: str, now: float) -> CriterionRating:
    return replace(rating, rating=now) if rating.criterion == criterion else rating
