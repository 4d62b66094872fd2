"""How many scorecards wait for somebody: asked while the window starts, so without the tables of hiring."""

from sqlalchemy import Connection, text

_WAITING = text(
    """
    select count(*) from scorecards
    join applications on applications.id = scorecards.application_id
    join openings on openings.id = applications.opening_id
    where scorecards.member_id = :member and scorecards.state = 'planned'
    and applications.outcome = 'open' and openings.state = 'open'
    and not exists (
        select 1 from ties where ties.member_id = :member and ties.candidate_id = applications.candidate_id
    )
    """
)


def count_waiting(connection: Connection, *, member_id: int) -> int:
    """Return how many scorecards a member is still to fill, on candidates and openings that go on."""
    return int(connection.execute(_WAITING, {"member": member_id}).scalar_one())
