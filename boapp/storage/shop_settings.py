"""What the whole shop agrees on: who it is, its money and time, and its rules' numbers.

Each setting is a row with its value as JSON; one that was never set has its default.
"""

import json
from dataclasses import dataclass, fields

from sqlalchemy import delete, insert, select

from boapp.domain.calendar import Calendar
from boapp.domain.situation import Cover, RunSettings
from boapp.storage.tables.shop import closing_days, settings
from boapp.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ShopSettings:
    """The shop's settings (semantics 1 to 4, 8; notices 1); days are counted in days the shop is open.

    `letter_layout`: din_5008_b, din_5008_a or us_10. `closed_weekdays`: Monday is 0.
    `toll_free` and `prepaid_reply`: an answer costs the customer nothing. `rule_sets`: JSON text.
    """

    name: str = ""
    tagline: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = "US"
    phone: str = ""
    email: str = ""
    website: str = ""
    toll_free: bool = False
    prepaid_reply: bool = False
    opening_hours: str = ""
    register_line: str = ""
    sender_name: str = ""
    accent: str = "#1f5c50"
    tax_number: str = ""
    bank_account: str = ""
    bank_name: str = ""
    currency: str = "USD"
    language: str = "en"
    letter_layout: str = "us_10"
    jurisdiction: str = ""
    time_zone: str = "UTC"
    closed_weekdays: tuple[int, ...] = (5, 6)
    receiving_days: int = 0
    late_receipt_days: int = 1
    cover: str = "closest_before"
    margin_days: int = 0
    ageing_days: int | None = None
    at_risk_days: int = 3
    slack_days: int = 0
    handling_days: int = 0
    transit_days: int = 0
    mail_days: int = 3
    default_lead_time_days: int = 14
    still_waiting_days: int = 30
    pickup_days: int = 14
    hold_on_hand_days: int = 7
    rule_sets: str = ""

    def run_settings(self) -> RunSettings:
        """The settings that decide who gets what."""
        return RunSettings(
            late_receipt_days=self.late_receipt_days,
            cover=Cover(self.cover),
            margin_days=self.margin_days,
            ageing_days=self.ageing_days,
        )


def read_settings(tx: Transaction) -> ShopSettings:
    """The shop's settings as they are now."""
    stored = tx.connection.execute(select(settings.c.name, settings.c.value))
    known = {field.name for field in fields(ShopSettings)}
    values = {name: json.loads(value) for name, value in stored if name in known}
    if "closed_weekdays" in values:
        values["closed_weekdays"] = tuple(values["closed_weekdays"])
    return ShopSettings(**values)


def read_calendar(tx: Transaction) -> Calendar:
    """The days on which the shop is open: its week, without its closing days."""
    closed = frozenset(tx.connection.execute(select(closing_days.c.closing_date)).scalars())
    return Calendar(frozenset(read_settings(tx).closed_weekdays), closed)


def write_settings(tx: Transaction, new: ShopSettings) -> None:
    """Set the shop's settings; what a newer boapp may have set besides stays."""
    names = [field.name for field in fields(ShopSettings)]
    tx.connection.execute(delete(settings).where(settings.c.name.in_(names)))
    rows = [{"name": name, "value": json.dumps(getattr(new, name), ensure_ascii=False)} for name in names]
    tx.connection.execute(insert(settings), rows)
