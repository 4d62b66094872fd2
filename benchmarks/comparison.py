"""The comparison of candidates, from asking to the painted board, beside the same figures by pandas.

    python -m benchmarks.comparison [--candidates 200] [--interviewers 5] [--skills 12] [--runs 9]

Ours reads every scorecard through the services (who may see what, fits, spreads, intervals, ranks, agreement) and
paints the board and the panel. The rival reads the same rows of the same file, unpacks the ratings, and pivots and
groups them into means, fits, coverage and standard deviations: it checks nobody's sight and paints nothing. Processor
time of all threads, the median of the runs, so that a busy machine does not count.
"""

import argparse
import json
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from csops.bootstrap import create_workspace, open_workspace
from csops.domain.candidates import Candidate
from csops.domain.openings import Application, Opening, Seat
from csops.domain.people import Member
from csops.domain.role_profiles import Profile, ProfileSkill, ProfileVersion, Requirement
from csops.domain.scorecards import CardState, Rating, Scorecard
from csops.domain.skills import Skill
from csops.domain.team import Shop
from csops.storage.unit_of_work import Work
from csops.ui.desk import Desk
from csops.ui.hiring.compare.part import ComparePart
from csops.ui.kit.live import Live
from csops.ui.kit.tasks import Tasks
from csops.ui.kit.theme import Themes

NOW, TODAY = datetime(2026, 3, 2, 9, tzinfo=UTC), date(2026, 3, 2)
TARGET, MINIMUM = 4, 2
_LONGEST_MS = 60_000


def make(path: Path, *, candidates: int, interviewers: int, skills: int) -> int:
    """Make the database and return the id of its opening."""
    workspace = create_workspace(path, owner="Mara Lindqvist", shop=Shop(name="Bench", zone="UTC"))
    keys = tuple(f"skill_{number}" for number in range(skills))
    with workspace.work("Make a large opening") as work:
        people = [work.members.add(Member(name=f"Interviewer {number}")) for number in range(interviewers)]
        version = _profile(work, keys)
        opening = work.hiring.openings.add(
            Opening(profile_version_id=version.id, title="Bench", lead_id=workspace.member.id, opened_on=TODAY)
        )
        seats = [work.hiring.seats.add(Seat(opening_id=opening.id, member_id=one.id, skills=keys)) for one in people]
        _rate(work, opening, seats, candidates=candidates)
    workspace.close()
    return opening.id


def _profile(work: Work, keys: tuple[str, ...]) -> ProfileVersion:
    for key in keys:
        if not work.catalogue.skills.where(key=key):
            work.catalogue.skills.add(Skill(key=key, name=key.replace("_", " ").title(), anchors=("Seen",) * 5))
    asked = tuple(
        ProfileSkill(
            skill=key,
            requirement=Requirement.REQUIRED,
            weight=100 / len(keys),
            target_level=TARGET,
            minimum_level=MINIMUM,
        )
        for key in keys
    )
    profile = work.catalogue.profiles.add(Profile(key="bench", name="Bench"))
    return work.catalogue.profile_versions.add(ProfileVersion(profile_id=profile.id, made_at=NOW, skills=asked))


def _rate(work: Work, opening: Opening, seats: list[Seat], *, candidates: int) -> None:
    random, cards = Random(7), []
    for number in range(1, candidates + 1):
        person = work.hiring.candidates.add(Candidate(name=f"Candidate {number:03}", came_on=TODAY))
        one = work.hiring.applications.add(
            Application(candidate_id=person.id, opening_id=opening.id, number=number, applied_on=TODAY)
        )
        able = random.uniform(1.5, 4.5)
        for seat in seats:
            ratings = tuple(
                Rating(
                    skill=key,
                    level=min(5, max(1, round(random.gauss(able, 0.8)))),
                    evidence="Said what they would do, and why, in two sentences",
                )
                for key in seat.skills
            )
            cards.append(
                Scorecard(
                    application_id=one.id,
                    member_id=seat.member_id,
                    seat_id=seat.id,
                    skills=seat.skills,
                    state=CardState.SUBMITTED,
                    submitted_at=NOW,
                    ratings=ratings,
                    first=ratings,
                )
            )
    work.hiring.scorecards.add_many(cards)


def ours(part: ComparePart) -> None:
    """Read the comparison anew and paint it."""
    loop, guard = QEventLoop(), QTimer(singleShot=True, interval=_LONGEST_MS)
    guard.timeout.connect(loop.quit)
    shown: list[bool] = []

    def painted() -> None:
        shown.append(True)
        loop.quit()

    part.board.found = None
    tick = QTimer(interval=1)
    tick.timeout.connect(lambda: painted() if part.board.found is not None else None)
    guard.start()
    tick.start()
    part.refresh()
    loop.exec()
    tick.stop()
    guard.stop()
    if not shown:
        raise TimeoutError("nothing was painted")
    for widget in (part.board.skills.viewport(), part.board.figures.viewport(), part.board.skills.heads.viewport()):
        widget.repaint()


def rival(path: Path, opening_id: int) -> Any:
    """Make means, fits, coverage and spreads of the same rows with pandas."""
    import pandas as pd

    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT scorecards.application_id, member_id, ratings FROM scorecards JOIN applications"
        " ON applications.id = scorecards.application_id WHERE opening_id = ? AND state = 'submitted'",
        (opening_id,),
    ).fetchall()
    (text,) = connection.execute(
        "SELECT skills FROM profile_versions JOIN openings ON profile_version_id = profile_versions.id"
        " WHERE openings.id = ?",
        (opening_id,),
    ).fetchone()
    connection.close()
    asked = pd.DataFrame(json.loads(text)).set_index("skill")
    long = pd.DataFrame(
        [(number, who, one["skill"], one["level"]) for number, who, said in rows for one in json.loads(said)],
        columns=["candidate", "member", "skill", "level"],
    ).dropna()
    means = long.pivot_table(index="candidate", columns="skill", values="level", aggfunc="mean")
    shares = (means / asked["target_level"]).clip(upper=1)
    weights = means.notna() * asked["weight"]
    fits = 100 * (shares * asked["weight"]).sum(axis=1) / weights.sum(axis=1)
    spreads = long.groupby(["candidate", "skill"])["level"].std()
    own = long.assign(share=(long["level"] / TARGET).clip(upper=1)).groupby(["candidate", "member"])["share"].mean()
    return fits.rank(ascending=False), spreads, own.groupby("candidate").std(), weights.sum(axis=1)


def _spent_ms(act: Callable[[], object]) -> tuple[float, float]:
    cpu, clock = time.process_time(), time.perf_counter()
    act()
    return 1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - clock)


def main() -> int:
    """Measure and print both."""
    parser = argparse.ArgumentParser(description="The comparison of candidates beside pandas")
    for name, usual in (("candidates", 200), ("interviewers", 5), ("skills", 12), ("runs", 9)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    asked = parser.parse_args()
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.csops"
        opening_id = make(path, candidates=asked.candidates, interviewers=asked.interviewers, skills=asked.skills)
        workspace, themes, tasks = open_workspace(path), Themes(application), Tasks()
        themes.choose("light")
        part = ComparePart(Desk(workspace, themes=themes, tasks=tasks, live=Live()))
        part.resize(1180, 690)
        part.show()
        part.opening_id = opening_id
        ours(part)
        taken = [(_spent_ms(lambda: ours(part)), _spent_ms(lambda: rival(path, opening_id))) for _ in range(asked.runs)]
        part.close()
        tasks.shutdown()
        workspace.close()
    mine, theirs = (median(one[which][0] for one in taken) for which in (0, 1))
    clock = median(one[0][1] for one in taken)
    print(f"{asked.candidates} candidates x {asked.interviewers} interviewers x {asked.skills} skills, processor time")
    print(f"  csops, read and painted: {mine:.0f} ms (on the clock {clock:.0f} ms)")
    print(f"  pandas, pivot and groupby, nothing painted: {theirs:.0f} ms")
    print(f"  ratio {mine / theirs:.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
