from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from boapp.domain.decisions import Hold, OrderStatus
from boapp.domain.quantities import UNIT
from boapp.services import deliveries, orders, receiving
from boapp.services.orders import OrderView
from boapp.storage.lists import ListQuery
from boapp.ui.orders.order_card import OrderCardPage
from boapp.ui.orders.order_states import state_of
from boapp.ui.orders.orders_page import OrdersPage
from boapp.ui.widgets.card import Fact
from boapp.ui.widgets.fields import Choice
from tests.ui.counter_window import Counter, nameless, shown

PART_HERE = "SO-1171"  # two lines: 10 lanterns to come, 6 globes here
NOTHING_HERE = "SO-1190"
ALL_HERE = "SO-1168"


def card(counter: Counter, number: str) -> OrderCardPage:
    return counter.go("order", OrderCardPage, number)


def read(counter: Counter, number: str) -> OrderView:
    return orders.read_order(counter.shop, number)


def typed(page: OrderCardPage, key: str) -> QLineEdit:
    control = page.fields.form[key].control
    assert isinstance(control, QLineEdit)
    return control


def choice(page: OrderCardPage, key: str) -> Choice:
    control = page.fields.form[key].control
    assert isinstance(control, Choice)
    return control


def chip(page: OrdersPage, words: str) -> QPushButton:
    assert page.filters is not None
    return next(one for one in page.filters.findChildren(QPushButton) if one.text().startswith(words))


def test_that_open_orders_come_first_with_sums_below(counter: Counter) -> None:
    page = counter.go("orders", OrdersPage)
    assert page.totals.accessibleName() == "number: 24 orders, lines: 31, owed: 222"
    place = shown(page.view, "number").index(PART_HERE)
    found = {
        name: shown(page.view, name)[place] for name in ("customer", "ordered", "owed", "told", "status")
    }
    assert found == {
        "customer": "Café Åström",
        "ordered": "1 Nov",
        "owed": "16",
        "told": "29 Nov",
        "status": "6 can go now",
    }


def test_that_the_chips_show_how_many_and_filter(counter: Counter) -> None:
    page = counter.go("orders", OrdersPage)
    assert [chip(page, one).text() for one in ("Open", "Waiting", "Ready", "Done")] == [
        "Open  24",
        "Waiting  19",
        "Ready  8",
        "Done  46",
    ]
    counter.click(chip(page, "Ready"))
    assert len(shown(page.view, "number")) == 8
    counter.click(chip(page, "Done"))
    assert set(shown(page.view, "status")) == {"Done"}


def test_that_a_held_order_says_so_in_the_list(counter: Counter) -> None:
    before = read(counter, ALL_HERE).card.entry
    orders.change_order(counter.shop, before, replace(before, hold=Hold.PAYMENT))
    page = counter.go("orders", OrdersPage)
    place = shown(page.view, "number").index(ALL_HERE)
    assert shown(page.view, "status")[place] == "On hold: awaiting payment"
    assert shown(page.view, "hold")[place] == "awaiting payment"


def test_that_a_told_date_that_is_over_stands_out(counter: Counter) -> None:
    rows = orders.list_orders(counter.shop, ListQuery(words="SO-1193")).rows
    (row,) = rows
    assert row.told_date == date(2026, 11, 23)
    assert state_of(row, date(2026, 11, 23)) is None
    broken = state_of(row, date(2026, 11, 24))
    assert broken is not None
    assert (broken.text, broken.icon) == ("Told date broken", "warn")


def test_that_a_card_shows_customer_lines_and_what_covers_them(counter: Counter) -> None:
    page = card(counter, PART_HERE)
    assert page.title() == PART_HERE
    assert shown(page.lines_view, "product") == ["Ceramic lantern, blue", "Paper globe lantern, 40 cm"]
    assert shown(page.lines_view, "covered") == ["4 late (PO-2038), 6 on 27 Nov (PO-2041)", "6 here"]
    assert shown(page.lines_view, "expected") == ["late", "now"]
    assert page.totals.accessibleName() == "product: 2 lines, ordered: 16, shipped: 0, owed: 16"
    facts = {fact.accessibleName() for fact in page.customer.findChildren(Fact)}
    assert "Customer: Café Åström Café Åström AB\nStrandgatan 9\n621 56 Visby\nGotland\nSE" in facts


def test_that_what_cannot_be_done_says_why(counter: Counter) -> None:
    page = card(counter, NOTHING_HERE)
    for button, reason in (
        (page.ship_button, "Nothing that is here is meant for it"),
        (page.set_aside_button, "Nothing that is here is meant for it"),
        (page.take_back_button, "Nothing of it lies on the hold shelf"),
    ):
        assert not button.isEnabled()
        assert button.toolTip().startswith(reason)


def test_that_goods_are_set_aside_and_that_is_undone(counter: Counter) -> None:
    page = card(counter, PART_HERE)
    counter.click(page.set_aside_button)
    assert read(counter, PART_HERE).on_shelf == 6 * UNIT
    assert page.banner.isVisible()
    assert page.banner.accessibleName().startswith("1 letter is due.")
    assert not page.set_aside_button.isEnabled()
    counter.window.toast.undo()
    counter.settle()
    assert read(counter, PART_HERE).on_shelf == 0
    assert page.set_aside_button.isEnabled()


def test_that_the_letters_are_one_click_away(counter: Counter) -> None:
    page = card(counter, PART_HERE)
    counter.click(page.set_aside_button)
    counter.click(page.letters_button)
    assert counter.place == ("notices", None)


def test_that_taking_back_asks_for_a_reason(counter: Counter) -> None:
    deliveries.set_aside(counter.shop, PART_HERE)
    page = card(counter, PART_HERE)
    counter.click(page.take_back_button)
    take = next(one for one in counter.dialog().findChildren(QPushButton) if "Take back" in one.text())
    assert (take.isEnabled(), take.toolTip()) == (False, "Say why first")
    (reason,) = counter.dialog().findChildren(QLineEdit)
    counter.qtbot.keyClicks(reason, "Sold at the counter")
    counter.press(reason, Qt.Key.Key_Return)
    assert read(counter, PART_HERE).on_shelf == 0


def test_that_shipping_asks_once_and_says_what_waits(counter: Counter) -> None:
    page = card(counter, PART_HERE)
    assert page.ship_button.text().strip() == "Ship 6"
    counter.click(page.ship_button)
    assert counter.dialog().accessibleName() == f"Ship 6 of {PART_HERE}?"
    counter.answer("Ship 6")
    view = read(counter, PART_HERE)
    assert [line.shipped_quantity for line in view.card.lines] == [0, 6 * UNIT]
    assert shown(page.lines_view, "expected") == ["late", "sent"]
    assert not page.ship_button.isEnabled()


def test_that_not_shipping_changes_nothing(counter: Counter) -> None:
    page = card(counter, PART_HERE)
    counter.click(page.ship_button)
    counter.answer("Cancel")
    assert read(counter, PART_HERE).here == 6 * UNIT


def test_that_an_order_all_of_which_is_sent_is_done(counter: Counter) -> None:
    page = card(counter, ALL_HERE)
    counter.click(page.ship_button)
    counter.answer("Ship 24")
    assert read(counter, ALL_HERE).card.entry.status is OrderStatus.DONE
    assert page.ship_button.toolTip() == "Nothing of it is owed any more."


def test_that_goods_another_desk_took_meanwhile_are_refused_in_words(counter: Counter) -> None:
    page = card(counter, PART_HERE)
    deliveries.ship_order(counter.shop, PART_HERE)
    counter.click(page.set_aside_button)
    assert counter.dialog().accessibleName() == PART_HERE


def test_that_terms_and_note_are_saved_and_undone(counter: Counter) -> None:
    page = card(counter, NOTHING_HERE)
    counter.press(page, Qt.Key.Key_F2)
    choice(page, "hold").setFocus()
    counter.qtbot.keyClicks(choice(page, "hold"), "address")
    counter.retype(typed(page, "wanted_date"), "20 Dec")
    note = page.fields.form["note"].control
    assert isinstance(note, QPlainTextEdit)
    counter.qtbot.keyClicks(note, "Rings twice")
    counter.press(note, Qt.Key.Key_S, ctrl=True)
    view = read(counter, NOTHING_HERE)
    assert (view.card.entry.hold, view.card.entry.note) == (Hold.ADDRESS, "Rings twice")
    assert [line.wanted_date for line in view.card.lines] == [date(2026, 12, 20)]
    counter.window.toast.undo()
    counter.settle()
    view = read(counter, NOTHING_HERE)
    assert (view.card.entry.hold, view.card.entry.note) == (None, "")
    assert [line.wanted_date for line in view.card.lines] != [date(2026, 12, 20)]


def test_that_a_day_that_cannot_be_read_is_said_at_the_field(counter: Counter) -> None:
    page = card(counter, NOTHING_HERE)
    page.edit()
    counter.retype(typed(page, "wanted_date"), "soonish")
    counter.click(page.fields.save_button)
    assert "soonish" in typed(page, "wanted_date").accessibleDescription()


def test_that_a_wanted_day_before_the_order_is_said_at_the_field(counter: Counter) -> None:
    page = card(counter, NOTHING_HERE)
    page.edit()
    counter.retype(typed(page, "wanted_date"), "2026-01-02")
    counter.click(page.fields.save_button)
    assert "before the order came" in typed(page, "wanted_date").accessibleDescription()


def test_that_an_order_done_offers_no_wanted_day(counter: Counter) -> None:
    page = card(counter, "SO-0112")
    assert not typed(page, "wanted_date").isEnabled()
    assert shown(page.lines_view, "expected") == ["sent", "sent"]


@pytest.mark.parametrize("then", ["orders", "products"])
def test_that_leaving_with_something_unsaved_asks(counter: Counter, then: str) -> None:
    page = card(counter, NOTHING_HERE)
    page.edit()
    counter.retype(typed(page, "shipping_method"), "Collects")
    counter.window.go(then)
    counter.settle()
    assert counter.window.page is page
    counter.answer("Discard")
    assert counter.place == (then, None)
    assert read(counter, NOTHING_HERE).card.entry.shipping_method == "DHL parcel"


def test_that_enter_on_a_line_opens_its_product(counter: Counter) -> None:
    page = card(counter, PART_HERE)
    counter.press(page.lines_view, Qt.Key.Key_Return)
    assert counter.place == ("product", 1)


def test_that_ctrl_d_decides_about_the_line_where_the_keyboard_is(counter: Counter) -> None:
    page = card(counter, PART_HERE)
    counter.press(page.lines_view, Qt.Key.Key_D, ctrl=True)
    assert counter.place == ("decide", 1)


def test_that_an_unknown_order_is_named(counter: Counter) -> None:
    card(counter, "SO-9999")
    assert counter.dialog().accessibleName() == "SO-9999"


def test_that_everything_one_can_go_to_has_a_name(counter: Counter) -> None:
    assert nameless(counter.go("orders", OrdersPage)) == []
    page = card(counter, PART_HERE)
    assert nameless(page) == []
    page.edit()
    counter.settle()
    assert nameless(page) == []


def test_that_undo_is_offered_only_where_it_brings_back_what_was(counter: Counter) -> None:
    deliveries.set_aside(counter.shop, PART_HERE)
    receiving.post_goods_receipt(counter.shop, "PO-2041")  # 6 lanterns more are here now, not on the shelf
    page = card(counter, PART_HERE)
    assert shown(page.lines_view, "covered") == ["6 here, 4 late (PO-2038)", "6 on the shelf"]
    counter.click(page.set_aside_button)
    assert read(counter, PART_HERE).on_shelf == 12 * UNIT
    assert not counter.window.toast.offers_undo
