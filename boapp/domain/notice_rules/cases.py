"""What the law table is asked about one waiting order line, and what it answers.

Everything is a frozen value. Lines of one order that wait for different goods are cases of
their own: each has its own dates, notices and answers (notices 1, part shipment).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Jurisdiction(StrEnum):
    """Whose law protects the buyer."""

    US = "US"
    EU = "EU"
    UK = "UK"
    DE = "DE"


class Sale(StrEnum):
    """How the order was made; `exempt` = excluded for its goods (16 CFR 435.3(a))."""

    DISTANCE = "distance"
    COUNTER = "counter"
    COD = "cod"
    EXEMPT = "exempt"


class AnswerKind(StrEnum):
    """What a customer answers; `consent_beyond` is the extra consent of 16 CFR 435.2(b)(1)(iv)."""

    CONSENT = "consent"
    CANCEL = "cancel"
    PERIOD = "period"
    CONSENT_BEYOND = "consent_beyond"


class State(StrEnum):
    """Where an order stands by law (formats 3)."""

    OPEN = "open"
    NOTICE_DUE = "notice_due"
    WAITING_CONSENTED = "waiting_consented"
    CANCELLED = "cancelled"
    MAY_END = "may_end"
    SHIPPED = "shipped"


class Silence(StrEnum):
    """What the last notice in time says that silence means."""

    CONSENT = "consent"
    CANCEL = "cancel"
    NOTHING = "nothing"


class NoticeKind(StrEnum):
    """Which delay notice is due next."""

    FIRST = "first"
    RENEWED = "renewed"


class Because(StrEnum):
    """One step of why the law answers as it does; each is worded at the edge."""

    NOT_COVERED_US = "not_covered_us"
    NOT_COVERED_EUROPE = "not_covered_europe"
    SHIP_AS_STATED = "ship_as_stated"
    SHIP_IN_30_DAYS = "ship_in_30_days"
    SHIP_IN_50_DAYS = "ship_in_50_days"
    TOLD_SHORT_DELAY = "told_short_delay"
    TOLD_LONG_DELAY = "told_long_delay"
    TOLD_NO_DATE = "told_no_date"
    TOLD_RENEWED = "told_renewed"
    TOLD_OTHER_DATE = "told_other_date"
    TOLD_NO_LATER_DATE = "told_no_later_date"
    AGREED_DATE = "agreed_date"
    AGREED_NO_DATE = "agreed_no_date"
    AGREED_TOO_LATE = "agreed_too_late"
    NOTICE_DUE_BY = "notice_due_by"
    SHIPPED = "shipped"
    BUYER_CANCELLED = "buyer_cancelled"
    SHOP_GAVE_UP = "shop_gave_up"
    NO_OPTION_IN_TIME = "no_option_in_time"
    NO_CONSENT_IN_TIME = "no_consent_in_time"
    AGREED_DATE_PASSED = "agreed_date_passed"
    REFUND_BY = "refund_by"
    REFUND_IN_BILLING_CYCLE = "refund_in_billing_cycle"
    DELIVER_AS_AGREED = "deliver_as_agreed"
    DELIVER_IN_30_DAYS = "deliver_in_30_days"
    TOLD_CONSUMER = "told_consumer"
    TOLD_CONSUMER_NO_DATE = "told_consumer_no_date"
    LATE = "late"
    PERIOD_SET = "period_set"
    PERIOD_TOO_EARLY = "period_too_early"
    PERIOD_MISSED = "period_missed"
    PERIOD_WITHOUT_EFFECT = "period_without_effect"
    DATE_WAS_ESSENTIAL = "date_was_essential"
    SHOP_REFUSED = "shop_refused"
    CONSUMER_ENDED = "consumer_ended"
    WITHDRAWN = "withdrawn"
    NO_RIGHT_TO_CANCEL = "no_right_to_cancel"
    ASSUME_WORKING_DAYS = "assume_working_days"
    ASSUME_SHIPMENT_FIRST = "assume_shipment_first"
    ASSUME_SILENCE_NOTHING = "assume_silence_nothing"
    ASSUME_EARLIER_DATE = "assume_earlier_date"


@dataclass(frozen=True, slots=True)
class Reason:
    """A step of *why*: its code, the day on which it happened, the day that it reaches to."""

    because: Because
    day: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A delay notice that was sent; `revised_date` None = no date can be given."""

    sent_date: date
    revised_date: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A customer's answer, by the day on which it arrived; `until_date` with a period or extra consent."""

    received_date: date
    kind: AnswerKind
    until_date: date | None = None


class ShopAct(StrEnum):
    """What the shop itself does with an order."""

    SHIPPED = "shipped"
    GAVE_UP = "gave_up"


Event = Notice | Answer | ShopAct

# Of one day's events: shipment before cancellation, cancellation before consent (formats 3).
_ORDER_OF_A_DAY: tuple[Event | AnswerKind | type[Notice], ...] = (
    Notice,
    ShopAct.SHIPPED,
    ShopAct.GAVE_UP,
    AnswerKind.CANCEL,
    AnswerKind.PERIOD,
    AnswerKind.CONSENT,
    AnswerKind.CONSENT_BEYOND,
)


@dataclass(frozen=True, slots=True)
class NoticeCase:
    """One waiting line as the law sees it.

    `order_complete_date` is the day on which payment and all data needed were there (in EU,
    UK, DE the day of the contract), `stated_ship_date` what was promised before ordering (in
    EU, UK, DE the agreed delivery date), `gives_up_date` the day on which the buyer was told.
    """

    jurisdiction: Jurisdiction
    order_complete_date: date
    stated_ship_date: date | None = None
    seller_credit: bool = False
    sale: Sale = Sale.DISTANCE
    essential_date: bool = False
    notices: tuple[Notice, ...] = ()
    answers: tuple[Answer, ...] = ()
    shipped_date: date | None = None
    gives_up_date: date | None = None

    def events_until(self, today: date) -> Iterator[tuple[date, Event]]:
        """Everything that has happened, in the order in which it counts."""
        happened: list[tuple[date, Event]] = [(notice.sent_date, notice) for notice in self.notices]
        happened += [(answer.received_date, answer) for answer in self.answers]
        if self.shipped_date is not None:
            happened.append((self.shipped_date, ShopAct.SHIPPED))
        if self.gives_up_date is not None:
            happened.append((self.gives_up_date, ShopAct.GAVE_UP))
        happened.sort(key=lambda dated: (dated[0], _place_in_its_day(dated[1])))
        return ((day, event) for day, event in happened if day <= today)


def _place_in_its_day(event: Event) -> int:
    match event:
        case Notice():
            return _ORDER_OF_A_DAY.index(Notice)
        case Answer(kind=kind):
            return _ORDER_OF_A_DAY.index(kind)
        case _:
            return _ORDER_OF_A_DAY.index(event)


@dataclass(frozen=True, slots=True)
class NextNotice:
    """The delay notice that the law asks for next, and the last day to send it."""

    kind: NoticeKind
    by: date


@dataclass(frozen=True, slots=True)
class NoticeAnswer:
    """What the law says of a case today (formats 3).

    Beside the fields of formats 3: `binding_date`, the day by which goods must go as things
    stand (None once the customer waits without a date), and `answer_by`, the last day on
    which an answer to the last notice still counts (notices 4; None outside the US).
    """

    applies: bool
    state: State
    last_day: date | None = None
    silence_means: Silence | None = None
    next_notice: NextNotice | None = None
    cancelled_on: date | None = None
    refund_by: date | None = None
    rules: tuple[str, ...] = ()
    why: tuple[Reason, ...] = ()
    binding_date: date | None = None
    answer_by: date | None = None


def reasons_of_shipment(case: NoticeCase, day: date) -> tuple[Reason, ...]:
    """Why a shipment ends the matter; it goes before a cancellation of the same day."""
    shipped = Reason(Because.SHIPPED, day)
    if Answer(day, AnswerKind.CANCEL) in case.answers:
        return (shipped, Reason(Because.ASSUME_SHIPMENT_FIRST))
    return (shipped,)


def not_covered(case: NoticeCase, today: date) -> NoticeAnswer:
    """Answer for a sale that the rules leave out (notices 2 rule 17)."""
    shipped = case.shipped_date is not None and case.shipped_date <= today
    american = case.jurisdiction is Jurisdiction.US
    return NoticeAnswer(
        applies=False,
        state=State.SHIPPED if shipped else State.OPEN,
        why=(Reason(Because.NOT_COVERED_US if american else Because.NOT_COVERED_EUROPE),),
    )
