"""What is said of a change of a card: between two versions, or by two people at once."""

from csops.domain.card_changes import CardDifference, CriterionDifference
from csops.domain.review_cards import CardVersion, ReviewCard
from csops.domain.scoring import Criterion
from csops.domain.version_differences import Difference
from csops.ui.kit.formats import Formats
from csops.ui.kit.weights import weight_words
from csops.ui.quality.cards.card_words import critical_words, scale_words, sources_words
from csops.ui.quality.wording import tr


def asked_words(asked: Criterion | None, line: CriterionDifference, formats: Formats) -> str:
    """Say what a version asks of a criterion in one line: its weight and scale, and what else differs."""
    if asked is None:
        return tr("not asked")
    parts = [tr("{weight} %").format(weight=weight_words(asked.weight, formats)), scale_words(asked.scale)]
    critical = critical_words(asked)
    if critical:
        parts.append(critical.lower())
    if "name" in line.changed:
        parts.insert(0, asked.name)
    if "seen_in" in line.changed:
        parts.append(sources_words(asked.seen_in).lower())
    if {"guidance", "meanings"} & set(line.changed):
        parts += [each.text for each in reversed(asked.meanings)] + [asked.guidance]
    return "; ".join(filter(None, parts))


def difference_words(line: CriterionDifference) -> str:
    """Say what became of a criterion: added, removed, or which of its values changed."""
    if line.difference is Difference.ADDED:
        return tr("added")
    if line.difference is Difference.REMOVED:
        return tr("removed")
    said = {
        "name": tr("name"),
        "section": tr("section"),
        "scale": tr("scale"),
        "weight": tr("weight"),
        "critical": tr("critical error"),
        "consequence": tr("critical error"),
        "allow_na": tr("not applicable"),
        "seen_in": tr("what shows it"),
        "skill": tr("skill"),
        "guidance": tr("guidance"),
        "meanings": tr("guidance"),
        "channels": tr("where it applies"),
        "topics": tr("where it applies"),
        "only_recovery": tr("where it applies"),
        "causes": tr("root causes"),
    }
    return ", ".join(dict.fromkeys(said[name] for name in line.changed)) or tr("the same")


def summary_words(found: CardDifference, formats: Formats) -> str:
    """Say in a line what a version asks otherwise than another."""
    if found.is_same:
        return tr("Both ask the same")
    counts = [
        (Difference.ADDED, "%Ln criteria added"),
        (Difference.REMOVED, "%Ln criteria removed"),
        (Difference.CHANGED, "%Ln criteria changed"),
    ]
    said = [tr(text, found.count(difference)) for difference, text in counts if found.count(difference)]
    before, after = found.before.pass_mark, found.after.pass_mark
    if before != after:
        marks = {"before": weight_words(before, formats), "after": weight_words(after, formats)}
        said.append(tr("passes at {after} %, before at {before} %").format(**marks))
    return ", ".join(said) or tr("Sections or their order changed")


def field_of(name: str, record: ReviewCard | CardVersion, formats: Formats) -> tuple[str, str]:
    """Return a field's label and what a card or version says there, for two who changed the same."""
    if isinstance(record, CardVersion) and name == "criteria":
        rows = [f"{one.name} {weight_words(one.weight, formats)} %" for one in record.criteria]
        return tr("Criteria"), "; ".join(rows)
    if isinstance(record, CardVersion) and name == "sections":
        return tr("Sections"), ", ".join(section.name for section in record.sections)
    labels = {
        "name": tr("Name"),
        "channels": tr("For contacts by"),
        "only_recovery": tr("Only where there is a recovery"),
        "pass_mark": tr("Passes at"),
        "note": tr("What changed, and why"),
    }
    value = getattr(record, name)
    return labels.get(name, name), ", ".join(value) if isinstance(value, tuple) else str(value)
