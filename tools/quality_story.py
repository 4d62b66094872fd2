"""Lives through a week of quality by what people click and type: three reviewers, three windows on one file.

    QT_QPA_PLATFORM=offscreen python -m tools.quality_story [FOLDER] [--keyboard] [--small]

On the sample business a stratified sample is drawn, ten contacts are reviewed, a colleague answers and disputes one
of the reviews, three contacts are calibrated by three reviewers, and somebody is coached. Everything goes through the
pages; keys, clicks and seconds of the program are counted. With a FOLDER, pictures of each step are kept there;
with --keyboard nothing is clicked; with --small it happens in a small shop.
"""

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtWidgets import QApplication

from csops.ui.kit import plurals
from tools.quality_deeds import Deeds
from tools.quality_reviewing import Story
from tools.quality_shop import DAN


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much is done: contacts drawn in all, reviews by Mara, contacts calibrated; results looked at in the end."""

    wanted: int = 30
    reviews: int = 10
    contacts: int = 3
    looks_back: bool = True


SMALL = Plan(wanted=6, reviews=2, contacts=1, looks_back=False)


def live_through(
    folder: Path,
    *,
    plan: Plan = SMALL,
    pictures: Path | None = None,
    is_sample: bool = False,
    has_mouse: bool = True,
) -> Story:
    """Live through it on a fresh file in `folder`: of the sample business, or of a small shop."""
    deeds = Deeds(folder, pictures=pictures, is_sample=is_sample, has_mouse=has_mouse)
    try:
        deeds.draw(wanted=plan.wanted)
        deeds.review(plan.reviews)
        deeds.read_and_dispute()
        deeds.decide()
        for number in range(plan.contacts):
            deeds.calibrate(number, whose=DAN)
        deeds.take_notes_up()
        deeds.coach(deeds.story.colleague)
        deeds.read_agreed()
        if plan.looks_back:
            deeds.look_back()
        return deeds.story
    finally:
        deeds.close()


def main() -> None:
    """Live through it and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pictures", nargs="?", type=Path)
    parser.add_argument("--keyboard", action="store_true", help="without a mouse")
    parser.add_argument("--small", action="store_true", help="in a small shop")
    asked = parser.parse_args()
    application = QApplication.instance() or QApplication([])
    plurals.install(application)
    plan = SMALL if asked.small else Plan()
    with tempfile.TemporaryDirectory() as folder:
        story = live_through(
            Path(folder),
            plan=plan,
            pictures=asked.pictures,
            is_sample=not asked.small,
            has_mouse=not asked.keyboard,
        )
    print(f"drawn over person and channel: {story.previewed}; {story.drawn}")
    reviews = story.reviews
    print(f"reviews: {len(reviews)}; the first with evidence and notes {reviews[0]}")
    for name in ("keys", "clicks", "seconds"):
        found = [getattr(one, name) for one in reviews[1:] or reviews]
        print(f"  {name} each by ratings alone: {[round(one, 2) for one in found]}, median {median(found):.3g}")
    print(f"disputed: {story.disputed}; decided: {story.decided}; score {story.before} -> {story.after}")
    print(f"calibrated: {len(story.equal)} contacts; same rating {story.equal}; {story.published}")
    print(f"coached on: {story.coached}; agreed: {story.agreed}")
    for name, one in story.acts.items():
        print(f"  {name}: {one.keys} keys, {one.clicks} clicks, {one.seconds:.2f} s of the program")


if __name__ == "__main__":
    main()
