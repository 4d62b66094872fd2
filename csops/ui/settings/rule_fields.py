"""The numbers of a set of rules: a field for each within its limits, all kept as soon as one is left."""

from collections.abc import Callable, Mapping

from csops.ui.kit.field_kinds import NumberField
from csops.ui.kit.formats import Formats
from csops.ui.kit.theme import Themes


class RuleFields(dict[str, NumberField]):
    """The fields by the name of their rule."""

    def __init__(self, themes: Themes, limits: Mapping[str, tuple[int, int]], formats: Formats) -> None:
        """`limits` says the least and the most of each rule."""
        super().__init__()
        self._themes, self._limits, self.formats = themes, limits, formats

    def add(self, name: str, label: str, *, unit: str, helper: str = "") -> NumberField:
        """Return a new field for this rule."""
        low, high = self._limits[name]
        field = self[name] = NumberField(
            self._themes,
            label=label,
            formats=self.formats,
            unit=unit,
            low=low,
            high=high,
            name=name.replace("_", " "),
            helper=helper,
        )
        return field

    def when_left(self, commit: Callable[[], None]) -> None:
        """Let this happen when any of them is left, or Enter pressed in it."""
        for field in self.values():
            field.left.connect(commit)
            field.line.returnPressed.connect(commit)

    def show_rules(self, rules: object) -> None:
        """Show the rules as they are now, but leave the field alone in which somebody types."""
        for name, field in self.items():
            is_new = not field.text() and not field.line.isModified()  # the first field has the focus before it is read
            if is_new or not field.line.hasFocus():
                field.set_number(getattr(rules, name))
                field.show_error("")

    def typed(self) -> dict[str, int]:
        """Return what is typed and right, by rule; the others are to stay as they were."""
        found = {}
        for name, field in self.items():
            number = field.number()
            if number is not None and not field.problem():
                found[name] = int(number)
        return found
