"""Dates, money, quantities and sentences in the customer's language, which is not the clerk's."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, get_currency_precision

from boapp.documents.fonts import fitted
from boapp.documents.letter import Letter, LetterLine, Refund
from boapp.documents.page import Look, Paragraph, Rich, Span
from boapp.documents.texts import LANGUAGES
from boapp.domain.notice_rules.cases import Jurisdiction
from boapp.domain.quantities import UNIT
from boapp.errors import ShopError

_BOLD = re.compile(r"\*\*")
_NO_BREAK = "\u00a0"
PIECES = frozenset({"", "piece", "pieces", "pc", "pcs", "each", "ea"})
LINE_WIDTH = 450.0
MOST_REASON_LINES = 3


@dataclass(frozen=True, slots=True)
class Wording:
    """How one letter speaks: its sentences, and its way of writing dates, money and quantities."""

    texts: dict[str, str]
    locale: str
    currency: str

    def say(self, key: str, **values: str) -> Rich:
        """A sentence with its values; only the sentence's own `**` are bold, a value is never markup."""
        pieces = _BOLD.split(self.texts[key])
        return tuple(
            Span(piece.format(**values), bold=bool(place % 2)) for place, piece in enumerate(pieces) if piece
        )

    def plain(self, key: str, **values: str) -> str:
        """A sentence without weights."""
        return self.texts[key].format(**values)

    def paragraph(self, *sentences: Rich, look: Look = Look.PLAIN) -> Paragraph:
        """Sentences one after the other; empty ones leave no gap."""
        spans: list[Span] = []
        for sentence in sentences:
            if sentence and spans:
                spans.append(Span(" "))
            spans.extend(sentence)
        return Paragraph(tuple(spans), look)

    def day(self, day: date) -> str:
        """A date in full, never broken over two lines."""
        return format_date(day, "long", locale=self.locale).replace(" ", _NO_BREAK)

    def short_day(self, day: date) -> str:
        """A date with a short month, for a table of many columns."""
        return format_date(day, "medium", locale=self.locale).replace(" ", _NO_BREAK)

    def day_or_none(self, day: date | None, *, estimated: bool = False, short: bool = False) -> str:
        """A date for a table; "about" when it is an estimate, "no date yet" when there is none."""
        if day is None:
            return self.texts["no_date"]
        written = self.short_day(day) if short else self.day(day)
        return self.plain("about", date=written).replace(" ", _NO_BREAK) if estimated else written

    def money(self, amount: int) -> str:
        """An amount in minor units, exact, with its currency."""
        exact = Decimal(amount).scaleb(-get_currency_precision(self.currency))
        return str(format_currency(exact, self.currency, locale=self.locale))

    def quantity(self, quantity: int, unit: str = "") -> str:
        """A quantity of 1/10,000 units, exact, with the unit that is not the piece."""
        number = str(format_decimal(Decimal(quantity) / UNIT, format="#,##0.####", locale=self.locale))
        return number if unit.casefold() in PIECES else f"{number}{_NO_BREAK}{unit}"

    def verb(self, key: str, quantity: int) -> str:
        """The form of a verb that goes with a quantity: one follows, six follow."""
        form = Locale.parse(self.locale).plural_form(Decimal(quantity) / UNIT)
        return self.texts.get(f"{key}.{form}", self.texts[f"{key}.other"])

    def refund_to(self, refund: Refund) -> str:
        """Where the money goes, as it reads after the amount."""
        return (
            self.plain("refund.to", way=within(refund.way, 1))
            if refund.way
            else self.texts["refund.same_way"]
        )

    def item(self, line: LetterLine) -> str:
        """An order line by name and SKU, as it reads inside a sentence."""
        sku = within(line.sku, 0.4)
        return f"{within(line.name, 0.8)} ({sku})" if line.name else sku


def wording_of(letter: Letter) -> Wording:
    """The wording for a letter's language and country.

    Raises ShopError naming the letter's order when there are no texts in that language.
    """
    texts = LANGUAGES.get(letter.language)
    if texts is None:
        known = ", ".join(sorted(LANGUAGES))
        raise ShopError(letter.record, f"there are no letters in “{letter.language}”; choose one of: {known}")
    country = "US" if letter.jurisdiction == Jurisdiction.US else "GB"
    locale = f"en_{country}" if letter.language == "en" else letter.language
    return Wording(texts, locale, letter.currency)


def within(text: str, lines: float) -> str:
    """A text of the shop's books cut so that it takes at most so many lines of the body, whatever its letters."""
    return fitted(text, 10, lines * LINE_WIDTH)


def shortened_reason(reason: str) -> str:
    """A reason as the end of a sentence, with one full stop; cut after three lines, at a word where there is one."""
    text = reason.strip().rstrip(".").rstrip()
    cut = within(text, MOST_REASON_LINES)
    if cut != text and " " in cut[-30:]:
        cut = cut[: cut.rfind(" ")].rstrip(" ,;:") + "…"
    return cut if not cut or cut[-1] in "…!?" else f"{cut}."
