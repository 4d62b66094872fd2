"""The metadata once every table is in it, for who asks for all of them; the start of the window needs only some."""

from csops.storage import (
    care,
    contacts,
    customers,
    forecast,
    hiring,
    journal,
    people,
    quality,
    rosters,
    skills,
    team,
    times,
)
from csops.storage.columns import metadata

__all__ = ["ROOMS", "metadata"]

ROOMS = (care, contacts, customers, forecast, hiring, journal, people, quality, rosters, skills, team, times)
