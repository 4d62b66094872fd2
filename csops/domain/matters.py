"""What a case was about: stated and real matter, cause, department."""

from dataclasses import replace

from csops.domain.cases import Case
from csops.domain.texts import kept, one_line, short_enough

MATTER_FIELDS = ("stated", "matter", "cause", "department", "cause_note")
"""What a person writes about the matter of a case; nothing else is kept with it."""


def with_matter(case: Case, said: Case) -> Case:
    """Return the case with what `said` says of its matter, tidied, and of the version at which that was read.

    Raises:
        OutOfRange: the department is longer than a record keeps.
    """
    department = short_enough(one_line(said.department), field="department")
    return replace(
        case,
        version=said.version,
        stated=kept(said.stated),
        matter=kept(said.matter),
        cause=said.cause,
        department=department,
        cause_note=kept(said.cause_note),
    )
