"""What `forecast --explain` says: what makes up the forecast of a day, and what won against what."""

from datetime import date
from typing import TYPE_CHECKING

from csops.cli.call import Answer
from csops.domain.errors import OutOfRange

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.predictions import Forecast


def explained(made: "Forecast", day: date) -> Answer:
    """Return what makes up the forecast of one day.

    Raises:
        OutOfRange: nothing is forecast for that day.
    """
    from csops.domain.explanations import won
    from csops.domain.predictions import Horizon

    if day not in made.parts:
        known = f"from {min(made.parts)} to {max(made.parts)}, an open day" if made.parts else "none: nothing is open"
        raise OutOfRange(field="--explain", value=day, right=f"Take a day that is forecast: {known}")
    rows = [row for row in made.rows if row.time.date() == day]
    ahead = (day - made.origin.date()).days
    wanted = Horizon.DAY if ahead == 0 else Horizon.WEEK if ahead < Horizon.WEEK.days else Horizon.MONTH
    best = won(made.tried.get(wanted, {}))
    contacts = sum(row.mean for row in rows)
    data = {
        "day": day,
        "contacts": contacts,
        "parts": {part.value: share for part, share in made.parts[day].items()},
        "method": rows[0].method,
        "won": best,
        "naive_wins": bool(best and best.is_naive),
    }
    lines = [f"{day}: {contacts:.1f} contacts by {rows[0].method.value}"]
    lines += [f"  {share:+8.1f}  {part.value}" for part, share in made.parts[day].items()]
    if best is not None and best.runner_up is not None:
        lines.append(
            f"{best.method.value} won by {best.nearer_than_next:.0%} over {best.runner_up.value}, "
            f"{best.nearer_than_naive:.0%} nearer than last week's numbers"
        )
    return Answer(data=data, lines=tuple(lines))
