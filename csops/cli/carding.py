"""Scorecards of reviews on the command line: list, show, publish, and to and from files."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer, Call

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.review_cards import CardVersion
    from csops.domain.scoring import Criterion
    from csops.services.review_cards import KeptCard


def add_parts(parts: Any) -> None:
    """Add the options of `qa cards`, `qa card`, `qa publish`, `qa export-card` and `qa import-card`."""
    parts.add_parser("cards", help="every scorecard", description="Every scorecard, those offered first first")
    card = parts.add_parser("card", help="one scorecard", description="One scorecard: its criteria with their weights")
    card.add_argument("key", metavar="KEY", help="its key or name")
    card.add_argument("--version", dest="number", type=int, metavar="N", help="an earlier version; else the newest")
    says = "Publish the draft of a scorecard: new reviews are made with it, older ones keep their version"
    publish = parts.add_parser("publish", help="publish a draft", description=says)
    publish.add_argument("key", metavar="KEY", help="its key or name")
    publish.add_argument("--note", default="", metavar="TEXT", help="what changed, and why")
    says = "Write a scorecard into a YAML file that “qa import-card” reads"
    export = parts.add_parser("export-card", help="a scorecard into a file", description=says)
    export.add_argument("key", metavar="KEY", help="its key or name")
    export.add_argument("--version", dest="number", type=int, metavar="N", help="an earlier version; else the newest")
    export.add_argument("--out", required=True, metavar="FILE.yaml", help="where to")
    says = "Keep a scorecard of a YAML file as a draft: a new card, or the next version of one with the same key"
    take = parts.add_parser("import-card", help="a scorecard from a file", description=says)
    take.add_argument("file", metavar="FILE.yaml", help="as “qa export-card” writes it")
    take.add_argument("--card", default="", metavar="KEY", help="which, where the file holds several")


def list_cards(call: Call) -> Answer:
    """List the scorecards."""
    from csops.services.review_cards import cards

    with call.workspace() as workspace:
        found = sorted(cards(workspace), key=lambda each: (not each.card.active, not each.card.is_default))
    none = "No scorecards yet; Quality, Cards, “Begin with our six scorecards” adds ours"
    return Answer(data={"cards": [_data(each) for each in found]}, lines=tuple(map(_line, found)) or (none,))


def show_card(call: Call) -> Answer:
    """Show a scorecard."""
    from csops.services.review_cards import card_named, versions_of

    with call.workspace() as workspace:
        kept = card_named(workspace, key=call.options.key, number=call.options.number)
        numbers = sorted(each.number for each in versions_of(workspace, card_id=kept.card.id))
    version = kept.version
    note = f": {version.note}" if version.note else ""
    lines = [f"{kept.card.name} ({kept.card.key}), version {version.number} of {len(numbers)}{note}"]
    lines.append(f"Passes at {version.pass_mark:g} %; for {', '.join(kept.card.channels) or 'all channels'}")
    for section in version.sections:
        rows = [one for one in version.criteria if one.section == section.key]
        lines.append(f"{section.name}, {sum(one.weight for one in rows):g} %")
        lines += [f"  {_criterion_line(one)}" for one in rows]
    data = {**_data(kept), "versions": numbers, **_asked_data(version)}
    return Answer(data=data, lines=tuple(lines))


def publish_card(call: Call) -> Answer:
    """Publish the draft of a scorecard."""
    from csops.services.review_cards import card_named, publish_draft

    with call.workspace() as workspace:
        card = card_named(workspace, key=call.options.key).card
        kept = publish_draft(workspace, card_id=card.id, note=call.options.note)
    said = f"Version {kept.version.number} of {kept.card.name} published; reviews that exist keep theirs"
    return Answer(data=_data(kept), lines=(said,))


def export_card(call: Call) -> Answer:
    """Write a scorecard into a file."""
    from csops.services.card_filing import export_card as write

    options = call.options
    with call.workspace() as workspace:
        kept = write(workspace, key=options.key, number=options.number, path=Path(options.out))
    said = f"{kept.card.name}, version {kept.version.number}, written to {options.out}"
    return Answer(data={**_data(kept), "file": options.out}, lines=(said,))


def import_card(call: Call) -> Answer:
    """Keep a scorecard of a file as a draft."""
    from csops.cli.yaml_file import read_yaml
    from csops.services.card_filing import import_card as take

    path = Path(call.options.file)
    content = read_yaml(path, right="Write a file as “csops qa export-card” does")
    with call.workspace() as workspace:
        found = take(workspace, content=content, path=path, key=call.options.card)
    kept = found.kept
    if not found.changed:
        said = f"{kept.card.name} is here already and asks the same; nothing was changed"
    elif kept.draft is None:
        said = f"{kept.card.name} changed: its name or contacts; it asks what it asked"
    else:
        said = f"{kept.card.name} kept as a draft of version {kept.draft.number}; “csops qa publish” makes it count"
    return Answer(data={**_data(kept), "changed": found.changed}, lines=(said,))


PARTS: dict[str, Callable[[Call], Answer]] = {
    "cards": list_cards,
    "card": show_card,
    "publish": publish_card,
    "export-card": export_card,
    "import-card": import_card,
}


def _line(kept: "KeptCard") -> str:
    notes = [f"{len(kept.begun.criteria)} criteria"]
    notes += [f"version {kept.card.current}"] if kept.card.current else ["never published"]
    notes += ["a draft is begun"] if kept.draft is not None and kept.card.current else []
    notes += ["offered first"] if kept.card.is_default else []
    notes += [] if kept.card.active else ["retired"]
    return f"{kept.card.key}  {kept.card.name} ({', '.join(notes)})"


def _criterion_line(one: "Criterion") -> str:
    critical = f", critical for {one.critical} ({one.consequence.value})" if one.consequence else ""
    steps = " / ".join(step.label for step in one.scale.steps)
    return f"{one.weight:g} %  {one.name} ({one.key}): {steps}{critical}; shown by {', '.join(one.seen_in)}"


def _data(kept: "KeptCard") -> dict[str, Any]:
    return {
        "key": kept.card.key,
        "name": kept.card.name,
        "channels": list(kept.card.channels),
        "only_recovery": kept.card.only_recovery,
        "offered_first": kept.card.is_default,
        "active": kept.card.active,
        "version": kept.version.number,
        "published": kept.version.published_at,
        "draft": kept.draft.number if kept.draft is not None else None,
    }


def _asked_data(version: "CardVersion") -> dict[str, Any]:
    return {
        "note": version.note,
        "pass_mark": version.pass_mark,
        "sections": [vars(section) for section in version.sections],
        "criteria": [
            {
                "key": one.key,
                "name": one.name,
                "section": one.section,
                "weight": one.weight,
                "scale": [
                    {"rating": step.rating, "label": step.label, "percent": step.percent} for step in one.scale.steps
                ],
                "critical": one.critical or None,
                "consequence": one.consequence,
                "allow_na": one.allow_na,
                "seen_in": list(one.seen_in),
                "skill": one.skill or None,
                "guidance": one.guidance,
                "meanings": {f"{each.rating:g}": each.text for each in one.meanings},
            }
            for one in version.criteria
        ],
    }
