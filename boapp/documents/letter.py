"""What a letter says, as frozen values: filled from the shop's books, drawn without asking back.

Quantities in 1/10,000 units, money in minor units of the letter's currency (semantics 1). Which dates
bind is computed by the law table before a letter exists (notices 2 and 3); nothing is decided here.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from boapp.domain.notice_rules.cases import Jurisdiction
from boapp.domain.quantities import UNIT
from boapp.errors import ShopError


@dataclass(frozen=True, slots=True)
class AnswerWays:
    """How a customer reaches the shop; what is empty is not offered.

    `phone` is printed as the number to call; only `toll_free` makes it a free way (notices 2 rule 9).
    `prepaid` = an envelope or permit that costs the customer nothing lies in the letter.
    """

    phone: str = ""
    toll_free: bool = False
    email: str = ""
    web: str = ""
    prepaid: bool = False

    @property
    def free_in_us(self) -> bool:
        """Whether a US letter may go out: prepaid, toll-free or web; e-mail alone is not enough (notices 4)."""
        return self.prepaid or bool(self.web) or (self.toll_free and bool(self.phone))


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The shop as its paper shows it. `accent` is #rrggbb and must be readable on white."""

    shop_name: str
    tagline: str = ""
    contact_lines: tuple[str, ...] = ()
    register_line: str = ""
    return_address: str = ""
    sender_name: str = ""
    accent: str = "#1f5c50"
    ways: AnswerWays = AnswerWays()

    @property
    def record(self) -> str:
        """What an error message calls it."""
        return "letterhead"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who gets the letter: the lines of the address as printed, `country` last and only when abroad.

    `greeting_name` is what follows "Dear"; empty: the first line of the address.
    """

    lines: tuple[str, ...]
    country: str = ""
    greeting_name: str = ""

    @property
    def name(self) -> str:
        """The customer's name for greeting and messages."""
        return self.greeting_name or (self.lines[0] if self.lines else "")

    @property
    def printed_lines(self) -> tuple[str, ...]:
        """Every line that has to stand in the window, the country in capitals."""
        return tuple(line for line in (*self.lines, self.country.upper()) if line)

    @property
    def record(self) -> str:
        """What an error message calls it."""
        return f"customer {self.name}"


@dataclass(frozen=True, slots=True)
class OrderReference:
    """An order as the customer knows it."""

    number: str
    ordered_date: date

    @property
    def record(self) -> str:
        """What an error message calls it."""
        return f"order {self.number}"


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One order line in a letter.

    `shipped_quantity` is with the customer or goes today, `ready_quantity` is set aside, `waiting_quantity`
    has neither, `cancelled_quantity` is what a cancellation letter cancels. `unit` is printed after quantities
    ("kg"), unless it is the piece. `unit_price` None: no prices.
    `told_date` is the date last told, `new_date` the one told now; `estimated` prints it as "about" (semantics 2).
    `order_number` is shown when a letter is about several orders.
    """

    sku: str
    name: str
    ordered_quantity: int
    shipped_quantity: int = 0
    ready_quantity: int = 0
    waiting_quantity: int = 0
    cancelled_quantity: int = 0
    unit: str = ""
    unit_price: int | None = None
    told_date: date | None = None
    new_date: date | None = None
    estimated: bool = False
    order_number: str = ""

    @property
    def kept_quantity(self) -> int:
        """What the customer has or still gets."""
        return self.ordered_quantity - self.cancelled_quantity

    def amount(self, quantity: int) -> int:
        """What so much of it costs, in minor units, halves rounded up."""
        return ((self.unit_price or 0) * quantity * 2 + UNIT) // (2 * UNIT)

    @property
    def record(self) -> str:
        """What an error message calls it."""
        return f"product {self.sku}"


@dataclass(frozen=True, slots=True)
class Charge:
    """An amount of the order beside its lines.

    `label` is a code worded in the letter's language (shipping, tax, discount; a discount is negative), or any text.
    """

    label: str
    amount: int

    @property
    def record(self) -> str:
        """What an error message calls it."""
        return f"charge {self.label}"


@dataclass(frozen=True, slots=True)
class Refund:
    """What the customer gets back on cancelling: `way` reads after "to" ("your Visa ending in 4417").

    An empty way reads "the way you paid". `by_date`: the last day when nobody answers (notices 2 rule 12).
    """

    amount: int
    way: str = ""
    by_date: date | None = None

    @property
    def record(self) -> str:
        """What an error message calls it."""
        return "refund"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What every letter has. `notice_number` counts the notices of the order or of the shop."""

    jurisdiction: Jurisdiction
    addressee: Addressee
    orders: tuple[OrderReference, ...]
    notice_number: str
    currency: str
    lines: tuple[LetterLine, ...]
    charges: tuple[Charge, ...] = ()
    paid_with: str = ""
    refund: Refund | None = None
    language: str = "en"

    def __post_init__(self) -> None:
        if not self.orders:
            raise ShopError(f"letter {self.notice_number}", "names no order; choose the order it is about")
        if not self.lines:
            raise ShopError(self.record, "has no line that this letter could be about; nothing to print")

    @property
    def record(self) -> str:
        """What an error message calls it."""
        return self.orders[0].record

    @property
    def waiting_lines(self) -> tuple[LetterLine, ...]:
        """The lines that still lack something."""
        return tuple(line for line in self.lines if line.waiting_quantity)

    @property
    def money_back(self) -> Refund | None:
        """What comes back on cancelling; None when nothing was paid."""
        return self.refund if self.refund and self.refund.amount > 0 else None

    @property
    def part_shipped(self) -> bool:
        """Whether the customer has, or gets today, some of it."""
        return any(line.shipped_quantity for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayLetter(Letter):
    """A promise cannot be kept: the first notice, or with `renewed` the next one (notices 1 to 3).

    `due_date` is T in the US, the agreed day of delivery elsewhere; `promised` = the shop named that day itself.
    `new_date` is R, None when no date can be given; `old_date` the R that now fails; `consent_limit` is T + 30;
    `answer_by` comes from the law table. `extra_consent` offers the US box for a still longer wait (rule 7);
    `distance_sale` False leaves out the right to cancel at will (EU 6); `essential_date` as in EU 3.
    """

    due_date: date
    new_date: date | None
    answer_by: date | None
    renewed: bool = False
    old_date: date | None = None
    consent_limit: date | None = None
    last_written: date | None = None
    promised: bool = True
    reason: str = ""
    extra_consent: bool = False
    distance_sale: bool = True
    essential_date: bool = False

    @property
    def partly_kept(self) -> bool:
        """Whether some of what is owed comes as it was promised; `ready_quantity` says how much."""
        return any(line.ready_quantity for line in self.lines)

    @property
    def about_rest(self) -> bool:
        """Whether the news is about a rest: the other part has gone out or comes as promised."""
        return self.part_shipped or self.partly_kept

    @property
    def due_dates_differ(self) -> bool:
        """Whether the waiting lines were promised for different days; then the table names each."""
        return len({line.told_date for line in self.waiting_lines if line.told_date}) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PartShipmentLetter(Letter):
    """Some goes today, the rest waits with its own date; `confirmation`: it also confirms a new order."""

    confirmation: bool = False
    tracking: str = ""


class ArrivalWay(StrEnum):
    """What happens with goods that are set aside."""

    COLLECT = "collect"
    SHIP = "ship"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalLetter(Letter):
    """Goods are set aside for the customer: to collect at `place` in `hours`, or about to be shipped.

    `deposit` is already paid, `balance` still to pay, both None when money is no topic. `ship_date` None: no day
    is named.
    """

    way: ArrivalWay
    place: str = ""
    hours: str = ""
    keep_until: date | None = None
    ship_date: date | None = None
    deposit: int | None = None
    balance: int | None = None


class CancelCause(StrEnum):
    """Why an order is cancelled; the first three only in the United States, by a day that passed (435.2(c))."""

    NO_NOTICE = "no_notice"
    NO_CONSENT = "no_consent"
    DATE_PASSED = "date_passed"
    SHOP_GAVE_UP = "shop_gave_up"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationLetter(Letter):
    """An order, or some of it, is cancelled, and the money goes back (notices 1, 2 rules 10 to 15, 3 rule 7).

    `lines` are all lines of the orders, so that what is kept can be set against what was paid; what is kept bears
    the charges in full. `cancelled_on` is V of notices 2. The refund's `by_date` is the last day of sending it,
    None where no days are counted: outside the US, and with `seller_credit`, where it takes one billing cycle.
    `promised` = the shop named the day that passed itself; `days_differ`: not the same one for all of it.
    """

    cause: CancelCause
    cancelled_on: date
    promised: bool = True
    days_differ: bool = False
    seller_credit: bool = False
    reason: str = ""

    @property
    def cancelled_lines(self) -> tuple[LetterLine, ...]:
        """The lines of which something is cancelled."""
        return tuple(line for line in self.lines if line.cancelled_quantity)

    @property
    def last_day(self) -> date:
        """The last day of the period that lapsed: the right to a refund arises on the day after."""
        return self.cancelled_on - timedelta(days=1)

    @property
    def kept_amount(self) -> int:
        """What the goods that are not cancelled would have cost on their own; 0 when all is cancelled."""
        if not any(line.kept_quantity for line in self.lines):
            return 0
        goods = sum(line.amount(line.kept_quantity) for line in self.lines)
        return goods + sum(charge.amount for charge in self.charges)
