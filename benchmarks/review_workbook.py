"""Change workbooks of reviews, let LibreOffice work them out again, and compare every score with ours.

    python -m benchmarks.review_workbook [--cards N] [--reviews N]

Writes sheets of random reviews on random cards (scales of 2 to 5 steps or own percents, all consequences, criteria that
are not applicable). Weights, pass marks and ratings are changed; the stored values of the formulas are thrown away, so
that nothing of ours can be read back. Needs LibreOffice (`soffice` on the path; Debian: libreoffice-calc). Target:
every outcome and number of critical errors the same, every raw and final score, weighted mean and share seen within
1e-9.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.living_workbook import TOLERANCE, recalculated
from csops.domain.reports import Report
from csops.domain.scoring import Consequence, Criterion, Scale, Scorecard, Step, score_review
from csops.services.review_live import Scored, sheet_of

_FIRST_RATING = 5
_CONSEQUENCES = (None, None, None, *Consequence)


def random_card(draw: random.Random, number: int) -> Scorecard:
    """Return a card of 1 to 15 criteria whose weights total 100; one that is critical may weigh nothing."""
    count = draw.randint(1, 15)
    consequences = [draw.choice(_CONSEQUENCES) for _ in range(count)]
    free = [does is not None and at > 0 and draw.random() < 0.3 for at, does in enumerate(consequences)]
    weights = [0.0 if is_free else draw.uniform(0.1, 10) for is_free in free]
    criteria = tuple(
        Criterion(
            key=f"c{place}",
            name=f"Criterion {place}",
            section=draw.choice("abc"),
            scale=_scale(draw, place),
            weight=100 * weight / sum(weights),
            consequence=consequences[place - 1],
        )
        for place, weight in enumerate(weights, start=1)
    )
    return Scorecard(key=f"card_{number}", name=f"Card {number}", pass_mark=draw.randint(40, 95), criteria=criteria)


def _scale(draw: random.Random, place: int) -> Scale:
    steps = draw.randint(2, 5)
    first = draw.choice([0, 1])
    even = [100 * step / (steps - 1) for step in range(steps)]
    own = sorted(draw.uniform(0, 100) for _ in range(steps))
    return Scale(
        key=f"scale_{place}",
        steps=tuple(
            Step(rating=first + step, percent=percent) for step, percent in enumerate(draw.choice([even, own]))
        ),
    )


def random_ratings(draw: random.Random, card: Scorecard) -> dict[str, float | None]:
    """Return a rating of each scale, now and then none."""
    return {one.key: None if draw.random() < 0.2 else draw.choice(one.scale.steps).rating for one in card.criteria}


@dataclass
class Found:
    """How far LibreOffice and we are apart."""

    compared: int = 0
    worst: float = 0.0
    words: int = 0

    def figure(self, theirs: Any, ours: float | None) -> None:
        """Compare one figure; both blank is the same."""
        self.compared += 1
        blank = theirs in {None, ""}
        off = 0.0 if blank and ours is None else float("inf") if blank or ours is None else abs(float(theirs) - ours)
        self.worst = max(self.worst, off)


def _sheets(book: Any) -> Iterator[tuple[Any, int]]:
    """Yield each sheet of scores with the row of its headings."""
    for sheet in book.worksheets:
        names = [cell.value for cell in sheet["A"]]
        if "Pass mark" in names:
            yield sheet, names.index("Contact") + 1


def _change(sheet: Any, head: int, card: Scorecard, draw: random.Random) -> Scorecard:
    """Change weights, pass mark and ratings in the cells, and return the card that they are now of."""
    at = [cell.value for cell in sheet["A"]].index("Pass mark") + 1
    mark = draw.randint(30, 95)
    sheet.cell(at, 2).value = mark
    weights = [draw.choice([0, draw.uniform(0.5, 40), draw.randint(1, 40)]) for _ in card.criteria]
    weights[0] = weights[0] or 1.0
    for number, weight in enumerate(weights, start=1):
        sheet.cell(at + number, 2).value = weight
    for row in _rows(sheet, head):
        for place, one in enumerate(card.criteria):
            if draw.random() < 0.4:
                sheet.cell(row, _FIRST_RATING + place).value = draw.choice(
                    [None, *(step.rating for step in one.scale.steps)]
                )
    criteria = tuple(replace(one, weight=weight) for one, weight in zip(card.criteria, weights, strict=True))
    return replace(card, pass_mark=mark, criteria=criteria)


def _rows(sheet: Any, head: int) -> range:
    last = head + 1
    while sheet.cell(last, 2).value is not None:
        last += 1
    return range(head + 1, last)


def _compare(sheet: Any, head: int, card: Scorecard, found: Found) -> None:
    names = {cell.value: cell.column for cell in sheet[head] if cell.value}
    judged: dict[str, list[tuple[float, float]]] = {"Raw": [], "Final": []}
    for row in _rows(sheet, head):
        given = [sheet.cell(row, _FIRST_RATING + place).value for place in range(len(card.criteria))]
        ours = score_review(card, {one.key: rating for one, rating in zip(card.criteria, given, strict=True)})
        said = {name: sheet.cell(row, column).value for name, column in names.items()}
        found.figure(said["Raw"], ours.raw)
        found.figure(said["Final"], ours.final)
        found.figure(said["Seen (%)"], 100 * ours.seen)
        for name, score in (("Raw", ours.raw), ("Final", ours.final)):
            if score is not None:
                judged[name].append((score, said["Stands for (contacts)"]))
        found.words += said["Outcome"] != ours.outcome.value.replace("_", " ")
        if ours.raw is not None:
            found.words += said["Critical errors"] != len(ours.critical)
    below = [cell.value for cell in sheet["A"]].index("Mean by what each stands for") + 1
    for name, scores in judged.items():
        whole = sum(weight for _, weight in scores)
        ours_mean = sum(score * weight for score, weight in scores) / whole if whole else None
        found.figure(sheet.cell(below, names[name]).value, ours_mean)


def check(*, cards: int, reviews: int, seed: int) -> bool:
    """Print how far apart LibreOffice and we are, as made and changed; whether it is near enough."""
    import openpyxl

    from csops.excel import workbook

    draw, found = random.Random(seed), Found()
    made = [random_card(draw, number) for number in range(1, cards + 1)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sections = tuple(sheet_of(card, _scored(draw, card, reviews), title=card.name) for card in made)
        workbook.write(Report(title="Reviews", sections=sections), folder / "reviews.xlsx")
        cases: list[tuple[Path, list[Scorecard]]] = []
        for number in range(4):
            book = openpyxl.load_workbook(folder / "reviews.xlsx")
            now = [
                _change(sheet, head, card, draw) if number else card
                for (sheet, head), card in zip(_sheets(book), made, strict=True)
            ]
            path = folder / f"changed-{number}.xlsx"
            book.save(path)
            cases.append((path, now))
        for path, (_, now) in zip(recalculated([path for path, _ in cases], folder), cases, strict=True):
            book = openpyxl.load_workbook(path, data_only=True)
            for (sheet, head), card in zip(_sheets(book), now, strict=True):
                _compare(sheet, head, card, found)
    print(
        f"reviews: worst deviation {found.worst:.1e} of {found.compared} figures (target {TOLERANCE:.0e}); "
        f"{found.words} outcomes and counts of critical errors differ (target 0)"
    )
    return found.compared > 0 and found.worst <= TOLERANCE and not found.words


def _scored(draw: random.Random, card: Scorecard, reviews: int) -> Sequence[Scored]:
    return [
        Scored(
            name=f"Review {number}",
            day=date(2026, 11, 1),
            member="Dan",
            reviewer="Priya",
            ratings=random_ratings(draw, card),
            stands_for=draw.choice([1.0, draw.uniform(1, 60)]),
        )
        for number in range(reviews)
    ]


def main() -> int:
    """Print the figures; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, default=12)
    parser.add_argument("--reviews", type=int, default=25)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    return 0 if check(cards=options.cards, reviews=options.reviews, seed=options.seed) else 1


if __name__ == "__main__":
    raise SystemExit(main())
