"""Rows of a file of counts as they will be saved, in words: when, and of each channel what came."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from csops.domain.count_rows import Period, Told, VolumeRow
from csops.imports.mapping import Mapping, Target
from csops.imports.volume_rows import Group, groups
from csops.ui.imports.target_words import target_name, tr
from csops.ui.kit.formats import UNKNOWN, Formats

N = QT_TRANSLATE_NOOP
T = Target
Words = Callable[[Any], str]
_OFFERED = (T.OFFERED, T.ANSWERED_COUNT)


def counted_columns(
    mapping: Mapping, *, channels: dict[str, str], formats: Formats
) -> list[tuple[str, Target, int | None, Words]]:
    """Return title, target, place in the file and words of each column of the preview."""
    start = mapping.column(T.STARTED_AT) or mapping.column(T.STARTED_DATE)
    found: list[tuple[str, Target, int | None, Words]] = [
        (target_name(T.STARTED_AT), T.STARTED_AT, None if start is None else start.position, _when(formats))
    ]
    told = mapping.column(T.CHANNEL)
    if told is not None or T.CHANNEL in mapping.constants:
        place = None if told is None else told.position
        found.append((target_name(T.CHANNEL), T.CHANNEL, place, lambda row: _channels(row, channels)))
    for group in groups(mapping):
        found += _of_group(group, channels, formats)
    return found


def _of_group(group: Group, channels: dict[str, str], formats: Formats) -> list[tuple[str, Target, int | None, Words]]:
    # Missed contacts alone tell nothing; their rows are named, and there is nothing of them to show.
    offered = next((group.columns[target] for target in _OFFERED if target in group.columns), None)
    if offered is None:
        return []
    name = channels.get(group.channel, group.channel)
    parts: list[tuple[Target, int, Callable[[Told], str]]] = [
        (T.OFFERED, offered.position, lambda told: formats.number(told.offered))
    ]
    if T.MISSED_COUNT in group.columns or {*_OFFERED} <= set(group.columns):
        column = group.columns.get(T.MISSED_COUNT) or offered
        parts.append((T.MISSED_COUNT, column.position, lambda told: _number(told.missed, formats)))
    if T.HANDLE_TIME in group.columns:
        place = group.columns[T.HANDLE_TIME].position
        parts.append((T.HANDLE_TIME, place, lambda told: _seconds(told.handle_s)))
    positions = {column.position for column in group.columns.values()}
    return [
        (f"{name}: {target_name(target)}" if name else target_name(target), target, place, _told(positions, words))
        for target, place, words in parts
    ]


def _told(positions: set[int], words: Callable[[Told], str]) -> Words:
    def shown(row: VolumeRow) -> str:
        return next((words(told) for told in row.told if told.position in positions), UNKNOWN)

    return shown


def _number(number: float | None, formats: Formats) -> str:
    return UNKNOWN if number is None else formats.number(number)


def _seconds(seconds: float | None) -> str:
    return UNKNOWN if seconds is None else tr(N("ImportWords", "{seconds} s")).format(seconds=round(seconds))


def _channels(row: VolumeRow, channels: dict[str, str]) -> str:
    return ", ".join(dict.fromkeys(channels.get(told.channel, told.channel) for told in row.told))


def _when(formats: Formats) -> Words:
    def shown(row: VolumeRow) -> str:
        local = row.started_at.astimezone(formats.zone)
        day = formats.day(local.date(), year=True)
        if row.period is Period.MONTH:
            return formats.month(local.date())
        if row.period is Period.WEEK:
            return tr(N("ImportWords", "{day}, week")).format(day=day)
        return day if row.period is Period.DAY else f"{day} {formats.time(row.started_at)}"

    return shown
