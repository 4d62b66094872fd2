"""The overview of reviews, from the question until the figures are there, against plain SQL and pandas.

    python -m benchmarks.review_results [--reviews 5000] [--runs 9]

Ours is `review_results`: scores with intervals by person, reviewer, channel, topic, card and criterion, weeks
with control limits. The rival reads the same rows with sqlite3 into pandas, takes the ratings apart with json, and
answers mean, number and standard deviation by person, channel, topic and criterion; no interval, no weights, no right
asked. Milliseconds of processor time beside those on the wall: others work on this computer too. Target: 200 ms at
5,000, and at most 2.5 times the rival.

Measured on two shared cores: 122 ms of the processor (before: 195 ms), 1.8 times the rival.
"""

import argparse
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pandas as pd

from csops.bootstrap import create_workspace
from csops.domain.access import Role
from csops.domain.people import Member
from csops.domain.review_cards import CardState, CardVersion, ReviewCard
from csops.domain.review_samples import Layer, Pick, PickState, Sample, Stratum
from csops.domain.reviews import CriterionRating, Purpose, Review, ReviewState, Source
from csops.domain.scoring import card_from, score_review
from csops.services.content import starter
from csops.services.review_changes import results_before
from csops.services.review_results import review_results
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
WEEKS = 40
CARD = "phone"


def fill(workspace: Workspace, *, reviews: int, seed: int = 7) -> None:
    """Keep so many sent reviews of fair samples, one sample a week, among the members that there are."""
    draw = random.Random(seed)
    with workspace.work("Fill") as work:
        for number in range(1, 8):
            work.members.add(Member(name=f"Person {number}", initials=f"P{number}", role=Role.AGENT))
        people = [member.id for member in work.members.all()]
        channels = [channel.id for channel in work.channels.all()]
        topics = [topic.id for topic in work.topics.all()]
        card = card_from(starter("qa_scorecards"), key=CARD)
        kept = work.quality.cards.add(ReviewCard(key="measured", name="Measured", current=1))
        version = work.quality.card_versions.add(
            CardVersion(card_id=kept.id, made_at=START, state=CardState.PUBLISHED, criteria=card.criteria)
        )
        made: list[Review] = []
        for week in range(WEEKS):
            picks = _picks(work, week, people, each=reviews // WEEKS // len(people))
            for pick in picks:
                ratings = {
                    one.key: None if one.allow_na and draw.random() < 0.1 else draw.choice((2, 2, 2, 1, 0))
                    for one in card.criteria
                }
                score = score_review(card, ratings)
                made.append(
                    Review(
                        contact_id=None,
                        case_id=None,
                        member_id=pick.member_id,
                        reviewer_id=draw.choice(people),
                        happened_at=START + timedelta(weeks=week, hours=draw.randrange(140)),
                        channel_id=draw.choice(channels),
                        topic_id=draw.choice(topics),
                        card_version_id=version.id,
                        purpose=Purpose.FAIR,
                        source=Source.RECORDING,
                        pick_id=pick.id,
                        state=ReviewState.SENT,
                        ratings=tuple(
                            CriterionRating(criterion=key, rating=rating, note="Said so" if rating == 1 else "")
                            for key, rating in ratings.items()
                        ),
                        raw=score.raw,
                        final=score.final,
                        seen=score.seen,
                        outcome=score.outcome,
                        critical=score.critical,
                        finished_at=START + timedelta(weeks=week + 1),
                    )
                )
        work.quality.reviews.add_many(made)


def _picks(work: Work, week: int, people: list[int], *, each: int) -> list[Pick]:
    sample = work.quality.samples.add(
        Sample(
            name=f"Week {week}",
            since=START + timedelta(weeks=week),
            until=START + timedelta(weeks=week + 1),
            made_at=START,
            seed=week,
            strata=(Stratum.PERSON,),
            layers=tuple(Layer(key=(str(one),), size=210, drawn=each) for one in people),
        )
    )
    return work.quality.picks.add_many(
        [
            Pick(sample_id=sample.id, contact_id=None, member_id=one, layer=(str(one),), state=PickState.DONE)
            for one in people
            for _ in range(each)
        ]
    )


def rival(path: Path) -> int:
    """Read the same with sqlite3 and pandas and answer means; return how many rows there were."""
    connection = sqlite3.connect(path)
    frame = pd.read_sql_query(
        "SELECT member_id, channel_id, topic_id, happened_at, final, ratings FROM reviews "
        "WHERE state = 'sent' AND purpose = 'fair'",
        connection,
    )
    connection.close()
    for column in ("member_id", "channel_id", "topic_id"):
        frame.groupby(column)["final"].agg(["mean", "count", "std"])
    rows = [(one["criterion"], one["rating"]) for text in frame["ratings"] for one in json.loads(text)]
    pd.DataFrame(rows, columns=["criterion", "rating"]).groupby("criterion")["rating"].agg(["mean", "count", "std"])
    return len(frame)


def measured(act: Callable[[], object], *, runs: int) -> tuple[float, float]:
    """Return the medians of milliseconds of the processor and on the wall."""
    cpu, wall = [], []
    for _ in range(runs):
        at, spent = time.perf_counter(), time.process_time()
        act()
        wall.append(1000 * (time.perf_counter() - at))
        cpu.append(1000 * (time.process_time() - spent))
    return statistics.median(cpu), statistics.median(wall)


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reviews", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=9)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reviews.csops"
        workspace = create_workspace(path, owner="Mara")
        fill(workspace, reviews=asked.reviews)
        last = (START + timedelta(weeks=WEEKS)).date()
        found = review_results(workspace, first_day=date(2026, 1, 1), last_day=last)
        ours = measured(lambda: review_results(workspace, first_day=date(2026, 1, 1), last_day=last), runs=asked.runs)
        after = last + timedelta(days=1)
        until = after + (last - date(2026, 1, 1))
        workspace.now = lambda: START + timedelta(weeks=3 * WEEKS)  # type: ignore[method-assign]  # both are lived through
        before = measured(lambda: results_before(workspace, first_day=after, last_day=until), runs=asked.runs)
        theirs = measured(lambda: rival(path), runs=asked.runs)
        workspace.close()
    print(
        f"{found.whole.reviews} reviews, {len(found.criteria)} criteria, {len(found.trend.points)} points of the trend"
    )
    print(f"ours            {ours[0]:7.1f} ms of CPU  {ours[1]:7.1f} ms on the clock")
    print(f"the time before {before[0]:7.1f} ms of CPU  {before[1]:7.1f} ms on the clock")
    print(f"sqlite3+pandas  {theirs[0]:7.1f} ms of CPU  {theirs[1]:7.1f} ms on the clock")
    print(f"ratio           {ours[0] / theirs[0]:7.2f}")


if __name__ == "__main__":
    main()
