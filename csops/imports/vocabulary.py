"""What words mean in the languages that small businesses here keep their lists in."""

import re
from typing import Final

from csops.imports.mapping import folded
from csops.imports.rows import State

YES: Final = frozenset(
    [
        "yes",
        "y",
        "ja",
        "j",
        "oui",
        "o",
        "sí",
        "si",
        "s",
        "true",
        "1",
        "x",
        "✓",
        "✔",
        "wahr",
        "vrai",
        "verdadero",
        "waar",
    ]
)
NO: Final = frozenset(["no", "n", "nein", "nee", "non", "false", "0", "falsch", "faux", "falso", "onwaar"])
INBOUND: Final = frozenset(["in", "inbound", "incoming", "eingehend", "eingang", "entrant", "entrante", "inkomend"])
OUTBOUND: Final = frozenset(["out", "outbound", "outgoing", "ausgehend", "ausgang", "sortant", "saliente", "uitgaand"])
MISSING_MARKS: Final = (
    "?",
    "na",
    "n/a",
    "#n/a",
    "null",
    "none",
    "nan",
    "nil",
    "-",
    "--",
    "–",
    "—",
    "(leer)",
    "(blank)",
    "k.a.",
    "k. a.",
    "s/o",
    "n.v.t.",
)

# Channel key -> words. A word of the file that is none of these becomes a channel of that name.
CHANNELS: Final = {
    "phone": "phone telephone tel tel. call calls voice hotline telefon telefonisch telefonat anruf fon handy "
    "téléphone "
    "telephone appel teléfono telefono llamada llamadas telefoon telefonisch gebeld",
    "email": "email e-mail emails e-mails courriel correo mailbox",
    "chat": "chat livechat live-chat webchat whatsapp messenger tchat",
    "social": "social facebook instagram twitter x linkedin tiktok",
    "walk_in": "walk-in walkin shop store laden geschäft filiale besuch magasin boutique tienda winkel counter "
    "theke visit visita "
    "persönlich personal person vor-ort",
    "letter": "letter letters brief post lettre courrier carta fax postal",
    "review_site": "review reviews trustpilot yelp tripadvisor bewertungsportal",
    "comment_card": "comment-card",
}
CHANNEL_PHRASES: Final = {
    "in person": "walk_in",
    "walk in": "walk_in",
    "vor ort": "walk_in",
    "im laden": "walk_in",
    "in store": "walk_in",
    "en tienda": "walk_in",
    "en magasin": "walk_in",
    "social media": "social",
    "live chat": "chat",
    "web chat": "chat",
    "correo electrónico": "email",
    "correo electronico": "email",
    "e mail": "email",
    "google review": "review_site",
    "google reviews": "review_site",
    "comment card": "comment_card",
    "phone call": "phone",
    "telephone call": "phone",
}
# Beside a word for e-mail, "Mail" is the letter that comes by post; alone it is what most people mean by it: e-mail.
MAIL: Final = "mail"

STATES: Final = {
    State.NEW: "new neu nouveau nuevo nieuw",
    State.OPEN: "open offen active aktiv ouvert abierto open pending ausstehend en-cours unresolved ungelöst "
    "unerledigt "
    "in-progress started assigned reopened wiedereröffnet abierta lopend openstaand nein no n non nee",
    State.FOLLOW_UP: "follow-up followup wiedervorlage rückruf callback rappel seguimiento opvolgen",
    State.RESOLVED: "resolved solved done fixed completed complete erledigt gelöst fertig behoben résolu "
    "résolue terminé "
    "resuelto resuelta hecho opgelost klaar afgehandeld ja yes y oui sí si success successful ok",
    State.CLOSED: "closed geschlossen fermé clos cerrado cerrada gesloten abgeschlossen archived cancelled "
    "canceled storniert",
}
# "Closed (Duplicate)" is closed.
BRACKETS: Final = re.compile(r"\s*\(.*\)$")
STATE_PHRASES: Final = {
    "in progress": State.OPEN,
    "in bearbeitung": State.OPEN,
    "en cours": State.OPEN,
    "en proceso": State.OPEN,
    "in behandeling": State.OPEN,
    "hold": State.WAITING_THIRD_PARTY,
    "on hold": State.WAITING_THIRD_PARTY,
    "follow up": State.FOLLOW_UP,
    "not resolved": State.OPEN,
    "nicht erledigt": State.OPEN,
    "nicht gelöst": State.OPEN,
    "awaiting user info": State.WAITING_CUSTOMER,
    "waiting for customer": State.WAITING_CUSTOMER,
    "waiting for the customer": State.WAITING_CUSTOMER,
    "awaiting customer": State.WAITING_CUSTOMER,
    "pending customer": State.WAITING_CUSTOMER,
    "wartet auf kunde": State.WAITING_CUSTOMER,
}
# Beginnings and words that decide when the whole phrase is not known, in this order.
STATE_PARTS: Final = (
    ("unanswered", "missed"),
    ("not answered", "missed"),
    ("no answer", "missed"),
    ("abandon", "missed"),
    ("missed", "missed"),
    ("verpasst", "missed"),
    ("nicht angenommen", "missed"),
    ("manqué", "missed"),
    ("perdida", "missed"),
    ("gemist", "missed"),
    ("awaiting", State.WAITING_THIRD_PARTY),
    ("waiting", State.WAITING_THIRD_PARTY),
    ("wartet", State.WAITING_THIRD_PARTY),
    ("closed", State.CLOSED),
    ("completed", State.RESOLVED),
    ("resolved", State.RESOLVED),
)

# The results of contacts as our own logs write them.
RESULTS: Final = {
    "resolved": "resolved",
    "follow-up": "follow_up",
    "passed on": "passed",
    "missed": "missed",
    "open": "open",
}


def channel_of(word: str, *, beside_email: bool = False) -> str:
    """Key of the channel that a word of a file means, or empty."""
    known = folded(word).replace("_", " ")
    if known == MAIL:
        return "letter" if beside_email else "email"
    return CHANNEL_PHRASES.get(known) or CHANNEL_WORDS.get(known.replace(" ", "-")) or CHANNEL_WORDS.get(known, "")


def state_of(word: str) -> str:
    """The `State` (or "missed") that a word of a file means, or empty."""
    known = BRACKETS.sub("", folded(word).replace("_", " "))
    whole = STATE_PHRASES.get(known) or STATE_WORDS.get(known.replace(" ", "-")) or STATE_WORDS.get(known)
    return str(whole or next((meaning for part, meaning in STATE_PARTS if part in known), ""))


def yes_or_no(word: str) -> str:
    """Whether the word means yes or no, as "yes", "no" or empty."""
    known = folded(word)
    return "yes" if known in YES else "no" if known in NO else ""


def direction_of(word: str) -> str:
    """Who began the contact by this word, as "in", "out" or empty."""
    known = folded(word)
    return "in" if known in INBOUND else "out" if known in OUTBOUND else ""


def result_of(word: str) -> str:
    """The result of a contact that a word of our own log means, or empty."""
    return RESULTS.get(folded(word), "")


CHANNEL_WORDS: Final = {word: key for key, words in CHANNELS.items() for word in words.split()}
STATE_WORDS: Final = {word: state for state, words in STATES.items() for word in words.split()}
