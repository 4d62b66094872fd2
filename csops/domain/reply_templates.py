"""Reply templates as the shop has them: name, what for, channels, subject and text with places in single braces."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from csops.domain.errors import Missing, OutOfRange
from csops.domain.reply_places import check_places
from csops.domain.texts import LONGEST_NAME, kept, one_line, short_enough

_LONGEST_BODY = 8000
_MOST = 100


@dataclass(frozen=True, kw_only=True)
class ReplyTemplate:
    """A reply with places in single braces.

    `channels` are keys of those for which it is meant. A `retired` one is kept, and offered no more.
    """

    key: str
    name: str
    purpose: str = ""
    channels: tuple[str, ...] = ()
    subject: str = ""
    body: str = ""
    retired: bool = False


def templates_from(mapping: Mapping[str, Any]) -> tuple[ReplyTemplate, ...]:
    """Read templates from plain values, as the starter content and the shop's setting have them."""
    return tuple(
        ReplyTemplate(
            key=str(one["key"]),
            name=str(one["name"]),
            purpose=str(one.get("purpose") or ""),
            channels=tuple(str(key) for key in one.get("channels") or ()),
            subject=str(one.get("subject") or ""),
            body=str(one.get("body") or "").strip(),
            retired=bool(one.get("retired")),
        )
        for one in mapping.get("templates", ())
    )


def mapping_of(templates: Iterable[ReplyTemplate]) -> dict[str, Any]:
    """Return the plain values from which `templates_from` makes equal templates; strict JSON."""
    return {"templates": [{**vars(one), "channels": list(one.channels)} for one in templates]}


def checked_template(template: ReplyTemplate, *, also: Iterable[str] = ()) -> ReplyTemplate:
    """Return the template with tidy texts.

    Args:
        template: as somebody wrote it.
        also: names of places that are known beside those of `reply_places.KNOWN`.

    Raises:
        Missing: it has no name or no text. OutOfRange: something is too long.
        NotUnderstood, UnknownName: see `reply_places.check_places`.
    """
    name = short_enough(one_line(template.name), field="name", most=LONGEST_NAME)
    if not name:
        raise Missing(field="name", right="Say what the reply is, such as Delay")
    subject = short_enough(one_line(template.subject), field="subject", most=LONGEST_NAME)
    body = short_enough(kept(template.body), field="text", most=_LONGEST_BODY)
    if not body:
        raise Missing(field="text", right="Write what the customer reads, with places such as {customer_name}")
    check_places(subject, field="subject", also=also)
    check_places(body, field="text", also=also)
    purpose = short_enough(one_line(template.purpose), field="purpose", most=LONGEST_NAME)
    return replace(template, name=name, subject=subject, body=body, purpose=purpose)


def check_names(templates: Sequence[ReplyTemplate]) -> None:
    """Raise OutOfRange where two that are offered have one name, or there are too many."""
    if len(templates) > _MOST:
        raise OutOfRange(field="templates", value=len(templates), right=f"Keep up to {_MOST}")
    names = [one.name.casefold() for one in templates if not one.retired]
    twice = next((one.name for one in templates if not one.retired and names.count(one.name.casefold()) > 1), None)
    if twice is not None:
        raise OutOfRange(field="name", value=f"“{twice}”", right="Another template has this name; choose another one")
