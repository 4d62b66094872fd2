"""Skills that are named by their key: no foreign key holds them, so whoever takes one away asks here."""

from csops.storage.unit_of_work import Work


def unknown_skills(work: Work) -> set[str]:
    """Return the keys that profiles or plans name and that the catalogue has not; none, if all is well."""
    known = {skill.key for skill in work.catalogue.skills.all()}
    named = {each.skill for version in work.catalogue.profile_versions.all() for each in version.skills}
    named |= {key for seat in work.hiring.seats.all() for key in seat.skills}
    return named - known
