"""What the owner has set for the whole shop: who it is, its law and paper, its days.

Stored as words in the shop's settings table; a setting that was never made has its default.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from zoneinfo import available_timezones

from boapp.domain.situation import Cover, RunSettings
from boapp.errors import ShopError

EU_COUNTRIES = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"}
    | {"IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}
)
LETTER_PAPER = frozenset({"US", "CA", "MX"})
JURISDICTIONS = ("US", "EU", "UK", "DE")
PAPERS = ("din_b", "din_a", "us_10")
Check = Callable[[str], str | None]
YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class ShopFacts:
    """A shop's settings; days are calendar days unless said otherwise.

    `receiving_days`: from a supplier's date until the goods can be used. `at_risk_days`:
    working days before a told date (semantics 2). `mail_days`: how long paper travels
    (notices 4). `slack_days` are added to a computed date before it is told.
    """

    name: str = ""
    tagline: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = "US"
    currency: str = "USD"
    language: str = "en"
    time_zone: str = ""
    phone: str = ""
    toll_free: bool = False
    email: str = ""
    web: str = ""
    prepaid_reply: bool = False
    register_line: str = ""
    sender: str = ""
    accent: str = "#1f5c50"
    opening_hours: str = ""
    paper: str = ""
    jurisdiction: str = ""
    late_receipt_days: int = 1
    receiving_days: int = 0
    margin_days: int = 0
    ageing_days: int = 0
    on_hand_first: bool = False
    at_risk_days: int = 3
    mail_days: int = 4
    slack_days: int = 0
    lead_time_days: int = 14
    pickup_days: int = 14

    @property
    def run_settings(self) -> RunSettings:
        """What the deciding rules need of them (semantics 3, 4)."""
        return RunSettings(
            late_receipt_days=self.late_receipt_days,
            cover=Cover.ON_HAND_FIRST if self.on_hand_first else Cover.CLOSEST_BEFORE,
            margin_days=self.margin_days,
            ageing_days=self.ageing_days or None,
        )

    @property
    def letter_paper(self) -> str:
        """The layout of its letters: as set, else that of the country (notices 5)."""
        return self.paper or ("us_10" if self.country in LETTER_PAPER else "din_b")

    @property
    def law(self) -> str:
        """Whose rules its notices keep: as set, else those of the country (notices 2, 3)."""
        return self.jurisdiction or jurisdiction_of(self.country) or "EU"


def jurisdiction_of(country: str) -> str | None:
    """Whose rules hold for a customer in a country of two letters; None where no table is kept."""
    if country in ("US", "DE"):
        return country
    if country == "GB":
        return "UK"
    return "EU" if country in EU_COUNTRIES else None


def default_currency(country: str) -> str:
    """The currency a shop in a country counts in today; USD where none is known."""
    from babel.numbers import get_territory_currencies

    return next(iter(get_territory_currencies(country)), "USD")


def facts_from(stored: Mapping[str, str]) -> ShopFacts:
    """Read the settings as stored; unknown names are left to newer programs.

    Raises ShopError for a value that cannot be.
    """
    known = {field.name: str(field.type) for field in fields(ShopFacts)}
    return ShopFacts(
        **{name: _value(name, known[name], text) for name, text in stored.items() if name in known}  # type: ignore[arg-type]  # the field's own type, by name
    )


def facts_as_words(facts: ShopFacts) -> dict[str, str]:
    """Write every setting as the word it is stored and typed as."""
    words = {}
    for field in fields(ShopFacts):
        value = getattr(facts, field.name)
        words[field.name] = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    return words


def changed_facts(facts: ShopFacts, changes: Mapping[str, str]) -> ShopFacts:
    """The settings with some of them set anew, as typed.

    Raises ShopError naming the setting and what it may be.
    """
    known = {field.name for field in fields(ShopFacts)}
    for name in changes:
        if name not in known:
            raise ShopError(name, f"is no setting; there are {', '.join(sorted(known))}")
    return facts_from(facts_as_words(facts) | dict(changes))


def _value(name: str, kind: str, text: str) -> object:
    text = text.strip()
    if kind == "bool":
        if text not in YES_NO:
            raise ShopError(name, f"'{text}' must be yes or no")
        return YES_NO[text]
    if kind == "int":
        if not text.isascii() or not text.isdecimal() or int(text) > 3650:
            raise ShopError(name, f"'{text}' must be a whole number of days from 0 to 3650")
        return int(text)
    check = _PROBLEMS.get(name)
    problem = check(text) if check else None
    if problem:
        raise ShopError(name, f"'{text}' {problem}")
    return text


def _choice(*allowed: str) -> Check:
    return lambda text: None if text in ("", *allowed) else f"must be one of {', '.join(allowed)}"


def _is_code(text: str, letters: int) -> bool:
    return len(text) == letters and text.isascii() and text.isalpha() and text.isupper()


def _country(text: str) -> str | None:
    return None if _is_code(text, 2) else "must be two capital letters, like US or DE"


def _currency(text: str) -> str | None:
    return None if _is_code(text, 3) else "must be three capital letters, like USD or EUR"


def _accent(text: str) -> str | None:
    plain = len(text) == 7 and text[0] == "#" and all(c in "0123456789abcdef" for c in text[1:].lower())
    return None if plain else "must be a colour like #1f5c50"


def _time_zone(text: str) -> str | None:
    return None if not text or text in available_timezones() else "must be a time zone like Europe/Berlin"


_PROBLEMS: Mapping[str, Check] = {
    "country": _country,
    "currency": _currency,
    "accent": _accent,
    "time_zone": _time_zone,
    "language": _choice("en"),
    "paper": _choice(*PAPERS),
    "jurisdiction": _choice(*JURISDICTIONS),
}
