"""How this was worked out: method, accuracy beside the naive guess, handle time, people; in sentences."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.channels import Channel
from csops.domain.outlooks import HandleSource, MeasuredHandleTime
from csops.services.staffing import EVERY_MINUTES, Outlook, Plan
from csops.ui.forecast import wording
from csops.ui.forecast.wording import tr
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class Explained(Dialog):
    """The working of one channel's forecast and of the week's plan."""

    def __init__(self, themes: Themes, parent: QWidget, *, plan: Plan, channel: Channel, formats: Formats) -> None:
        super().__init__(themes, parent, title=self.tr("How this was worked out"), width=1)
        theme = themes.current
        width = min(theme.size("dialog", 1), parent.width() - 2 * theme.space(6)) - 2 * theme.space(5)
        for heading, sentences in parts(plan, channel, formats):
            part = QVBoxLayout()
            Spacing(themes, part, gap=1)
            part.addWidget(Text(themes, heading, font="title3"))
            text = Text(themes, ". ".join(sentences) + ".", colour="text.secondary", wrap=True)
            # A wrapped label cannot tell its height before it has its width, and the dialog asks before.
            text.setFixedHeight(text.heightForWidth(width))
            part.addWidget(text)
            self.body.addLayout(part)


def parts(plan: Plan, channel: Channel, formats: Formats) -> Sequence[tuple[str, Sequence[str]]]:
    """Return the headings, each with its sentences."""
    outlook = plan.outlook
    return (
        (tr("The forecast of {channel}").format(channel=channel.name), _method(outlook, channel)),
        (tr("How far off it usually is"), _accuracy(outlook, channel, formats)),
        (tr("What is counted"), _counted(outlook, channel, formats)),
        (tr("Handle time"), _handle_time(outlook, channel, formats)),
        (tr("People needed"), _people(plan, formats)),
    )


def _method(outlook: Outlook, channel: Channel) -> list[str]:
    found = outlook.outlooks[channel.key]
    said = [
        tr("Eight methods were tried on past weeks, each seeing only what came before; the nearest is used: {method}"),
        tr("Weeks are the sum of their days; their ranges are as wide as past forecasts of whole weeks were wrong"),
    ]
    if found.is_thin:
        said.append(
            tr("Under five contacts come in a usual half hour: days are forecast and shared out by the usual day")
        )
    return [said[0].format(method=wording.method_name(found.method)), *said[1:]]


def _accuracy(outlook: Outlook, channel: Channel, formats: Formats) -> list[str]:
    found = outlook.outlooks[channel.key]
    said = [wording.miss(found, formats)]
    if found.miss is not None:
        said.append(
            tr("This is over %Ln weeks, one to four weeks ahead, from {origins} past starts", found.miss.weeks).format(
                origins=formats.number(found.miss.origins)
            )
        )
    if found.mase is not None and found.naive_mase is not None:
        words = tr("By day the scaled error (MASE) is {own}; the naive guess has {naive}, and lower is better")
        said.append(
            words.format(own=formats.number(found.mase, decimals=2), naive=formats.number(found.naive_mase, decimals=2))
        )
    if found.floor_wape is not None:
        words = tr("Chance alone would miss {floor} of a day's contacts, even if the true mean were known")
        said.append(words.format(floor=formats.share(found.floor_wape)))
    return said


def _counted(outlook: Outlook, channel: Channel, formats: Formats) -> list[str]:
    found = outlook.outlooks[channel.key]
    said = [
        tr("Volume is every contact that came in, answered and missed, from the log alone, since {day}").format(
            day=formats.day(found.first_day, year=True)
        )
    ]
    if not channel.is_immediate:
        said.append(tr("What comes while the shop is closed counts when it opens next"))
    elif found.outside_hours:
        said.append(tr("%Ln contacts came outside the opening hours and are not counted", found.outside_hours))
    if found.missing_days:
        said.append(tr("%Ln days without any contact at all are taken as not logged", found.missing_days))
    return said


def _handle_time(outlook: Outlook, channel: Channel, formats: Formats) -> list[str]:
    measured = outlook.handle_times[channel.key]
    return [
        f"{formats.clock(timedelta(seconds=measured.seconds))}: {wording.handle_source(measured, formats)}",
        *_why_forecast(measured, formats),
        tr("It is the mean, since a few long contacts take much of the time; a median would under-staff"),
    ]


def _why_forecast(measured: MeasuredHandleTime, formats: Formats) -> list[str]:
    if measured.source is not HandleSource.FORECAST:
        return []
    said = tr("Recent weeks count more: in past forecasts that was {nearer} nearer than the plain mean, {doubt} off")
    doubt = formats.clock(timedelta(seconds=round(measured.doubt_s)))
    return [said.format(nearer=formats.share(measured.nearer_share), doubt=doubt)]


def _people(plan: Plan, formats: Formats) -> list[str]:
    asked = plan.assumptions
    return [
        tr(
            "Each %Ln minutes take the fewest people with whom every goal is met "
            "(Erlang C, one queue for all who wait)",
            EVERY_MINUTES,
        ),
        *_mixed(plan),
        tr("Nobody is busy more than {cap} of the time; written work is done by its deadline in opening hours").format(
            cap=formats.share(asked.max_occupancy)
        ),
        tr("Paid hours are those people divided by what is left of paid time after {lost} shrinkage").format(
            lost=formats.share(float(asked.shrinkage))
        ),
        tr("Hours on contacts are contacts times handle time; the rest is waiting for the next contact, and shrinkage"),
    ]


def _mixed(plan: Plan) -> list[str]:
    several = {(channel.concurrency or 1) > 1 for channel in plan.outlook.channels if channel.is_immediate}
    if len(several) < 2:
        return []
    return [tr("A chat counts almost as long as alone: whoever chats takes no call until their hands are empty")]
