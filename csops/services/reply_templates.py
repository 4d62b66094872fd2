"""The shop's reply templates: read, changed in Settings, and filled in from a case."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from csops.domain.access import Permission
from csops.domain.channels import free_key, key_from
from csops.domain.errors import Overtaken
from csops.domain.recovery_steps import names_noted
from csops.domain.reply_places import blank, blanks_in, filled, missing_in
from csops.domain.reply_templates import ReplyTemplate, check_names, checked_template, mapping_of, templates_from
from csops.services.case_numbers import current_id
from csops.services.content import starter
from csops.services.recovery_plans import plans_in
from csops.services.reply_values import values_in
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

SETTING = "templates"
STARTER = "reply_templates"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A reply template with its places filled in.

    `missing` are the places that nobody knows yet; `blanks` is how these stand in the text, with those that the
    template leaves blank itself.
    """

    template: ReplyTemplate
    subject: str
    body: str
    missing: tuple[str, ...]
    blanks: tuple[str, ...] = ()


def reply_templates(workspace: Workspace) -> tuple[ReplyTemplate, ...]:
    """Return the shop's own templates, or those to start from; retired ones too."""
    with workspace.read() as work:
        return templates_in(work)


def templates_in(work: Work) -> tuple[ReplyTemplate, ...]:
    """Return them within an operation."""
    return templates_from(work.settings.mapping(SETTING) or starter(STARTER))


def replies(workspace: Workspace, *, case_id: int) -> list[Reply]:
    """Return the templates that are offered, filled in from a case as far as it is known; those for its channel first.

    Raises:
        NotFound: there is no such case.
    """
    with workspace.read() as work:
        case = work.cases.get(current_id(work, case_id))
        channel = None if case.channel_id is None else work.channels.find(case.channel_id)
        offered = [one for one in templates_in(work) if not one.retired]
        key = channel.key if channel else ""
        ordered = sorted(offered, key=lambda one: key not in one.channels)
        return _filled(work, ordered, case_id=case.id, workspace=workspace)


def preview_reply(workspace: Workspace, *, template: ReplyTemplate, case_id: int) -> Reply:
    """Return what a template that is being written would be on a case; see `save_template` for what is raised."""
    with workspace.read() as work:
        checked = checked_template(template, also=names_noted(plans_in(work)))
        return _filled(work, [checked], case_id=current_id(work, case_id), workspace=workspace)[0]


def _filled(work: Work, templates: Sequence[ReplyTemplate], *, case_id: int, workspace: Workspace) -> list[Reply]:
    found = work.care.recoveries.where(case_id=case_id)
    steps = work.care.recovery_steps.where(recovery_id=found[0].id) if found else []
    case = work.cases.get(case_id)
    values = values_in(work, case, steps=steps, writer=workspace.member, now=workspace.now())
    replies = []
    for template in templates:
        whole = f"{template.subject}\n{template.body}"
        missing = missing_in(whole, values)
        replies.append(
            Reply(
                template=template,
                subject=filled(template.subject, values),
                body=filled(template.body, values),
                missing=missing,
                blanks=(*(blank(name) for name in missing), *blanks_in(whole)),
            )
        )
    return replies


def save_template(workspace: Workspace, *, template: ReplyTemplate, seen: ReplyTemplate | None = None) -> ReplyTemplate:
    """Keep a template, or add it where its key is empty.

    Args:
        workspace: where it is kept.
        template: the template; a place in it may also be what the shop's steps write down.
        seen: as it was read; Overtaken where a colleague changed or removed it since.

    Raises:
        InputError: see `reply_templates.checked_template`; another one that is offered has its name.
    """
    wanted = template

    def change(kept: tuple[ReplyTemplate, ...], work: Work) -> Sequence[ReplyTemplate]:
        nonlocal wanted
        wanted = checked_template(template, also=names_noted(plans_in(work)))
        if not wanted.key:
            wanted = replace(wanted, key=free_key(key_from(wanted.name), {one.key for one in kept}))
            return (*kept, wanted)
        before = next((one for one in kept if one.key == wanted.key), None)
        if before is None or (seen is not None and seen != before):
            raise Overtaken
        return [wanted if one.key == wanted.key else one for one in kept]

    _changed(workspace, "Change a reply template", change)
    return wanted


def reset_templates(workspace: Workspace) -> tuple[ReplyTemplate, ...]:
    """Take the templates to start from again, in place of the shop's own."""
    usual = templates_from(starter(STARTER))
    return _changed(workspace, "Take the usual reply templates", lambda _kept, _work: usual)


def _changed(
    workspace: Workspace, what: str, change: Callable[[tuple[ReplyTemplate, ...], Work], Sequence[ReplyTemplate]]
) -> tuple[ReplyTemplate, ...]:
    workspace.require(Permission.SETTINGS)
    with workspace.work(what) as work:
        kept = tuple(change(templates_in(work), work))
        check_names(kept)
        work.settings.keep_mapping(SETTING, mapping_of(kept))
    return kept
