from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from boapp.domain.quantities import UNIT
from boapp.errors import ShopError
from boapp.services import catalog, deliveries, orders, purchasing, receiving
from boapp.services.delivery_box import Rest, RestOfDelivery
from boapp.services.receiving import Arrived
from boapp.ui.purchasing.purchase_card import PurchaseCardPage
from boapp.ui.purchasing.purchasing_page import PurchasingPage
from tests.ui.counter_window import Counter, nameless, shown

GLIMMER = "PO-2052"  # 24 string lights (22 spoken for), 36 tealights (14), 12, 30, 100
LANTERNS = 1


def card(counter: Counter, number: str = GLIMMER) -> PurchaseCardPage:
    return counter.go("purchase", PurchaseCardPage, number)


def count(counter: Counter, page: PurchaseCardPage, *quantities: str) -> None:
    for row, quantity in zip(page.delivery.rows, quantities, strict=False):
        counter.retype(row.input, quantity)


def received(counter: Counter, number: str = GLIMMER) -> list[int]:
    lines = purchasing.read_purchase_order(counter.shop, number).lines
    return [line.received_quantity // UNIT for line in lines]


def open_quantities(counter: Counter, number: str = GLIMMER) -> list[int]:
    lines = purchasing.read_purchase_order(counter.shop, number).lines
    return [line.open_quantity // UNIT for line in lines]


def book_in(counter: Counter, page: PurchaseCardPage) -> None:
    counter.click(page.delivery.book_in_button)


def test_that_the_next_delivery_stands_first_and_late_ones_are_marked(counter: Counter) -> None:
    page = counter.go("purchasing", PurchasingPage)
    assert shown(page.view, "number")[:3] == ["PO-2038", "PO-2052", "PO-2049"]
    assert shown(page.view, "state")[:4] == ["3 days late", "3 days late", "Due today", "Expected 27 Nov"]
    assert page.totals.accessibleName() == "number: 8 orders, open: 17"
    chips = page.filters.findChildren(QPushButton) if page.filters else []
    assert [one.text() for one in chips] == ["Still to come  8", "Late  2", "Received  3"]
    counter.click(chips[1])
    assert shown(page.view, "number") == ["PO-2038", "PO-2052"]


def test_that_enter_and_ctrl_b_open_the_delivery(counter: Counter) -> None:
    page = counter.go("purchasing", PurchasingPage)
    counter.press(page.view, Qt.Key.Key_Down)
    counter.press(page.view, Qt.Key.Key_Return)
    assert counter.place == ("purchase", GLIMMER)
    counter.window.go_back()
    counter.settle()
    counter.press(page.view, Qt.Key.Key_B, ctrl=True)
    assert counter.place == ("purchase", GLIMMER)


def test_that_quantities_are_filled_in_with_what_is_open(counter: Counter) -> None:
    page = card(counter)
    assert [row.input.text() for row in page.delivery.rows] == ["24", "36", "12", "30", "100"]
    assert page.delivery.rows[0].input.hasFocus()
    assert page.delivery.book_in_button.text().strip() == "Book in 202"
    assert not page.delivery._foot.isVisible()
    assert page.header.title == "Delivery in: Glimmer"


def test_that_a_delivery_as_ordered_takes_no_more_than_enter(counter: Counter) -> None:
    page = card(counter)
    for row in page.delivery.rows:
        assert row.input.hasFocus()
        counter.press(row.input, Qt.Key.Key_Return)
    assert page.delivery.book_in_button.hasFocus()
    counter.press(page.delivery.book_in_button, Qt.Key.Key_Space)
    assert received(counter) == [24, 36, 12, 30, 100]


def test_that_ctrl_s_books_in(counter: Counter) -> None:
    page = card(counter)
    counter.press(page.delivery.rows[0].input, Qt.Key.Key_S, ctrl=True)
    assert received(counter) == [24, 36, 12, 30, 100]


def test_that_the_panel_says_for_whom_the_goods_are_and_what_is_free(counter: Counter) -> None:
    page = card(counter)
    book_in(counter, page)
    outcome = page.outcome_panel
    assert outcome.isVisible()
    assert outcome.banner.accessibleName() == "202 booked in. 4 orders have their goods here now."
    assert set(outcome.order_buttons) == {"SO-1102", "SO-1139", "SO-1176", "SO-1201"}
    assert outcome.decide_buttons == {}
    counter.click(outcome.order_buttons["SO-1102"])
    assert counter.place == ("order", "SO-1102")
    assert orders.read_order(counter.shop, "SO-1102").here == 2 * UNIT


def test_that_free_goods_lead_to_the_screen_where_it_is_decided(counter: Counter) -> None:
    page = card(counter, "PO-2041")  # 20 lanterns, all spoken for, and some still lack theirs
    count(counter, page, "25")
    page.delivery.over.setChecked(True)
    book_in(counter, page)
    button = page.outcome_panel.decide_buttons[LANTERNS]
    assert button.text().strip() == "Decide who gets 5 free"
    assert button.hasFocus()
    counter.press(button, Qt.Key.Key_Space)
    assert counter.place == ("decide", LANTERNS)
    assert catalog.read_product(counter.shop, LANTERNS).card.row.on_hand == 39 * UNIT


def test_that_letters_that_became_due_are_one_click_away(counter: Counter) -> None:
    page = card(counter)
    count(counter, page, "20")
    page.delivery.rest.choose(Rest.ON_DATE)
    page.delivery.rest.chosen.emit(Rest.ON_DATE.value)
    counter.retype(page.delivery.rest_day, "4 Dec")
    book_in(counter, page)
    assert page.outcome is not None
    due = len(page.outcome.posted.notice_ids)
    assert due > 0
    assert page.outcome_panel.letters_button.text().strip() == (
        "1 letter due" if due == 1 else f"{due} letters due"
    )
    counter.click(page.outcome_panel.letters_button)
    assert counter.place == ("notices", None)


def test_that_the_rest_is_asked_for_only_when_something_is_short(counter: Counter) -> None:
    page = card(counter)
    assert not page.delivery.rest.isVisible()
    count(counter, page, "20")
    assert page.delivery.rest.isVisible()
    assert page.delivery.rest_words.text() == "4 short: the rest"
    assert not page.delivery.rest_day.isVisible()
    counter.click(page.delivery.as_ordered)
    assert not page.delivery.rest.isVisible()
    assert page.delivery.rows[0].input.text() == "24"


@pytest.mark.parametrize(
    ("rest", "day", "still_open", "expected"),
    [
        (Rest.AS_EXPECTED, "", 4, date(2026, 11, 20)),
        (Rest.ON_DATE, "4 Dec", 4, date(2026, 12, 4)),
        (Rest.UNKNOWN, "", 4, None),
        (Rest.CANCELLED, "", 0, None),
    ],
)
def test_that_the_suppliers_word_on_the_rest_is_kept(
    counter: Counter, rest: Rest, day: str, still_open: int, expected: date | None
) -> None:
    page = card(counter)
    count(counter, page, "20")
    page.delivery.rest.choose(rest)
    page.delivery.rest.chosen.emit(rest.value)
    counter.qtbot.keyClicks(page.delivery.rest_day, day)
    book_in(counter, page)
    line = purchasing.read_purchase_order(counter.shop, GLIMMER).lines[0]
    assert (line.received_quantity, line.open_quantity) == (20 * UNIT, still_open * UNIT)
    if still_open:
        assert line.expected_date == expected


def test_that_a_rest_on_a_day_needs_one_that_is_to_come(counter: Counter) -> None:
    page = card(counter)
    count(counter, page, "20")
    page.delivery.rest.choose(Rest.ON_DATE)
    page.delivery.rest.chosen.emit(Rest.ON_DATE.value)
    for day, reason in (("", "is not a date"), ("soon", "is not a date"), ("2026-11-01", "is over")):
        counter.retype(page.delivery.rest_day, day)
        assert not page.delivery.book_in_button.isEnabled()
        assert reason in page.delivery.book_in_button.toolTip()
    counter.retype(page.delivery.rest_day, "today")
    assert not page.delivery.book_in_button.isEnabled()
    counter.retype(page.delivery.rest_day, "2026-12-04")
    assert page.delivery.book_in_button.isEnabled()


def test_that_a_surplus_is_booked_only_when_it_is_ticked(counter: Counter) -> None:
    page = card(counter)
    count(counter, page, "24", "36", "12", "32")
    assert page.delivery.over.isVisible()
    assert not page.delivery.book_in_button.isEnabled()
    assert "More came than was ordered" in page.delivery.book_in_button.toolTip()
    page.delivery.book_in()
    assert received(counter) == [0, 0, 0, 0, 0]
    page.delivery.over.click()
    book_in(counter, page)
    assert received(counter) == [24, 36, 12, 32, 100]
    assert open_quantities(counter) == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("wrong", ["x", "1.5", "-2", "99999999999999999"])
def test_that_a_count_that_cannot_be_is_said_and_not_booked(counter: Counter, wrong: str) -> None:
    page = card(counter)
    count(counter, page, wrong)
    assert not page.delivery.book_in_button.isEnabled()
    assert "String lights, warm white" in page.delivery.book_in_button.toolTip()
    assert page.delivery.rows[0].input.accessibleDescription() != ""
    counter.press(page.delivery.rows[0].input, Qt.Key.Key_S, ctrl=True)
    assert received(counter) == [0, 0, 0, 0, 0]


def test_that_nothing_came_needs_a_word_on_the_rest(counter: Counter) -> None:
    page = card(counter, "PO-2041")
    count(counter, page, "0")
    assert "Nothing came" in page.delivery.book_in_button.toolTip()
    page.delivery.rest.choose(Rest.CANCELLED)
    page.delivery.rest.chosen.emit(Rest.CANCELLED.value)
    assert page.delivery.book_in_button.text().strip() == "Note what becomes of the rest"
    book_in(counter, page)
    assert open_quantities(counter, "PO-2041") == [0]


def test_that_an_article_not_counted_stays_as_it_was(counter: Counter) -> None:
    page = card(counter)
    count(counter, page, "", "36")
    assert page.delivery.rows[0].badge.accessibleName() == "not counted"
    book_in(counter, page)
    assert received(counter) == [0, 36, 12, 30, 100]


def test_that_more_can_be_booked_in_later(counter: Counter) -> None:
    page = card(counter)
    count(counter, page, "20")
    book_in(counter, page)
    counter.click(page.outcome_panel.more_button)
    assert page.delivery.isVisible()
    assert page.delivery.rows[0].input.text() == "4"
    assert [row.input.text() for row in page.delivery.rows[1:]] == ["", "", "", ""]
    book_in(counter, page)
    assert received(counter) == [24, 36, 12, 30, 100]
    assert not page.outcome_panel.more_button.isVisible()


def test_that_goods_booked_at_another_desk_meanwhile_are_not_booked_twice(counter: Counter) -> None:
    page = card(counter)
    receiving.post_goods_receipt(counter.shop, GLIMMER)
    book_in(counter, page)
    assert received(counter) == [24, 36, 12, 30, 100]
    assert shown(page.lines_view, "open") == ["—"] * 5
    assert not page.delivery.isVisible()


def test_that_part_of_it_booked_at_another_desk_meanwhile_is_said(counter: Counter) -> None:
    page = card(counter)
    receiving.post_goods_receipt(counter.shop, GLIMMER, [Arrived("1", "4", by_line_number=True)])
    book_in(counter, page)
    assert page.delivery.banner.accessibleName().startswith("The order has changed meanwhile.")
    assert page.delivery.rows[0].input.text() == "20"
    assert received(counter) == [4, 0, 0, 0, 0]
    book_in(counter, page)
    assert received(counter) == [24, 36, 12, 30, 100]


def test_that_a_refusal_keeps_the_count_and_says_why(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise ShopError("sample.boapp", "the disk is full; nothing was written")

    page = card(counter)
    count(counter, page, "20")
    monkeypatch.setattr(receiving, "post_goods_receipt", full)
    book_in(counter, page)
    assert page.delivery.banner.accessibleName().startswith(
        "Nothing was booked in. Sample.boapp: the disk is full"
    )
    assert page.delivery.rows[0].input.text() == "20"
    assert page.delivery.book_in_button.isEnabled()


def test_that_news_from_elsewhere_leave_a_count_alone_unless_the_order_changed(counter: Counter) -> None:
    page = card(counter)
    count(counter, page, "20")
    deliveries.set_aside(counter.shop, "SO-1171")
    counter.window.bus.tell({"stock"})
    counter.settle()
    assert page.delivery.rows[0].input.text() == "20"
    receiving.post_goods_receipt(
        counter.shop, GLIMMER, [Arrived("1", "3", by_line_number=True)], rest=RestOfDelivery(Rest.UNKNOWN)
    )
    counter.window.bus.tell({"stock"})
    counter.settle()
    assert page.delivery.rows[0].input.text() == "21"
    assert page.delivery.banner.isVisible()


def test_that_an_order_wholly_received_says_so(counter: Counter) -> None:
    page = card(counter, "PO-2009")
    assert not page.delivery.isVisible()
    assert not page.outcome_panel.isVisible()
    counter.click(page._show_list)
    assert counter.place == ("purchasing", None)


def test_that_lines_and_note_are_there_to_read_and_edit(counter: Counter) -> None:
    page = card(counter)
    counter.press(page, Qt.Key.Key_F2)
    assert shown(page.lines_view, "open") == ["24", "36", "12", "30", "100"]
    assert page.totals.accessibleName() == "product: 5 lines, ordered: 202, received: 0, open: 202"
    note = page.fields.form["note"].control
    assert isinstance(note, QPlainTextEdit)
    counter.qtbot.keyClicks(note, "Glass inside")
    counter.press(note, Qt.Key.Key_S, ctrl=True)
    assert purchasing.read_purchase_order(counter.shop, GLIMMER).card.entry.note == "Glass inside"
    counter.window.toast.undo()
    counter.settle()
    assert purchasing.read_purchase_order(counter.shop, GLIMMER).card.entry.note == ""


def test_that_everything_one_can_go_to_has_a_name(counter: Counter) -> None:
    assert nameless(counter.go("purchasing", PurchasingPage)) == []
    page = card(counter)
    count(counter, page, "20", "40")
    assert nameless(page) == []
    page.delivery.over.setChecked(True)
    book_in(counter, page)
    assert nameless(page) == []
    page.edit()
    counter.settle()
    assert nameless(page) == []
