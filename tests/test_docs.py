"""The documentation describes every command, every option and every tab of the settings."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from csops.cli.program import parser
from csops.domain.roster_file import setup_from
from csops.domain.scenario_values import scenario_from
from csops.ui.settings.tabs import TABS

DOCS = Path(__file__).resolve().parents[1] / "docs"
FOR_USERS = (
    "getting-started", "logging", "finding", "importing", "forecast", "rosters", "hiring", "reports",
    "backup-and-restore", "command-line",
)  # fmt: skip


def _parsers(top: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield name, top
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each, below in action.choices.items():
                yield from _parsers(below, f"{name} {each}".strip())


COMMANDS = dict(_parsers(parser()))


def _text(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [name for name in COMMANDS if name])
def test_every_command_is_described(command: str) -> None:
    assert re.search(rf"`{re.escape(command)}[ `]", _text("command-line")), command


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_described(command: str) -> None:
    options = {name for action in COMMANDS[command]._actions for name in action.option_strings if name != "-h"}
    missing = {name for name in options if not re.search(rf"{name}\b", _text("command-line"))}
    assert missing == set()


def test_no_option_is_described_that_does_not_exist() -> None:
    known = {name for each in COMMANDS.values() for action in each._actions for name in action.option_strings}
    assert set(re.findall(r"--[a-z][a-z-]+", _text("command-line"))) - known == set()


def test_every_tab_of_the_settings_is_described() -> None:
    rows = re.findall(r"(?m)^\| ([^|]+) \|", _text("getting-started"))
    assert [tab.title for tab in TABS] == [row for row in rows if row != "tab"]


@pytest.mark.parametrize("name", FOR_USERS)
def test_every_page_leads_only_to_pages_that_are_there(name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", _text(name)):
        assert (DOCS / target).exists(), target


@pytest.mark.parametrize("name", FOR_USERS)
def test_every_page_is_named_in_the_table_of_contents(name: str) -> None:
    assert f"]({name}.md)" in _text("README")


def test_the_files_that_the_page_on_rosters_shows_are_read() -> None:
    team, scenario = re.findall(r"```yaml\n(.*?)```", _text("rosters"), flags=re.DOTALL)
    assert [person.name for person in setup_from(yaml.safe_load(team)).people] == ["Mara Lindqvist"]
    assert scenario_from(yaml.safe_load(scenario)).name == "Christmas"
