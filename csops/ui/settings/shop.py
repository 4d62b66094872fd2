"""The shop: its name, country, time zone, currency and mail addresses."""

from dataclasses import replace
from typing import Any
from zoneinfo import available_timezones

from PySide6.QtCore import QLocale, Qt, Signal

from csops.domain.access import Permission
from csops.services import settings
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import Field, LineField
from csops.ui.kit.formats import CURRENCY_SIGNS
from csops.ui.settings.countries import countries
from csops.ui.settings.mail_card import MailCard
from csops.ui.settings.tab import Tab


class ShopTab(Tab):
    """Four fields, each kept as soon as it is left; and the way to the hours, which belong to a shop as well.

    Signals:
        wanted(str, object): the settings shall be shown at the opening hours.
    """

    wanted = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            title=self.tr("Shop"),
            why=self.tr("The name stands in the left bar and on every report"),
            needs=Permission.SETTINGS,
        )
        themes = self.themes
        self.name = LineField(themes, label=self.tr("Name of the shop"), name="name")
        self.country = ChoiceField(
            themes,
            countries(),
            label=self.tr("Country"),
            name="country",
            helper=self.tr("Phone numbers without +49 or the like are read as those of this country"),
        )
        zones = [Choice(key=zone, text=zone) for zone in sorted(available_timezones())]
        self.zone = ChoiceField(
            themes, zones, label=self.tr("Time zone"), name="time zone", helper=self.tr("Opening hours follow it")
        )
        self.currency = ChoiceField(
            themes,
            _currencies(),
            label=self.tr("Currency"),
            name="currency",
            free=True,
            helper=self.tr("Three letters. Amounts are not converted when it changes"),
        )
        self.fields: tuple[Field, ...] = (self.name, self.country, self.zone, self.currency)
        card = self.form_card()
        for field in self.fields:
            card.body.addWidget(field)
            field.left.connect(self._commit)
        self.name.line.returnPressed.connect(self._commit)
        for choice in (self.country, self.zone, self.currency):
            choice.box.activated.connect(lambda _number: self._commit())
        self.narrow(card)
        self.mail = MailCard(desk, self)
        self.narrow(self.mail)
        self.hours = Button(themes, self.tr("Change opening hours"), icon_name="clock")
        self.hours.clicked.connect(lambda: self.wanted.emit("settings", {"tab": "hours"}))
        self.column.addWidget(self.hours, 0, Qt.AlignmentFlag.AlignLeading)
        self.refresh()

    def refresh(self) -> None:
        """Show the shop as it is now, but leave the field alone in which somebody types."""
        shop = self.desk.team.shop
        typing = self.focusWidget()
        if typing is not self.name.line:
            self.name.set_text(shop.name)
        self.country.choose(shop.region)
        self.zone.choose(shop.zone)
        self.currency.choose(shop.currency)
        if not self.currency.key():
            self.currency.set_text(shop.currency)
        self.mail.refresh()

    def _values(self) -> dict[str, Any]:
        found = {"name": self.name.text(), "region": self.country.key(), "zone": self.zone.key()}
        # A field that is empty or not understood keeps what was there.
        kept = {name: value for name, value in found.items() if value or name == "name"}
        return {**kept, "currency": self.currency.key() or self.currency.text().upper()}

    def _commit(self) -> None:
        shop, workspace = self.desk.team.shop, self.desk.workspace
        wanted = replace(shop, **self._values())
        if wanted != shop and self.may_change:
            self.act(
                lambda: settings.save_shop(workspace, shop=wanted), said=self.tr("Changed the shop"), fields=self.fields
            )


def _currencies() -> list[Choice]:
    names: dict[str, str] = {}
    for place in QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
    ):
        code = place.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
        if len(code) == 3:
            names.setdefault(code, CURRENCY_SIGNS.get(code, ""))
    return [Choice(key=code, text=f"{code} {sign}".strip()) for code, sign in sorted(names.items())]
