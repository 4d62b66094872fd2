"""The shop's kinds and limits of concessions: read, and changed by whoever may change settings."""

from csops.domain.access import Permission
from csops.domain.concession_rules import ConcessionRules, checked_rules, mapping_of, rules_from
from csops.domain.team import Shop
from csops.services.content import starter
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

SETTING = "concessions"


def concession_rules(workspace: Workspace) -> ConcessionRules:
    """Return the kinds and limits as the shop has them: its own, or those to start from."""
    with workspace.read() as work:
        return rules_in(work)


def rules_in(work: Work) -> ConcessionRules:
    """Return them within an operation."""
    kept = work.settings.mapping(SETTING)
    return rules_from(kept or starter(SETTING), currency=work.settings.get(Shop).currency)


def save_concession_rules(workspace: Workspace, *, rules: ConcessionRules) -> ConcessionRules:
    """Keep other kinds and limits. What was given before keeps the cost that it had.

    Raises:
        InputError: a limit in another currency than the shop's or below zero, a cost rule that does not read or speaks
            of a value that its kind does not ask for; `field` names where.
    """
    workspace.require(Permission.SETTINGS)
    with workspace.work("Change what may be given") as work:
        kept = checked_rules(rules, currency=work.settings.get(Shop).currency)
        work.settings.keep_mapping(SETTING, mapping_of(kept))
    return kept
