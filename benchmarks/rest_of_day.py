"""Whether what came in the morning tells of the afternoon: `python -m benchmarks.rest_of_day FILE [--time ...]`.

Replays the last days of a file of counts: each day is forecast the evening before and corrected at some hours by what
came until then, with nothing seen that came later. Beside it stands the forecast without a correction.
"""

import argparse
import sys
import time as clock
from collections.abc import Sequence
from datetime import time
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from csops.domain.forecast import rolling
from csops.domain.rest_of_day_past import helped, level_at, past_days
from csops.domain.volume import minutes_from
from csops.domain.volume_file import read_volume
from csops.imports import sources

HOURS = (9, 10, 12, 14, 16, 18)


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _asked(arguments)
    rows = sources.read(asked.file, time_limit_s=120).rows
    series = read_volume(
        rows[1:],
        heading=rows[0],
        time=asked.time,
        count=asked.count,
        every_minutes=minutes_from(asked.every),
        zone="UTC",
    ).series
    began = clock.process_time()
    made = rolling(series, horizon_days=1, origins=asked.days, step_days=1, holidays=asked.holidays)
    days = past_days(series, made)
    print(f"{asked.file.name}: {len(days)} days")
    print("at      days  off corrected  off plain  ratio  in 8 of 10  level cv  noise")
    for hour in HOURS:
        found = helped(days, at=time(hour))
        if found is not None:
            level = level_at(days, at=found.at)
            ratio = found.share / found.plain_share
            print(
                f"{found.at:%H:%M}  {found.days:5}  {found.share:12.2%}  {found.plain_share:9.2%}  {ratio:5.3f}"
                f"  {found.within:10.1%}  {level.cv:8.3f}  {level.noise:5.1f}"
            )
    print(f"{clock.process_time() - began:.2f} s CPU")


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--time", default="Date+Hour", help="column of the time, several joined by +")
    parser.add_argument("--count", default="Arrivals", help="column of the count")
    parser.add_argument("--every", default="1h")
    parser.add_argument("--days", type=int, default=364, help="how many days are replayed")
    parser.add_argument("--holidays", default=None, help="country code of public holidays")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
