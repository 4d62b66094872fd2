"""What cases were about: stated symptom and real matter, cause and department."""

from csops.domain.access import Permission
from csops.domain.cases import Case
from csops.domain.matters import with_matter
from csops.services.workspace import Workspace


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
