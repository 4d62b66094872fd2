"""How often the intervals of review scores hold the truth: samples drawn again and again from known populations.

    python -m benchmarks.review_intervals [--samples 1000] [--seed 7] [--json]

Five people handled 210 contacts each; every contact has a true score on a card of nine criteria, and with the stated
chance a critical error that zeroes it. A sample of n contacts a person is drawn, as csops draws it (stratified by
person), and scored; the interval of each person and that of the whole team either hold the true mean of the 210 (of
all 1,050) or not. A right 95 % interval does in 95 of 100. `first`: nothing was reviewed before. `later`: twenty
earlier reviews of each person tell how much scores differ, as the past year does in csops. Beside them the textbook's
interval, Student's t on the spread of the very same sample alone; and how wide each is on average.
"""

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from csops.domain.review_estimates import Estimate, Spread, mean_of, pooled, tallied

WEIGHTS = (5, 10, 15, 20, 15, 10, 8, 7, 10)
CONTACTS = 210
POPULATIONS = {
    "no critical errors": ((0.65, 0.0), (0.75, 0.0), (0.8, 0.0), (0.85, 0.0), (0.9, 0.0)),
    "3 % critical errors": ((0.65, 0.03), (0.75, 0.03), (0.8, 0.03), (0.85, 0.03), (0.9, 0.03)),
    "10 % critical errors": ((0.65, 0.1), (0.75, 0.1), (0.8, 0.1), (0.85, 0.1), (0.9, 0.1)),
    "unlike people, 0 to 20 %": ((0.65, 0.0), (0.75, 0.02), (0.85, 0.05), (0.8, 0.1), (0.9, 0.2)),
}
SIZES = (3, 5, 10, 20, 50)
EARLIER = 20
KINDS = ("person, first", "person, later", "textbook", "team, first", "team, later")


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


def population(random_: random.Random, skill: float, critical: float) -> list[float]:
    """Return the true scores of one person's contacts: 0 to 100 each."""
    return [_score(random_, skill, critical) for _ in range(CONTACTS)]


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
    truths = [sum(one) / len(one) for one in people]
    team = sum(truths) / len(truths)
    found = {name: Count() for name in KINDS}
    for _ in range(samples):
        drawn = [random_.sample(list(one), size) for one in people]
        before = [random_.choices(list(one), k=EARLIER) for one in people]
        first = _spread(drawn)
        later = _spread([[*old, *new] for old, new in zip(before, drawn, strict=True)])
        rows = [[(value, person, CONTACTS / size) for value in one] for person, one in enumerate(drawn)]
        for one, truth in zip(rows, truths, strict=True):
            found["person, first"].take(mean_of(tallied(one), spread=first), truth)
            found["person, later"].take(mean_of(tallied(one), spread=later), truth)
            found["textbook"].take(mean_of(tallied(one)), truth)
        whole = [each for one in rows for each in one]
        found["team, first"].take(mean_of(tallied(whole), spread=first), team)
        found["team, later"].take(mean_of(tallied(whole), spread=later), team)
    return found


def _spread(people: Sequence[Sequence[float]]) -> Spread | None:
    return pooled(tallied((value, person, 1.0) for person, values in enumerate(people) for value in values))


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
        people = [population(random_, skill, critical) for skill, critical in described]
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
