"""Topics: the kinds of matter that customers come with."""

from dataclasses import dataclass, replace

from csops.domain.channels import key_from
from csops.domain.errors import Missing
from csops.domain.texts import kept, one_line, short_enough


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A kind of matter. Two flags decide its part in first contact resolution and in service recovery."""

    id: int = 0
    version: int = 1
    key: str
    name: str
    cannot_be_solved_at_first_contact: bool = False
    recovery: bool = False
    position: int = 0
    active: bool = True


def checked(topic: Topic) -> Topic:
    """Return the topic with a tidy name and a key, or raise Missing or OutOfRange."""
    name = short_enough(one_line(topic.name), field="name")
    if not name:
        raise Missing(field="name", right="Write what the matter is about, such as “Refund”")
    return replace(topic, name=name, key=kept(topic.key) or key_from(name))
