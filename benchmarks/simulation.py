"""A planned week, played 100 times: `python -m benchmarks.simulation`. CPU time of one core; wanted: under 10 s."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from csops.domain.simulation import Expected, PlannedWeek, PlayedChannel, PlayedPerson, on_duty, simulate

HOUR, DAY = 3600.0, 86_400.0
RUNS = 100
CHANNELS = (
    PlayedChannel(key="phone", is_immediate=True, handle_time_s=240, target_s=20, patience_s=120, week_cv=0.1),
    PlayedChannel(key="chat", is_immediate=True, handle_time_s=420, target_s=45, patience_s=180, concurrency=3),
    PlayedChannel(key="walk_in", is_immediate=True, handle_time_s=300, target_s=120),
    PlayedChannel(key="email", is_immediate=False, handle_time_s=360, target_s=4 * HOUR),
    PlayedChannel(key="social", is_immediate=False, handle_time_s=300, target_s=2 * HOUR),
)
A_HALF_HOUR = {"phone": 12.0, "chat": 6.0, "walk_in": 3.0, "email": 8.0, "social": 2.0}


def week(*, people: int, share: float) -> PlannedWeek:
    """Six days of nine hours; this share of 31 contacts in each half hour."""
    opened = tuple((day * DAY + 9 * HOUR, day * DAY + 18 * HOUR) for day in range(6))
    return PlannedWeek(
        starts_at=datetime(2026, 1, 5, tzinfo=UTC),
        channels=CHANNELS,
        expected=tuple(
            Expected(
                start_s=begin + half * 1800,
                length_s=1800,
                contacts={key: count * share for key, count in A_HALF_HOUR.items()},
            )
            for begin, _ in opened
            for half in range(18)
        ),
        people=tuple(
            PlayedPerson(
                name=f"Person {place + 1}",
                on_duty=on_duty(
                    opened,
                    breaks=[(begin + 3 * HOUR + place * 600, begin + 3.5 * HOUR + place * 600) for begin, _ in opened],
                ),
            )
            for place in range(people)
        ),
        open=opened,
    )


def main() -> None:
    for people, share in ((2, 0.15), (6, 1.0), (15, 2.5), (40, 7.0)):
        played = week(people=people, share=share)
        began = time.process_time()
        found = simulate(played, runs=RUNS)
        taken = time.process_time() - began
        contacts = sum(channel.offered for channel in found.channels)
        busy = f"{found.occupancy:.0%} busy" if found.occupancy is not None else "nobody there"
        print(
            f"a week of {people} people, {len(CHANNELS)} channels, {contacts:,.0f} contacts ({busy}), {RUNS} runs: "
            f"{taken:.2f} s; {taken / RUNS / contacts * 1e6:.1f} µs a contact"
        )


if __name__ == "__main__":
    main()
