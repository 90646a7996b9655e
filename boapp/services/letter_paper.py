"""Shop and customer as the paper shows them: letterhead, layout, address (letters 2, notices 5)."""

from typing import TYPE_CHECKING

from boapp.storage.entries import CustomerEntry
from boapp.storage.shop_settings import ShopSettings

if TYPE_CHECKING:
    from boapp.documents.layouts import Layout
    from boapp.documents.letter import Addressee, AnswerWays, Letterhead


def fill_letterhead(settings: ShopSettings) -> "Letterhead":
    """The shop as its paper shows it."""
    from boapp.documents.letter import Letterhead

    place = _town(settings.postcode, settings.city, settings.region, settings.country)
    street = ", ".join(filter(None, (settings.street, place)))
    web = settings.website.removeprefix("https://").removeprefix("http://")
    contact = (
        street,
        " · ".join(filter(None, (settings.phone, settings.email))),
        settings.register_line or web,
    )
    return Letterhead(
        shop_name=settings.name or "Our shop",
        tagline=settings.tagline,
        contact_lines=tuple(filter(None, contact)),
        register_line=web if settings.register_line else "",
        return_address=" · ".join(filter(None, (settings.name, settings.street, place))),
        sender_name=settings.sender_name,
        accent=settings.accent,
        ways=_ways(settings),
    )


def choose_layout(settings: ShopSettings) -> "Layout":
    """The paper the shop writes on."""
    from boapp.documents.layouts import DIN_A, DIN_B, US_10

    return {"din_5008_a": DIN_A, "din_5008_b": DIN_B, "us_10": US_10}[settings.letter_layout]


def _ways(settings: ShopSettings) -> "AnswerWays":
    from boapp.documents.letter import AnswerWays

    return AnswerWays(
        settings.phone, settings.toll_free, settings.email, settings.website, settings.prepaid_reply
    )


def fill_addressee(customer: CustomerEntry, shop_country: str) -> "Addressee":
    """The customer as the window shows them, the country only when it is not the shop's."""
    from boapp.documents.letter import Addressee

    name = (customer.company, customer.name) if customer.company != customer.name else (customer.name,)
    town = _town_lines(customer)
    abroad = customer.country not in ("", shop_country)
    return Addressee(
        lines=tuple(line for line in (*name, customer.street, *town) if line),
        country=_country_name(customer.country) if abroad else "",
        greeting_name=customer.name,
    )


def _town_lines(customer: CustomerEntry) -> tuple[str, ...]:
    if customer.country in ("GB", "IE"):
        return customer.city, customer.region, customer.postcode
    return (_town(customer.postcode, customer.city, customer.region, customer.country),)


def _town(postcode: str, city: str, region: str, country: str) -> str:
    """The line of the town as the country writes it."""
    if country in ("US", "CA", "AU"):
        return " ".join(filter(None, (", ".join(filter(None, (city, region))), postcode)))
    if country in ("GB", "IE"):
        return " ".join(filter(None, (city, postcode)))
    return " ".join(filter(None, (postcode, city)))


def _country_name(country: str) -> str:
    from babel import Locale

    return str(Locale("en").territories.get(country, country))
