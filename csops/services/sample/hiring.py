"""How the sample business hires: an opening to decide on, one that is still rated, and a season that is over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from csops.domain.candidates import Candidate, CandidateNote, GroupAnswer, Tie, checked_candidate
from csops.domain.decisions import Decision, is_against
from csops.domain.hiring import fit
from csops.domain.openings import (
    Application,
    Move,
    Opening,
    OpeningState,
    Outcome,
    Seat,
    Stage,
    checked_opening,
    checked_seat,
)
from csops.domain.role_profiles import Evidence, ProfileVersion, checked_version
from csops.domain.scorecards import Rating, Scorecard, checked_ratings, levels, submitted
from csops.services.content import starter
from csops.services.openings import asked_skills
from csops.services.sample.days import Days
from csops.services.scorecards import profile_of
from csops.storage.unit_of_work import Work

_QUESTIONS = ("Gender", "Age")
_SEASON_DAYS = {Stage.SCREENING: 190, Stage.INTERVIEW: 183, Stage.OFFER: 166, Stage.HIRED: 163}
_SEASON_SAID = {
    Stage.SCREENING: "Asked for by letter",
    Stage.INTERVIEW: "Has time, knows what the season is like",
    Stage.OFFER: "Meets what the counter needs",
    Stage.HIRED: "Signed",
}
_OTHER_WAYS = {
    Outcome.WITHDREW: "Took another place meanwhile",
    Outcome.KEPT_IN_MIND: "No third place this year; to be asked first next spring",
}


@dataclass(frozen=True, kw_only=True)
class _Place:
    """An opening being built, with its seats by the key that cards name them by."""

    opening: Opening
    seats: Mapping[str, Seat]


def keep_hiring(work: Work, *, members: Mapping[str, int], days: Days) -> None:
    """Keep openings, candidates and scorecards, as they stand at the moment of the sample.

    Args:
        work: the act that builds the business; skills and profiles are there.
        members: their ids by initials.
        days: when things were.
    """
    content = starter("sample_hiring")
    _Hiring(work, members=members, days=days).keep(content)


class _Hiring:
    """What the parts of it share: the act, who is who, and the days."""

    def __init__(self, work: Work, *, members: Mapping[str, int], days: Days) -> None:
        self._work, self._members, self._days = work, members, days
        self._skill_versions = {skill.key: skill.version for skill in work.catalogue.skills.all()}

    def keep(self, content: Mapping[str, Any]) -> None:
        self._change_profile(content["profile_change"])
        season = content["season"]
        for one in content["openings"]:
            place = self._place(one)
            written = one.get("applications", ())
            if one["title"] == season["opening"]:
                written = [_of_season(person, season["reasons"], one) for person in season["people"]]
            self._applications(place, written)

    def _change_profile(self, change: Mapping[str, Any]) -> None:
        """Give a profile a second version, as somebody does who has used the first for a while."""
        profile = self._work.catalogue.profiles.where(key=change["profile"])[0]
        first = self._work.catalogue.profile_versions.where(profile_id=profile.id)[-1]
        weights = change["weights"]
        made = ProfileVersion(
            profile_id=profile.id,
            number=profile.current + 1,
            made_at=self._days.moment(change["ago"]),
            made_by=self._members[change["by"]],
            note=change["note"],
            interviews=first.interviews,
            minutes=first.minutes,
            skills=tuple(replace(each, weight=weights.get(each.skill, each.weight)) for each in first.skills),
        )
        self._work.catalogue.profile_versions.add(checked_version(made))
        self._work.catalogue.profiles.update(replace(profile, current=made.number))

    # ------------------------------------------------------------ an opening and its plan
    def _place(self, one: Mapping[str, Any]) -> _Place:
        closed = one.get("closed_ago")
        needed = one.get("needed_after")
        opening = Opening(
            profile_version_id=self._current(one["profile"]),
            values_version_id=self._current(one["values"]) if "values" in one else None,
            title=one["title"],
            positions=one.get("positions", 1),
            lead_id=self._members[one["lead"]],
            opened_on=self._days.ago(one["opened_ago"]),
            needed_by=None if needed is None else self._days.ago(-needed),
            state=OpeningState(one.get("state", "open")),
            closed_on=None if closed is None else self._days.ago(closed),
            note=one.get("note", ""),
        )
        opening = self._work.hiring.openings.add(checked_opening(opening))
        return _Place(opening=opening, seats={each["key"]: self._seat(opening, each) for each in one["seats"]})

    def _current(self, key: str) -> int:
        profile = self._work.catalogue.profiles.where(key=key)[0]
        versions = self._work.catalogue.profile_versions.where(profile_id=profile.id)
        return next(version.id for version in versions if version.number == profile.current)

    def _seat(self, opening: Opening, one: Mapping[str, Any]) -> Seat:
        seat = Seat(
            opening_id=opening.id,
            member_id=self._members[one["by"]],
            round=one.get("round", 1),
            evidence=Evidence(one.get("evidence", "interview")),
            minutes=one.get("minutes", 45),
            skills=tuple(one["skills"]),
            questions=one.get("questions", {}),
        )
        return self._work.hiring.seats.add(checked_seat(seat, asked=asked_skills(self._work, opening)))

    # ------------------------------------------------------------ who applied
    def _applications(self, place: _Place, written: Sequence[Mapping[str, Any]]) -> None:
        hiring, opening = self._work.hiring, place.opening
        people = hiring.candidates.add_many([self._candidate(one) for one in written])
        applications = hiring.applications.add_many(
            [
                _applied(one, person, opening, number=number, days=self._days)
                for number, (one, person) in enumerate(zip(written, people, strict=True), start=1)
            ]
        )
        pairs = list(zip(written, applications, strict=True))
        hiring.ties.add_many(
            [
                Tie(candidate_id=each.candidate_id, member_id=self._members[one["tied"]])
                for one, each in pairs
                if "tied" in one
            ]
        )
        hiring.group_answers.add_many(
            [
                GroupAnswer(candidate_id=each.candidate_id, question=question, answer=one[question])
                for one, each in pairs
                for question in _QUESTIONS
                if question in one
            ]
        )
        hiring.notes.add_many([self._note(one["note"], each) for one, each in pairs if "note" in one])
        cards = {each.id: self._cards(place, one, each) for one, each in pairs}
        # All at once: a card that comes after another was submitted would be marked as one that saw it.
        hiring.scorecards.add_many([card for mine in cards.values() for card in mine])
        hiring.moves.add_many([move for one, each in pairs for move in self._moves(one, each, cards[each.id], opening)])

    def _candidate(self, one: Mapping[str, Any]) -> Candidate:
        agreed = self._days.moment(one["ago"])
        return checked_candidate(
            Candidate(
                name=one["name"],
                email=one.get("email", ""),
                phone=one.get("phone", ""),
                source=one.get("source", ""),
                came_on=self._days.ago(one["ago"]),
                consent_at=agreed,
                consent_note="Agreed on the form of the application",
            )
        )

    def _note(self, one: Mapping[str, Any], application: Application) -> CandidateNote:
        return CandidateNote(
            application_id=application.id,
            member_id=self._members[one["by"]],
            at=self._days.moment(one["ago"]),
            text=one["text"],
        )

    # ------------------------------------------------------------ what was rated and decided
    def _cards(self, place: _Place, one: Mapping[str, Any], application: Application) -> list[Scorecard]:
        """Return a card for each seat: submitted where it is written, else one to fill while it is open."""
        written, tied = one.get("cards", {}), self._members.get(one.get("tied", ""))
        found = []
        for number, (key, seat) in enumerate(place.seats.items()):
            card = Scorecard(
                application_id=application.id,
                member_id=seat.member_id,
                seat_id=seat.id,
                round=seat.round,
                evidence=seat.evidence,
                skills=seat.skills,
            )
            if key in written:
                found.append(self._submitted(card, written[key], place.opening, number=number + application.number))
            elif seat.member_id != tied and application.outcome is Outcome.OPEN:
                found.append(card)
        return found

    def _submitted(self, card: Scorecard, written: Mapping[str, Any], opening: Opening, *, number: int) -> Scorecard:
        ratings = [
            Rating(skill=skill, level=level or None, evidence=said, skill_version=self._skill_versions[skill])
            for skill, (level, said) in written["ratings"].items()
        ]
        profile = profile_of(self._work, opening.profile_version_id)
        ready = checked_ratings(ratings, skills=card.skills, profile=profile)
        at = self._days.moment(written["ago"], place=number)
        return submitted(card, ready, at=at, note=written.get("note", ""))

    def _moves(
        self, one: Mapping[str, Any], application: Application, cards: Iterable[Scorecard], opening: Opening
    ) -> list[Move]:
        """Return the decisions, each with what the figures said by then."""
        found, stage, outcome = [], Stage.APPLIED, Outcome.OPEN
        for move in one.get("moves", ()):
            at = self._days.moment(move["ago"], place=application.number)
            to_stage, to_outcome = Stage(move.get("to", stage.value)), Outcome(move.get("outcome", "open"))
            by_then = [card for card in cards if card.submitted_at and card.submitted_at < at]
            said = self._figures(by_then, opening, _decided(to_stage, to_outcome))
            found.append(
                Move(
                    application_id=application.id,
                    at=at,
                    member_id=self._members[move["by"]],
                    from_stage=stage,
                    from_outcome=outcome,
                    to_stage=to_stage,
                    to_outcome=to_outcome,
                    reason=move["reason"],
                    **said,
                )
            )
            stage, outcome = to_stage, to_outcome
        return found

    def _figures(self, cards: Sequence[Scorecard], opening: Opening, decision: Decision) -> dict[str, Any]:
        if not cards:
            return {}
        profile = profile_of(self._work, opening.profile_version_id)
        found = fit(profile, levels(cards))
        return {
            "recommendation": found.recommendation.value,
            "fit": found.fit,
            "coverage": found.coverage,
            "against": is_against(decision, found.recommendation),
        }


def _decided(stage: Stage, outcome: Outcome) -> Decision:
    ends = {Outcome.DECLINED: Decision.DECLINE, Outcome.WITHDREW: Decision.WITHDREW}
    stages = {Stage.OFFER: Decision.OFFER, Stage.HIRED: Decision.HIRE}
    return ends.get(outcome) or stages.get(stage, Decision.NEXT_STAGE)


def _applied(one: Mapping[str, Any], person: Candidate, opening: Opening, *, number: int, days: Days) -> Application:
    """Return the application where its decisions have brought it."""
    stage, outcome = Stage.APPLIED, Outcome.OPEN
    for move in one.get("moves", ()):
        stage, outcome = Stage(move.get("to", stage.value)), Outcome(move.get("outcome", "open"))
    return Application(
        candidate_id=person.id,
        opening_id=opening.id,
        number=number,
        applied_on=days.ago(one["ago"]),
        stage=stage,
        outcome=outcome,
    )


def _of_season(person: Mapping[str, Any], reasons: Mapping[str, str], opening: Mapping[str, Any]) -> dict[str, Any]:
    """Return somebody of the season in full, as the other applications are written."""
    end, by = Stage(person["end"]), opening["lead"]
    moves = [
        {"ago": _SEASON_DAYS[after], "by": by, "to": after.value, "reason": _SEASON_SAID[after]}
        for _before, after in pairwise(Stage)
        if after.place <= end.place
    ]
    if end is not Stage.HIRED:
        outcome = Outcome(person.get("outcome", "declined"))
        reason = _OTHER_WAYS.get(outcome) or reasons[end.value]
        moves.append({"ago": _SEASON_DAYS.get(end, 194) - 5, "by": by, "outcome": outcome.value, "reason": reason})
    skills = opening["seats"][0]["skills"]
    return {
        **person,
        "ago": 194,
        "source": "Notice in the window",
        "moves": moves,
        "cards": {
            seat["key"]: {"ago": 180, "ratings": _compact(skills, person[seat["key"]])}
            for seat in opening["seats"]
            if seat["key"] in person
        },
    }


def _compact(skills: Sequence[str], given: Sequence[int]) -> dict[str, tuple[int, str]]:
    return {
        skill: (level, "As the behaviours describe it" if level > 2 else "Did not show what the counter needs")
        for skill, level in zip(skills, given, strict=True)
    }
