"""What the heads of a message say beside who wrote it: to whom, in which thread, and whether a person wrote it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.utils import getaddresses
from typing import Final

Head = Callable[[str], str]
"""Returns the text of a head, empty where there is none."""
LONGEST_ID: Final = 200
_IDS: Final = re.compile(r"<[^<>\s]{1,400}>")
_MOST_IDS: Final = 60
_MOST_ADDRESSES: Final = 50
_NOT_A_PERSON: Final = re.compile(
    r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|donotreply|noreply|bounces?|notifications?)(?:[+@-]|$)",
    re.IGNORECASE,
)
_AWAY: Final = re.compile(
    r"^(?:(?:re|aw|sv|antw)\s?:\s*)?(?:out of (?:the )?office|automatic reply|auto(?:matic)?[- ]?repl(?:y|ied)|"
    r"autoreply|abwesenheit|automatische antwort|abwesend|ich bin nicht im (?:büro|haus)|réponse automatique|"
    r"absence du bureau|respuesta automática|fuera de la oficina|risposta automatica|fuori sede|"
    r"automatisch antwoord|afwezig|undeliver|delivery status notification|mail delivery|"
    r"returned mail|unzustellbar|failure notice)",
    re.IGNORECASE,
)
_REPLIED: Final = re.compile(
    r"^\s*(?:(?:re|aw|sv|antw|tr|fw|fwd|wg|rv|enc|i|doorst|r|rif|vs)\s?(?:\[\d+\])?\s?:\s*)+", re.IGNORECASE
)
_CASE: Final = re.compile(r"(?<![\w&/])#(\d{1,12})\b")


@dataclass(frozen=True, kw_only=True)
class Heads:
    """Addresses of `to` in lower case; `message_id` is empty where there is none; `answers`: ids, the nearest first."""

    to: tuple[str, ...] = ()
    to_names: tuple[str, ...] = ()
    message_id: str = ""
    answers: tuple[str, ...] = ()
    is_automatic: bool = False


def heads_of(head: Head, *, sender: str, content_type: str) -> Heads:
    """Read the heads; what is broken in them is left out.

    Args:
        head: returns the text of a head.
        sender: the address of who wrote it.
        content_type: of the whole message.
    """
    named = [one for key in ("To", "Cc", "Bcc") for one in _addresses(head(key))][:_MOST_ADDRESSES]
    ids = [*_IDS.findall(head("In-Reply-To")), *reversed(_IDS.findall(head("References")))]
    return Heads(
        to=tuple(address for _, address in named),
        to_names=tuple(name for name, _ in named),
        message_id=next(iter(_IDS.findall(head("Message-ID"))), ""),
        answers=tuple(dict.fromkeys(ids))[:_MOST_IDS],
        is_automatic=is_automatic(head, sender=sender, content_type=content_type),
    )


def is_automatic(head: Head, *, sender: str, content_type: str) -> bool:
    """Whether no person wrote it: a reply of a machine, a report of delivery, a newsletter (RFC 3834, RFC 2076)."""
    submitted = head("Auto-Submitted").split(";")[0].strip().casefold()
    if submitted and submitted != "no":
        return True
    if head("Precedence").strip().casefold() in {"bulk", "junk", "list", "auto_reply", "auto-reply"}:
        return True
    if any(head(key) for key in ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "List-Unsubscribe", "List-Id")):
        return True
    path = head("Return-Path")
    is_report = content_type == "multipart/report" or (bool(path) and not path.strip("<> "))
    return is_report or _NOT_A_PERSON.match(sender) is not None or _AWAY.match(head("Subject").strip()) is not None


def bare_subject(subject: str) -> str:
    """Return a subject without Re:, AW:, Fwd: ... and the number of a case."""
    bare = re.sub(r"\[?\s*#\d{1,12}\s*\]?\s*", "", _REPLIED.sub("", subject))
    return " ".join(_REPLIED.sub("", bare).split())


def case_in(subject: str) -> int | None:
    """Return the number of a case in a subject (#1184), None where there is none."""
    found = _CASE.search(subject)
    return int(found[1]) if found else None


def _addresses(text: str) -> Sequence[tuple[str, str]]:
    found = getaddresses([" ".join(text.split())])
    return [(" ".join(name.split()), address.strip().casefold()) for name, address in found if "@" in address]
