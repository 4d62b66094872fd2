"""One call of the command line: its options, the workspace it works on, and its answer."""

import argparse
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the database's library takes a third of a second, which a question of arithmetic need not wait for
    from csops.services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a command has to say: an object for machines, lines for people, or the sentence that refuses them."""

    data: Mapping[str, Any]
    lines: tuple[str, ...] = ()
    status: int = 0
    refused: str = ""
    window: str | None = None


@dataclass(frozen=True, kw_only=True)
class Call:
    """The options of one command, and how to reach the workspace."""

    options: argparse.Namespace
    where: str | None = None
    member: str | None = None
    as_json: bool = False

    @property
    def place(self) -> str:
        """Where the records are or shall be."""
        from csops.bootstrap import default_place

        place = self.where or default_place()
        os.fsencode(place)  # raises where the locale has no letters for it: the file would seem not to be there
        return place

    @contextmanager
    def workspace(self) -> Iterator["Workspace"]:
        """Open what is there, for the length of the command."""
        from csops.bootstrap import open_workspace

        opened = open_workspace(self.place, member=self.member)
        try:
            yield opened
        finally:
            opened.close()


@dataclass(frozen=True, kw_only=True)
class Command:
    """One command: its name, what it does in a sentence, its options, and the function that runs it."""

    name: str
    does: str
    run: Callable[[Call], Answer]
    arguments: Callable[[argparse.ArgumentParser], None] = field(default=lambda _parser: None)
