"""A year day by day: goods slip, customers are silent or answer on last days, and no last day comes by surprise."""

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from boapp.domain.notice_rules import judge
from boapp.domain.notice_rules.cases import (
    Answer,
    AnswerKind,
    Jurisdiction,
    Notice,
    NoticeAnswer,
    NoticeCase,
    State,
)
from boapp.domain.notice_rules.due import Duty, Task, task_of

DAY = timedelta(days=1)
NEW_YEAR = date(2026, 1, 1)


@dataclass
class WaitingOrder:
    """One order, its customer and what the list said of it each evening."""

    case: NoticeCase
    goods_come: date
    chance: random.Random
    diligent: bool
    evenings: dict[date, Task | None] = field(default_factory=dict)
    history: dict[date, NoticeAnswer] = field(default_factory=dict)
    eventful: set[date] = field(default_factory=set)

    def live_through(self, today: date) -> None:
        """The customer answers, the shop works off its list, then the list is written anew."""
        before = self.case
        self.customer_answers(today)
        self.shop_acts(today, self.evenings.get(today - DAY))
        if self.case != before:
            self.eventful.add(today)
        self.history[today] = judge(self.case, today)
        self.evenings[today] = task_of(self.history[today])

    def customer_answers(self, today: date) -> None:
        answer = judge(self.case, today)
        if answer.state in {State.CANCELLED, State.SHIPPED} or not self.case.notices:
            return
        kinds = [AnswerKind.CONSENT, AnswerKind.CONSENT, AnswerKind.CONSENT_BEYOND, AnswerKind.CANCEL]
        if self.case.jurisdiction is not Jurisdiction.US:
            kinds.append(AnswerKind.PERIOD)
        # Customers love last days, and the day after.
        tempted = (answer.answer_by or answer.binding_date) in {today, today - DAY}
        if self.chance.random() < (0.4 if tempted else 0.01):
            kind = self.chance.choice(kinds)
            until = None
            if kind is AnswerKind.PERIOD or (
                kind is AnswerKind.CONSENT_BEYOND and self.chance.random() < 0.5
            ):
                until = today + self.chance.randint(0, 30) * DAY
            answers = (*self.case.answers, Answer(today, kind, until))
            self.case = replace(self.case, answers=answers)

    def shop_acts(self, today: date, task: Task | None) -> None:
        answer = judge(self.case, today)
        if answer.state in {State.CANCELLED, State.SHIPPED}:
            return
        if today >= self.goods_come:
            self.case = replace(self.case, shipped_date=today)
        elif task is not None and task.duty is Duty.NOTICE and self.sends_today(task, today):
            revised = self.chance.choice([None, today + self.chance.randint(1, 60) * DAY])
            self.case = replace(self.case, notices=(*self.case.notices, Notice(today, revised)))

    def sends_today(self, task: Task, today: date) -> bool:
        """A diligent shop waits for the last day, but never longer; the other forgets half of it."""
        if self.diligent:
            return today >= task.by
        return task.by - today <= 5 * DAY and self.chance.random() < 0.12


def an_order_of_the_year(jurisdiction: Jurisdiction, seed: int) -> WaitingOrder:
    chance = random.Random(f"{jurisdiction}{seed}")
    ordered = NEW_YEAR + chance.randint(0, 300) * DAY
    stated = chance.choice([None, ordered + chance.randint(2, 45) * DAY])
    case = NoticeCase(
        jurisdiction,
        ordered,
        stated_ship_date=stated,
        seller_credit=chance.random() < 0.1,
        essential_date=chance.random() < 0.15,
    )
    goods_come = ordered + chance.randint(1, 150) * DAY
    return WaitingOrder(case, goods_come, chance, diligent=chance.random() < 0.5)


def live(order: WaitingOrder) -> None:
    for n in range(500):
        today = NEW_YEAR + n * DAY
        if today >= order.case.order_complete_date:
            order.live_through(today)


def check_that_the_first_last_day_was_listed(order: WaitingOrder) -> None:
    """T, counted here by hand, stands in the list of the day before unless a notice went out or it was over."""
    case = order.case
    term = 50 if case.seller_credit and case.jurisdiction is Jurisdiction.US else 30
    last_day = case.stated_ship_date or case.order_complete_date + term * DAY
    eve = last_day - DAY
    told = any(notice.sent_date <= eve for notice in case.notices)
    if not told and order.history[eve].state is State.OPEN:
        assert order.evenings[eve] == Task(Duty.NOTICE, last_day), order
    assert order.history[eve].last_day == last_day, order


def check_that_no_right_arose_by_surprise(order: WaitingOrder) -> int:
    """Count the rights that arose by a day passing; each stood in the list the day before its last day.

    Only what became a last day on that very day (a consent to today, say) is first listed on it.
    """
    arisen = 0
    cancellations = {reply.received_date for reply in order.case.answers if reply.kind is AnswerKind.CANCEL}
    for today, answer in order.history.items():
        if answer.cancelled_on != today or today in cancellations:
            continue
        last_day = today - DAY
        evenings = {last_day} if last_day in order.eventful else {last_day, last_day - DAY}
        for evening in evenings:
            task = order.evenings[evening]
            assert task is not None, order
            # Outside the US an extra period may have run on after the agreed day, which is the one listed.
            assert task.by == last_day or (answer.state is State.MAY_END and task.by < last_day), order
        arisen += 1
    return arisen


def check_that_the_list_followed_is_enough(order: WaitingOrder) -> None:
    """Who sends what the list asks for, even at the last moment, never loses an order for want of a notice."""
    for answer in order.history.values():
        assert "435.2(c)(5)" not in answer.rules, order
        if "435.2(c)(3)" in answer.rules:
            assert "435.2(b)(2)" in answer.rules, order


def a_year(orders_each: int) -> None:
    arisen = 0
    for jurisdiction in Jurisdiction:
        for seed in range(orders_each):
            order = an_order_of_the_year(jurisdiction, seed)
            live(order)
            check_that_the_first_last_day_was_listed(order)
            arisen += check_that_no_right_arose_by_surprise(order)
            if order.diligent:
                check_that_the_list_followed_is_enough(order)
    assert arisen


def test_that_no_last_day_passes_without_its_entry_the_day_before() -> None:
    a_year(orders_each=5)


@pytest.mark.soak
def test_that_no_last_day_of_a_full_year_passes_without_its_entry_the_day_before() -> None:
    a_year(orders_each=200)
