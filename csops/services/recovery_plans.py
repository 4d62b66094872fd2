"""The steps of a recovery and the reply templates as the shop has them: read, and changed in Settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from csops.domain.access import Permission
from csops.domain.recovery_steps import StepPlan, checked_plans, mapping_of, plans_from
from csops.services.content import starter
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

SETTING = "recovery"
TEMPLATES = "templates"


@dataclass(frozen=True, kw_only=True)
class Template:
    """A reply with placeholders in single braces. `channels` are keys of those for which it is meant."""

    key: str
    name: str
    purpose: str
    channels: tuple[str, ...]
    subject: str
    body: str


def step_plans(workspace: Workspace) -> tuple[StepPlan, ...]:
    """Return the steps of a recovery: the shop's own, or those to start from."""
    with workspace.read() as work:
        return plans_in(work)


def plans_in(work: Work) -> tuple[StepPlan, ...]:
    """Return them within an operation."""
    return plans_from(work.settings.mapping(SETTING) or starter("service_recovery"))


def save_step_plans(workspace: Workspace, *, plans: Sequence[StepPlan]) -> tuple[StepPlan, ...]:
    """Keep other steps. Recoveries that have begun keep the steps that they have.

    Raises:
        InputError: see `recovery_steps.checked_plans`.
    """
    workspace.require(Permission.SETTINGS)
    kept = checked_plans(plans)
    with workspace.work("Change the steps of a recovery") as work:
        work.settings.keep_mapping(SETTING, mapping_of(kept))
    return kept


def templates_in(work: Work) -> tuple[Template, ...]:
    """Return the reply templates within an operation."""
    kept: dict[str, Any] = work.settings.mapping(TEMPLATES) or starter("reply_templates")
    return tuple(
        Template(
            key=str(one["key"]),
            name=str(one["name"]),
            purpose=str(one.get("purpose", "")),
            channels=tuple(one.get("channels", ())),
            subject=str(one.get("subject", "")),
            body=str(one.get("body", "")),
        )
        for one in kept.get("templates", ())
    )
