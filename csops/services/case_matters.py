"""What cases were about: symptom and real matter, topic, cause, department; and whether the customer confirmed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from csops.domain.access import Permission
from csops.domain.cases import Case, Cause, Confirmation
from csops.domain.errors import InputError
from csops.domain.matters import with_matter
from csops.domain.texts import one_line, short_enough
from csops.services.case_numbers import current_id, current_ids
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


def keep_matter(workspace: Workspace, *, case: Case) -> Case:
    """Keep what a case was about, with the version at which it was read; nothing else of it is taken.

    Raises:
        OutOfRange: the department is too long.
        ConflictError: somebody else wrote something else into the same field meanwhile.
    """
    workspace.require(Permission.EDIT)
    with workspace.work("Change the matter of a case") as work:
        return work.cases.update(with_matter(work.cases.get(case.id), case))


def departments(workspace: Workspace) -> list[str]:
    """Return the departments that were named, the most named first."""
    with workspace.read() as work:
        return work.cases.departments()


def set_topic(workspace: Workspace, *, case_ids: Sequence[int], topic_id: int | None) -> int:
    """Give cases a topic (None: none), as one act. Returns how many had another."""
    workspace.require(Permission.EDIT)
    with workspace.work("Set the topic") as work:
        if topic_id is not None:
            work.topics.get(topic_id)
        return _changed(work, case_ids, {"topic_id": topic_id})


def set_cause(
    workspace: Workspace, *, case_ids: Sequence[int], cause: Cause | None, department: str | None = None
) -> int:
    """Say what cases came from, and from which department where one is given, as one act.

    Returns how many of them said something else before.
    """
    workspace.require(Permission.EDIT)
    values: dict[str, Any] = {"cause": cause}
    if department is not None:
        values["department"] = short_enough(one_line(department), field="department")
    with workspace.work("Set the cause") as work:
        return _changed(work, case_ids, values)


def confirm(workspace: Workspace, *, case_id: int, confirmed: Confirmation) -> Case:
    """Note what the customer said to the question whether a case is solved.

    Raises:
        InputError: the case is not resolved, so that there was nothing to ask.
        NotFound: there is no such case.
    """
    workspace.require(Permission.LOG)
    with workspace.work("Note what the customer said") as work:
        case = work.cases.get(current_id(work, case_id))
        if not case.state.is_settled:
            raise InputError(
                field="case",
                problem="It is not resolved, so there is nothing to confirm yet",
                right="Resolve it, and say then what the customer said",
            )
        return work.cases.update(replace(case, confirmed=confirmed))


def _changed(work: Work, case_ids: Sequence[int], values: dict[str, Any]) -> int:
    cases = [work.cases.get(one) for one in current_ids(work, case_ids)]
    changed = [after for case in cases if (after := replace(case, **values)) != case]
    work.cases.update_many(changed)
    return len(changed)
