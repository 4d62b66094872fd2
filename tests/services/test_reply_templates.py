"""Steps and reply templates are the shop's own: changed, added, retired, put back; what cannot be gets a sentence."""

from dataclasses import replace
from typing import Any

import pytest

from csops.domain.contacts import ContactDraft
from csops.domain.errors import CsopsError, Overtaken
from csops.domain.recovery_steps import StepPlan
from csops.domain.reply_templates import ReplyTemplate, mapping_of, templates_from
from csops.services import contacts, history, settings
from csops.services.recovery import start_recovery
from csops.services.recovery_plans import move_step, reset_steps, save_step, step_plans
from csops.services.recovery_view import recovery_view
from csops.services.reply_templates import (
    preview_reply,
    replies,
    reply_templates,
    reset_templates,
    save_template,
)
from csops.services.workspace import Workspace
from tests.helpers.records import PHONE


def a_case(workspace: Workspace) -> int:
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada Brandt", text="Frame cracked")
    return contacts.log_contact(workspace, draft=draft).case.id


def test_a_template_is_written_offered_retired_and_put_back(sqlite_workspace: Workspace) -> None:
    workspace, case_id = sqlite_workspace, a_case(sqlite_workspace)
    usual = reply_templates(workspace)
    assert templates_from(mapping_of(usual)) == usual
    made = save_template(
        workspace,
        template=ReplyTemplate(
            key="", name="Loan bike", channels=("phone",), body="Dear {customer_name}, take [bike]."
        ),
    )
    first = replies(workspace, case_id=case_id)
    assert [one.body for one in first if one.template.key == made.key] == ["Dear Ada Brandt, take [bike]."]
    assert [one.blanks for one in first if one.template.key == made.key] == [("[bike]",)]
    save_template(workspace, template=replace(made, retired=True), seen=made)
    assert made.key not in {one.template.key for one in replies(workspace, case_id=case_id)}
    assert made.key in {one.key for one in reply_templates(workspace)}
    with pytest.raises(Overtaken):
        save_template(workspace, template=replace(made, name="Bike"), seen=made)
    history.undo(workspace)
    assert made.key in {one.template.key for one in replies(workspace, case_id=case_id)}
    reset_templates(workspace)
    assert reply_templates(workspace) == usual


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": " "}, "name is missing"),
        ({"body": "\n "}, "text is missing"),
        ({"body": "Hello {custmer_name}"}, "text “{custmer_name}” is not known. There are: customer_name"),
        ({"body": "Hello {customer_name"}, "Write places as {customer_name}"),
        ({"subject": "{order_nr}"}, "subject “{order_nr}” is not known"),
        ({"name": "solution"}, "Another template has this name"),
        ({"body": "x" * 9000}, "letters long"),
    ],
)
def test_a_template_that_cannot_be_says_what_would_be_right(
    sqlite_workspace: Workspace, values: dict[str, Any], said: str
) -> None:
    template = replace(ReplyTemplate(key="", name="Loan", body="Dear {customer_name}"), **values)
    with pytest.raises(CsopsError) as told:
        save_template(sqlite_workspace, template=template)
    assert said in str(told.value)
    assert len(reply_templates(sqlite_workspace)) == 10


def test_a_template_is_tried_on_a_case_before_it_is_kept(sqlite_workspace: Workspace) -> None:
    case_id = a_case(sqlite_workspace)
    template = ReplyTemplate(key="", name="Loan", subject="Case {case_number}", body="{agent_name} about {effect}")
    found = preview_reply(sqlite_workspace, template=template, case_id=case_id)
    assert (found.subject, found.body, found.missing) == (
        f"Case {case_id}",
        "Mara Lindqvist about [what it meant to them]",
        ("effect",),
    )


def test_steps_are_added_moved_retired_and_put_back(sqlite_workspace: Workspace) -> None:
    workspace = sqlite_workspace
    settings.save_opening_hours(workspace, hours={"zone": "Europe/London", "weekly": {"mon": ["09:00-17:00"]}})
    usual = step_plans(workspace)
    made = save_step(workspace, plan=StepPlan(key="", number=0, name="Lend a bike", record=("bike",), say="{bike}?"))
    assert (made.number, made.key) == (9, "lend_a_bike")
    move_step(workspace, key=made.key, by=-7)
    listen = save_step(workspace, plan=replace(usual[0], retired=True), seen=usual[0])
    assert [(one.key, one.number) for one in step_plans(workspace)][:2] == [("lend_a_bike", 1), ("apologise", 2)]
    assert (listen.number, step_plans(workspace)[-1].key) == (9, "listen")
    case_id = a_case(workspace)
    start_recovery(workspace, case_id=case_id)
    view = recovery_view(workspace, case_id=case_id)
    assert [one.step.key for one in view.steps][:2] == ["lend_a_bike", "apologise"]
    assert len(view.steps) == 8
    assert (view.steps[0].say, view.steps[0].missing) == ("[bike]?", ("bike",))
    reset_steps(workspace)
    assert step_plans(workspace) == usual
    after = recovery_view(workspace, case_id=case_id)
    assert (len(after.steps), after.steps[0].fits) == (8, False)  # what has begun keeps its steps
    history.undo(workspace)
    assert recovery_view(workspace, case_id=case_id).steps[0].fits


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": ""}, "name is missing"),
        ({"due_hours": -1}, "due hours cannot be -1"),
        ({"say": "{nobody_knows}"}, "say “{nobody_knows}” is not known"),
    ],
)
def test_a_step_that_cannot_be_says_what_would_be_right(
    sqlite_workspace: Workspace, values: dict[str, Any], said: str
) -> None:
    first = step_plans(sqlite_workspace)[0]
    with pytest.raises(CsopsError) as told:
        save_step(sqlite_workspace, plan=replace(first, **values), seen=first)
    assert said in str(told.value)
    with pytest.raises(Overtaken):
        save_step(sqlite_workspace, plan=first, seen=replace(first, name="Hear"))
    assert step_plans(sqlite_workspace)[0] == first
