"""How often the intervals of review scores hold the truth: samples drawn again and again from known populations.

    python -m benchmarks.review_intervals [--samples 1000] [--seed 7] [--json]

Some people handled contacts, as many each or (further down) unlike many; every contact has a true score on a card of
nine criteria, and with the stated chance a critical error that zeroes it. A sample of n contacts a person is drawn, as
csops draws it (stratified by person), and scored; the interval of each person, that of the whole team and that of one
topic (each fourth contact, over all persons) either hold the true mean or not. A right 95 % interval does in 95 of 100.
`first`: nothing was reviewed before. `later`: twenty earlier reviews of each person tell how much scores differ, as the
past year does in csops. Beside them the textbook's interval, Student's t on the spread of the very same sample alone;
and how wide each is on average.

Measured (1,000 samples, seed 7, sizes 5 to 50, in per cent that held):

    no critical errors         person 94-95 first, 94-97 later (textbook 93-94);
                               team 94-94 first, 94-96 later; topic 92-95
    3 % critical errors        person 90-94 first, 92-97 later (textbook 88-90);
                               team 88-94 first, 94-97 later; topic 94-97
    10 % critical errors       person 90-94 first, 92-97 later (textbook 79-93);
                               team 91-95 first, 94-96 later; topic 95-98
    unlike people, 0 to 20 %   person 92-94 first, 93-98 later (textbook 85-93);
                               team 89-94 first, 94-96 later; topic 96-97
    unlike volumes, 60 to 600  person 92-94 first, 94-98 later (textbook 85-93);
                               team 89-94 first, 94-98 later; topic 94-97
    eight unlike, 50 to 400    person 94-95 first, 95-98 later (textbook 87-94);
                               team 92-94 first, 95-97 later; topic 96-97
    one weak handles most      person 94-96 first, 95-98 later (textbook 84-94);
                               team 80-94 first, 92-96 later; topic 72-92
    one calm handles most      person 93-96 first, 95-97 later (textbook 89-95);
                               team 99-100 first, 98-100 later; topic 88-93
    2,000 with 15 % errors     person 87-96 first, 96-98 later (textbook 82-94);
                               team 70-94 first, 92-95 later; topic 76-96

A topic of which five reviews or fewer of each person were drawn at random may hold none of the person who handles most:
no interval can know of that.
"""

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from csops.domain.review_estimates import Estimate, Row, mean_of, pooled, tallied, usual_variances

WEIGHTS = (5, 10, 15, 20, 15, 10, 8, 7, 10)
Person = tuple[int, float, float]
"""How many contacts, how likely each criterion is met, and how likely a critical error is."""
MEETING = (0.65, 0.75, 0.8, 0.85, 0.9)
POPULATIONS: dict[str, tuple[Person, ...]] = {
    "no critical errors": tuple((210, skill, 0.0) for skill in MEETING),
    "3 % critical errors": tuple((210, skill, 0.03) for skill in MEETING),
    "10 % critical errors": tuple((210, skill, 0.1) for skill in MEETING),
    "unlike people, 0 to 20 %": (
        (210, 0.65, 0.0),
        (210, 0.75, 0.02),
        (210, 0.85, 0.05),
        (210, 0.8, 0.1),
        (210, 0.9, 0.2),
    ),
    "unlike volumes, 60 to 600": (
        (60, 0.65, 0.0),
        (120, 0.75, 0.02),
        (300, 0.85, 0.05),
        (600, 0.8, 0.1),
        (200, 0.9, 0.2),
    ),
    "eight unlike, 50 to 400": (
        (50, 0.6, 0.1),
        (400, 0.8, 0.02),
        (100, 0.9, 0.0),
        (200, 0.7, 0.05),
        (400, 0.85, 0.08),
        (50, 0.95, 0.0),
        (100, 0.75, 0.03),
        (200, 0.8, 0.15),
    ),
    "one weak handles most": ((900, 0.6, 0.1), *((90, 0.95, 0.0) for _ in range(6))),
    "one calm handles most": ((900, 0.95, 0.0), *((90, 0.6, 0.1) for _ in range(6))),
    "2,000 with 15 % errors": ((2000, 0.8, 0.15), (100, 0.95, 0.0), (100, 0.95, 0.0)),
}
SIZES = (3, 5, 10, 20, 50)
EARLIER = 20
TOPICS = 4
KINDS = ("person, first", "person, later", "textbook", "team, first", "team, later", "topic, later")


@dataclass
class Count:
    """Of how many intervals so many held the truth; `width` is their sum in points."""

    tried: int = 0
    held: int = 0
    width: float = 0.0

    def take(self, found: Estimate, truth: float) -> None:
        """Count one interval."""
        low, high = found.low or 0.0, found.high or 0.0
        self.tried += 1
        self.held += low - 1e-9 <= truth <= high + 1e-9
        self.width += high - low

    def told(self) -> dict[str, float]:
        """Return the share that held, and the mean width."""
        return {"held": round(self.held / self.tried, 4), "width": round(self.width / self.tried, 2)}


def population(random_: random.Random, person: Person) -> list[float]:
    """Return the true scores of one person's contacts: 0 to 100 each."""
    contacts, skill, critical = person
    return [_score(random_, skill, critical) for _ in range(contacts)]


def _score(random_: random.Random, skill: float, critical: float) -> float:
    if random_.random() < critical:
        return 0.0
    total = 0.0
    for weight in WEIGHTS:
        chance = random_.random()
        total += weight * (1.0 if chance < skill else 0.5 if chance < skill + (1 - skill) * 0.6 else 0.0)
    return total


def simulated(people: Sequence[Sequence[float]], *, size: int, samples: int, seed: int) -> dict[str, Count]:
    """Draw samples and return how often each kind of interval held the truth."""
    random_ = random.Random(seed)
    truths = [fmean(one) for one in people]
    team = fmean(value for one in people for value in one)
    topic = fmean(value for one in people for value in one[::TOPICS])
    found = {name: Count() for name in KINDS}
    for _ in range(samples):
        places = [random_.sample(range(len(one)), min(size, len(one))) for one in people]
        before = [random_.choices(list(one), k=EARLIER) for one in people]
        rows = [
            [(one[place], person, len(one) / len(chosen)) for place in chosen]
            for person, (one, chosen) in enumerate(zip(people, places, strict=True))
        ]
        of_topic = [
            row
            for one, chosen in zip(rows, places, strict=True)
            for row, place in zip(one, chosen, strict=True)
            if place % TOPICS == 0
        ]
        drawn = [[value for value, _person, _weight in one] for one in rows]
        first = Past(drawn)
        later = Past([[*old, *new] for old, new in zip(before, drawn, strict=True)])
        whole = [row for one in rows for row in one]
        for one, truth in zip(rows, truths, strict=True):
            found["person, first"].take(first.mean(one), truth)
            found["person, later"].take(later.mean(one), truth)
            found["textbook"].take(mean_of(tallied(one)), truth)
        found["team, first"].take(first.mean(whole), team)
        found["team, later"].take(later.mean(whole), team)
        if of_topic:
            found["topic, later"].take(later.mean(of_topic), topic)
    return found


class Past:
    """What is known of how much scores differ, as `review_results.basis` takes it."""

    def __init__(self, people: Sequence[Sequence[float]]) -> None:
        sums = tallied((value, person, 1.0) for person, values in enumerate(people) for value in values)
        self.spread = pooled(sums)
        self.usual = usual_variances(sums, self.spread)

    def mean(self, rows: Sequence[Row]) -> Estimate:
        """Return the mean of reviews with its interval."""
        sums = [one._replace(usual=self.usual.get(one.layer)) for one in tallied(rows)]
        return mean_of(sums, spread=self.spread)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rows: list[tuple[str, int, dict[str, dict[str, float]]]] = []
    for name, described in POPULATIONS.items():
        random_ = random.Random(asked.seed)
        people = [population(random_, person) for person in described]
        for size in SIZES:
            found = simulated(people, size=size, samples=asked.samples, seed=asked.seed + size)
            rows.append((name, size, {kind: count.told() for kind, count in found.items()}))
    if asked.json:
        print(json.dumps({"samples": asked.samples, "rows": rows}))
        return
    print(f"{asked.samples} samples of each; share of 95 % intervals that hold the truth (mean width in points)")
    for name, size, told in rows:
        parts = "  ".join(f"{kind} {one['held']:.1%} ({one['width']:.1f})" for kind, one in told.items())
        print(f"{name:<24} {size:>2} each  {parts}")


if __name__ == "__main__":
    main()
