"""A second, plain reading of the law table: every day from the order to today is walked and its events applied.

Written from notices 1-4 and formats 3 alone, without the product's rules, so that the two can contradict each other.
Slow and literal on purpose. Gives the result of `boapp notice-rule` without `why`, for the EU, UK and Germany also
without `rules`, whose wording the texts leave open.
"""

from datetime import date, timedelta
from typing import Any

Case = dict[str, Any]
Result = dict[str, Any]
DAY = timedelta(days=1)
EMPTY: Result = {
    "format": 1,
    "applies": True,
    "last_day": None,
    "state": "open",
    "silence_means": None,
    "next_notice": None,
    "cancelled_on": None,
    "refund_by": None,
    "rules": None,
}


def answer_by_the_day(case: Case) -> Result:
    """What the law table says about a case in the JSON form of formats 3."""
    walk: Walk = UnitedStates(case) if case["jurisdiction"] == "US" else Europe(case)
    excluded = {"counter", "cod", "exempt"} if case["jurisdiction"] == "US" else {"exempt"}
    if case.get("sale", "distance") in excluded:
        shipped = walk.shipped is not None and walk.shipped <= walk.today
        return EMPTY | {"applies": False, "state": "shipped" if shipped else "open"}
    day = walk.first_day()
    while day <= walk.today and walk.ended is None:
        walk.live_through(day)
        day += DAY
    return EMPTY | {"last_day": walk.last_day.isoformat()} | walk.result()


class Walk:
    """What both readings share: the events of a case, day by day."""

    def __init__(self, case: Case) -> None:
        self.today = date.fromisoformat(case["today"])
        self.ordered = date.fromisoformat(case["order_complete"])
        self.stated = read_day(case, "stated_ship_date")
        self.shipped = read_day(case, "shipped")
        self.gives_up = read_day(case, "shop_gives_up")
        self.sale = case.get("sale", "distance")
        self.seller_credit = case.get("seller_credit", False)
        self.essential = case.get("essential_date", False)
        self.notices = [
            (date.fromisoformat(notice["sent"]), read_day(notice, "revised"))
            for notice in case.get("notices", [])
        ]
        self.answers = [
            (date.fromisoformat(answer["received"]), answer["answer"], read_day(answer, "until"))
            for answer in case.get("answers", [])
        ]
        self.last_day = self.ordered
        self.ended: Result | None = None

    def first_day(self) -> date:
        """No event lies before this day."""
        sent = [notice[0] for notice in self.notices]
        received = [answer[0] for answer in self.answers]
        single = [day for day in (self.shipped, self.gives_up) if day is not None]
        return min([self.ordered, self.last_day, *sent, *received, *single])

    def sent_on(self, day: date) -> list[date | None]:
        """The revised dates of the notices of one day."""
        return [revised for sent, revised in self.notices if sent == day]

    def received_on(self, day: date, kind: str) -> list[date | None]:
        """The `until` dates of one day's answers of one kind."""
        return [until for received, answer, until in self.answers if (received, answer) == (day, kind)]

    def live_through(self, day: date) -> None:
        """Apply one day's events."""
        raise NotImplementedError

    def result(self) -> Result:
        """How the case stands at the end of the walk."""
        raise NotImplementedError


class UnitedStates(Walk):
    """16 CFR 435 as notices 2 puts it."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        allowed = 50 if self.seller_credit else 30
        self.last_day = self.stated or self.ordered + timedelta(days=allowed)
        self.month_later = self.last_day + timedelta(days=30)
        self.option: str | None = None  # the section of the option in force
        self.silence: str | None = None
        self.agreed: date | None = None  # R, by silence or consent
        self.offered: date | None = None  # the date that awaits consent
        self.limit: date | None = None  # consent counts until this day; none: nothing is awaited
        self.indefinite = False

    def live_through(self, day: date) -> None:
        for revised in self.sent_on(day):
            self.notice(day, revised)
        if self.shipped == day:
            self.ended = {"state": "shipped"}
        elif self.gives_up == day:
            self.cancel(day, "435.2(c)(4)", day + DAY)
        elif self.received_on(day, "cancel"):
            self.cancel(day, "435.2(c)(1)", day + DAY)
        else:
            for _ in self.received_on(day, "consent"):
                self.consent(day)
            for until in self.received_on(day, "consent_beyond"):
                self.consent_beyond(day, until)
            if day < self.today:
                self.end_of_day(day)

    def notice(self, day: date, revised: date | None) -> None:
        promised = self.agreed or self.last_day
        if self.indefinite or (revised is not None and revised <= promised):
            return  # nothing has to be renewed; or no delay is announced
        if self.option is None:
            if day > self.last_day:
                return
            if revised is not None and revised <= self.month_later:
                self.option, self.silence, self.agreed = "435.2(b)(1)(ii)", "consent", revised
            else:
                self.option, self.silence, self.offered = "435.2(b)(1)(iii)", "cancel", revised
                self.limit = self.month_later
        elif self.agreed is None:
            self.offered = revised
        else:
            self.option, self.silence, self.offered = "435.2(b)(2)", "cancel", revised
            self.limit = self.agreed

    def consent(self, day: date) -> None:
        if self.option is None or self.indefinite:
            return
        if self.limit is None:
            self.silence = None
        elif self.offered is None:
            self.wait_without_date()
        elif self.offered >= day:
            self.agreed, self.offered, self.limit, self.silence = self.offered, None, None, None

    def consent_beyond(self, day: date, until: date | None) -> None:
        if self.option is None or self.indefinite:
            return
        if until is None:
            self.option = "435.2(b)(1)(iv)"
            self.wait_without_date()
            return
        promised = self.offered or self.agreed or self.last_day
        if max(until, promised) >= day:
            self.option, self.agreed = "435.2(b)(1)(iv)", max(until, promised)
            self.offered, self.limit, self.silence = None, None, None

    def wait_without_date(self) -> None:
        self.indefinite, self.silence = True, "nothing"
        self.agreed = self.offered = self.limit = None

    def end_of_day(self, day: date) -> None:
        if self.indefinite:
            return
        if self.option is None:
            if day == self.last_day:
                self.cancel(day + DAY, "435.2(c)(5)", day + DAY)
        elif self.agreed is not None:
            if day == self.agreed:
                self.cancel(day + DAY, "435.2(c)(3)", day + DAY)
        elif day == self.month_later:
            self.cancel(day + DAY, "435.2(c)(2)", day + DAY)

    def cancel(self, arises: date, cause: str, first_counted: date) -> None:
        self.ended = {
            "state": "cancelled",
            "cancelled_on": arises.isoformat(),
            "refund_by": None if self.seller_credit else seventh_working_day(first_counted).isoformat(),
            "rules": [cause, "435.1(b)(2)" if self.seller_credit else "435.1(b)(1)"],
        }

    def result(self) -> Result:
        option = [] if self.option is None else [self.option]
        if self.ended is not None:
            rules = option + self.ended.get("rules", [])
            return self.ended | {"silence_means": self.silence, "rules": rules or ["435.2(a)(1)"]}
        kind = "first" if self.option is None else "renewed"
        due: date | None = None
        if self.option is None:
            due = self.last_day
        elif self.limit is None:
            due = self.agreed
        if due == self.today:
            state = "notice_due"
        elif self.option is None or self.limit is not None:
            state = "open"
        else:
            state = "waiting_consented"
        coming = None if due is None else {"kind": kind, "by": due.isoformat()}
        # Every answer names a section: with no option yet, the time to ship, or the option that is due.
        rules = option or ["435.2(b)(1)" if state == "notice_due" else "435.2(a)(1)"]
        return {"state": state, "silence_means": self.silence, "next_notice": coming, "rules": rules}


class Europe(Walk):
    """Directive 2011/83 art. 18, the UK's and Germany's like rules, as notices 3 puts them."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.last_day = self.stated or self.ordered + timedelta(days=30)
        self.agreed: date = self.last_day
        self.last_notice: tuple[date, date | None] | None = None
        self.consented = False  # to the last notice
        self.period: tuple[date, date] | None = None  # set on, until
        self.gave_up: date | None = None
        self.right_before_giving_up: date | None = None

    def live_through(self, day: date) -> None:
        for revised in self.sent_on(day):
            self.last_notice, self.consented = (day, revised), False
        if self.shipped == day:
            self.ended = {"state": "shipped"}
            return
        if self.gives_up == day:
            self.right_before_giving_up = self.right_since(day)
            self.gave_up = day
        if self.received_on(day, "cancel"):
            self.cancel(day)
        if self.ended is not None:
            return
        for until in self.received_on(day, "period"):
            if until is not None and day > self.agreed and self.right_since(day) is None:
                self.period = (day, until)
        if self.received_on(day, "consent"):
            self.consent()

    def right_since(self, day: date) -> date | None:
        """The first day on which the consumer may end the contract, when it has come."""
        begins = []
        if self.gave_up is not None:
            begins.append(self.right_before_giving_up or self.gave_up)
        else:
            if self.essential and self.period is None:
                begins.append(self.agreed + DAY)
            if self.period is not None:
                begins.append(max(self.period[0], self.period[1] + DAY))
        return min((began for began in begins if began <= day), default=None)

    def cancel(self, day: date) -> None:
        if self.right_since(day) is not None:
            self.ended = {"state": "cancelled", "cancelled_on": day.isoformat()}
        elif self.sale != "counter":
            refund_by = (day + timedelta(days=14)).isoformat()
            self.ended = {"state": "cancelled", "cancelled_on": day.isoformat(), "refund_by": refund_by}

    def consent(self) -> None:
        if self.last_notice is None or self.consented:
            return
        self.consented = True
        if self.last_notice[1] is not None:
            self.agreed, self.period = self.last_notice[1], None

    def result(self) -> Result:
        silence = None if self.last_notice is None else "nothing"
        if self.ended is not None:
            return self.ended | {"silence_means": silence}
        right = self.right_since(self.today)
        if right is not None:
            return {"state": "may_end", "silence_means": silence, "cancelled_on": right.isoformat()}
        dated = self.last_notice is not None and self.last_notice[1] is not None
        nothing_newer = self.last_notice is None or (self.consented and dated)
        if nothing_newer and self.today >= self.agreed:
            state = "notice_due"
        else:
            state = "waiting_consented" if self.consented else "open"
        kind = "first" if self.last_notice is None else "renewed"
        coming = {"kind": kind, "by": self.agreed.isoformat()} if nothing_newer else None
        return {"state": state, "silence_means": silence, "next_notice": coming}


def read_day(found: dict[str, Any], key: str) -> date | None:
    """An ISO date that may be absent or null."""
    text = found.get(key)
    return None if text is None else date.fromisoformat(text)


def seventh_working_day(first_counted: date) -> date:
    """The last day for sending a prompt refund (notices 2 rules 12 and 13)."""
    day, counted = first_counted - DAY, 0
    while counted < 7:
        day += DAY
        counted += day.weekday() < 5 and day not in holidays_around(day.year)
    return day


def holidays_around(year: int) -> set[date]:
    """Federal holidays (5 U.S.C. 6103) on the day they are observed, of this year and its neighbours."""
    return {day for near in (year - 1, year, year + 1) for day in holidays_of(near)}


def holidays_of(year: int) -> list[date]:
    """The holidays of one year; one observed in December may belong to the next."""
    fixed = [date(year, month, day) for month, day in ((1, 1), (7, 4), (11, 11), (12, 25))]
    if year >= 2021:
        fixed.append(date(year, 6, 19))
    shift = {5: -DAY, 6: DAY}
    observed = [day + shift.get(day.weekday(), timedelta()) for day in fixed]
    mondays = [nth_weekday(year, month, 0, number) for month, number in ((1, 3), (2, 3), (9, 1), (10, 2))]
    memorial = max(date(year, 5, day) for day in range(25, 32) if date(year, 5, day).weekday() == 0)
    return [*observed, *mondays, memorial, nth_weekday(year, 11, 3, 4)]


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    """The third Monday of a month, and the like."""
    days = [date(year, month, day) for day in range(1, 29)]
    return [day for day in days if day.weekday() == weekday][number - 1]
