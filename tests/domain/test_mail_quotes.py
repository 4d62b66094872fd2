"""What a reply says itself: cut from what it quotes, in six languages, whatever mail program wrote it."""

import pytest

from csops.domain.mail_quotes import own_words

OUTLOOK = "Passt.\n\nVon: Laden <info@laden.example>\nGesendet: 2. März 2026 10:00\nAn: Ada\nBetreff: Re\n\nGuten Tag"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Thanks.\n\nOn Mon, 2 Mar 2026 at 10:00, Shop <info@shop.example>\nwrote:\n\n> We sent it.\n", "Thanks."),
        ("Danke!\n\nAm 02.03.2026 um 10:00 schrieb Laden <info@laden.example>:\n> Gesendet.\n", "Danke!"),
        ("Merci.\n\nLe lun. 2 mars 2026 à 10:00, Magasin <a@b.fr> a écrit :\n> Bonjour", "Merci."),
        ("Gracias\n\nEl lun, 2 mar 2026 a las 10:00, Tienda (<a@b.es>) escribió:\n> Hola", "Gracias"),
        ("Grazie\nIl giorno lun 2 mar 2026 alle ore 10:00 Negozio <a@b.it> ha scritto:\n> Ciao", "Grazie"),
        ("Dank je\n\nOp ma 2 mrt 2026 om 10:00 schreef Winkel <a@b.nl>:\n> Hallo", "Dank je"),
        ("OK\n\n-----Original Message-----\nFrom: Shop\n\nWe sent it", "OK"),
        ("OK\n________________________________\nFrom: Shop\nSent: Monday\nTo: Ada\nSubject: Re\n\nWe sent it", "OK"),
        (OUTLOOK, "Passt."),
        ("On Mon, 2 Mar 2026, Ada wrote:\n> Where is it?\n\nIt comes tomorrow.", "It comes tomorrow."),
        (
            "On 2 Mar, Ada wrote:\n> Where is it?\nOn its way.\n> And the bell?\nTomorrow.",
            "On its way.\nTomorrow.",
        ),
        ("Thanks\n\nOn Mon, 2 Mar 2026 at 10:00, Shop <i@s.example> wrote:\nWe sent it.", "Thanks"),
    ],
)
def test_a_reply_is_cut_from_what_it_quotes(text: str, own: str) -> None:
    assert own_words(text) == own


@pytest.mark.parametrize(
    "text",
    [
        "FYI\n\n---------- Forwarded message ---------\nFrom: Bo <b@x.example>\nDate: x\nSubject: Bill\n\nThe bill",
        "On Monday I wrote: the bell is broken.\nFrom: the shop\nPlease help",
        "> all of it\n> is quoted",
        "Number 3 is > 5, and that: is no quotation",
        "",
    ],
)
def test_what_only_looks_so_stays(text: str) -> None:
    assert own_words(text) == text
