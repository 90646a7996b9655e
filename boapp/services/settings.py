"""What the owner sets for the whole shop, typed as words and checked before it is kept."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from inspect import formatannotation
from zoneinfo import available_timezones

from boapp.domain.notice_rules.cases import Jurisdiction
from boapp.domain.situation import Cover
from boapp.errors import ShopError
from boapp.storage.shop_settings import ShopSettings

EU_COUNTRIES = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"}
    | {"IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}
)
LETTER_PAPER = frozenset({"US", "CA", "MX"})
PAPERS = ("din_5008_b", "din_5008_a", "us_10")
LANGUAGES = ("en",)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONGEST_DAYS = 3650

Check = Callable[[str], str | None]


def settings_of_country(country: str) -> ShopSettings:
    """The settings a new shop in a country starts with: its money, its paper.

    Raises ShopError for what is no country.
    """
    settings = change_settings(ShopSettings(), {"country": country})
    paper = "us_10" if country in LETTER_PAPER else "din_5008_b"
    return replace(settings, currency=_currency_of(country), letter_layout=paper)


def law_of(settings: ShopSettings, customer_country: str = "", jurisdiction: str = "") -> Jurisdiction:
    """Whose rules a customer's notices keep (notices 2, 3): as noted, else the customer's country, else the shop's."""
    found = (
        jurisdiction
        or _law_of_country(customer_country)
        or settings.jurisdiction
        or _law_of_country(settings.country)
    )
    return Jurisdiction(found or Jurisdiction.EU)


def _law_of_country(country: str) -> str | None:
    if country in ("US", "DE"):
        return country
    if country == "GB":
        return "UK"
    return "EU" if country in EU_COUNTRIES else None


def change_settings(settings: ShopSettings, changes: Mapping[str, str]) -> ShopSettings:
    """The settings with some of them set anew, as typed.

    Raises ShopError naming the setting, its value and what it may be.
    """
    known = {field.name: formatannotation(field.type) for field in fields(ShopSettings)}
    values: dict[str, object] = {}
    for name, text in changes.items():
        if name not in known:
            raise ShopError(name, f"is no setting; there are {', '.join(sorted(known))}")
        values[name] = _read(name, known[name], text.strip())
    return replace(settings, **values)  # type: ignore[arg-type]  # each value was read by its field's type


def read_changes(texts: Iterable[str]) -> dict[str, str]:
    """Read NAME=VALUE as typed. Raises ShopError for what is not, or names a setting twice."""
    changes: dict[str, str] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise ShopError(text, "must be NAME=VALUE, like phone=030 1234")
        if name in changes:
            raise ShopError(name, "is named twice")
        changes[name] = value
    return changes


def settings_as_words(settings: ShopSettings) -> dict[str, str]:
    """Every setting as the word it is typed as."""
    return {field.name: _written(getattr(settings, field.name)) for field in fields(ShopSettings)}


def _written(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ",".join(WEEKDAYS[day] for day in value)
        case None:
            return ""
        case _:
            return str(value)


def _read(name: str, kind: str, text: str) -> object:
    if kind == "bool":
        return _yes_no(name, text)
    if kind.startswith("tuple"):
        return _weekdays(name, text)
    if "None" in kind and not text:
        return None
    if kind.startswith("int"):
        return _days(name, text)
    check = _CHECKS.get(name)
    problem = check(text) if check else None
    if problem:
        raise ShopError(name, f"'{text}' {problem}")
    return text


def _yes_no(name: str, text: str) -> bool:
    if text not in ("yes", "no"):
        raise ShopError(name, f"'{text}' must be yes or no")
    return text == "yes"


def _days(name: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LONGEST_DAYS))):
        raise ShopError(name, f"'{text}' must be a whole number of days from 0 to {LONGEST_DAYS}")
    return int(text)


def _weekdays(name: str, text: str) -> tuple[int, ...]:
    days = [word.strip() for word in text.split(",") if word.strip()]
    if len(set(days)) == len(WEEKDAYS) or not set(days) <= set(WEEKDAYS):
        raise ShopError(name, f"'{text}' must name days like sat,sun and leave at least one open")
    return tuple(sorted({WEEKDAYS.index(day) for day in days}))


def _currency_of(country: str) -> str:
    from babel.numbers import get_territory_currencies  # only a new shop asks

    return next(iter(get_territory_currencies(country)), "USD")


def _capitals(count: int, example: str) -> Check:
    def check(text: str) -> str | None:
        fits = len(text) == count and text.isascii() and text.isalpha() and text.isupper()
        return None if fits else f"must be {count} capital letters, like {example}"

    return check


def _country(text: str) -> str | None:
    from babel import Locale  # knows which countries there are

    wrong = _capitals(2, "US or DE")(text)
    known = Locale("en").territories
    return wrong or (None if text in known and text != "ZZ" else "is no country; write it like US or DE")


def _one_of(*allowed: str) -> Check:
    return lambda text: None if text in allowed else f"must be one of {', '.join(filter(None, allowed))}"


def _colour(text: str) -> str | None:
    fits = len(text) == len("#rrggbb") and text[0] == "#" and all(c in "0123456789abcdef" for c in text[1:])
    return None if fits else "must be a colour like #1f5c50"


def _time_zone(text: str) -> str | None:
    return None if text in available_timezones() else "must be a time zone like Europe/Berlin"


_CHECKS: Mapping[str, Check] = {
    "country": _country,
    "currency": _capitals(3, "USD or EUR"),
    "language": _one_of(*LANGUAGES),
    "letter_layout": _one_of(*PAPERS),
    "jurisdiction": _one_of("", *Jurisdiction),
    "cover": _one_of(*Cover),
    "time_zone": _time_zone,
    "accent": _colour,
}
