from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.modeltest import ModelTester

from boapp.domain.quantities import UNIT
from boapp.services import catalog, receiving
from boapp.storage.lists import ListQuery
from boapp.ui.products.product_card import ProductCardPage
from boapp.ui.products.products_page import ProductsPage
from boapp.ui.widgets.fields import Choice
from tests.ui.counter_window import Counter, nameless, shown


def card(counter: Counter, product_id: int = 1) -> ProductCardPage:
    return counter.go("product", ProductCardPage, product_id)


def field(page: ProductCardPage, key: str) -> QLineEdit:
    control = page.fields.form[key].control
    assert isinstance(control, QLineEdit)
    return control


def test_that_the_list_shows_what_is_here_free_coming_and_owed(counter: Counter) -> None:
    page = counter.go("products", ProductsPage)
    assert len(shown(page.view, "name")) == 60
    place = shown(page.view, "name").index("Ceramic lantern, blue")
    found = {name: shown(page.view, name)[place] for name in ("on_hand", "free", "coming", "owed", "price")}
    assert found == {"on_hand": "14", "free": "0", "coming": "40", "owed": "62", "price": "€29.90"}
    assert page.header.title == "Products"


def test_that_typing_in_the_list_filters_and_enter_opens_the_card(counter: Counter) -> None:
    page = counter.go("products", ProductsPage)
    counter.qtbot.keyClicks(page.view, "lan-0042")
    counter.press(page.filter, Qt.Key.Key_Return)
    assert shown(page.view, "name") == ["Ceramic lantern, blue"]
    counter.press(page.filter, Qt.Key.Key_Down)
    counter.press(page.view, Qt.Key.Key_Return)
    assert counter.place == ("product", 1)


def test_that_going_back_finds_the_row_where_the_clerk_was(counter: Counter) -> None:
    page = counter.go("products", ProductsPage)
    for _ in range(5):
        counter.press(page.view, Qt.Key.Key_Down)
    name = page.view.current_row.name
    counter.press(page.view, Qt.Key.Key_Return)
    counter.window.go_back()
    counter.settle()
    assert page.view.current_row.name == name


def test_that_a_filter_that_finds_nothing_says_so_and_offers_all(counter: Counter) -> None:
    page = counter.go("products", ProductsPage)
    counter.retype(page.filter, "zeppelin")
    counter.press(page.filter, Qt.Key.Key_Return)
    assert page.empty.accessibleName() == "Nothing found for “zeppelin”"
    counter.click(page._show_all)
    assert len(shown(page.view, "name")) == 60


def test_that_sorting_by_owed_asks_the_shop(counter: Counter) -> None:
    page = counter.go("products", ProductsPage)
    owed = next(place for place, one in enumerate(page.view.columns) if one.name == "owed")
    page.view.sort_by(owed, descending=True)
    counter.settle()
    assert shown(page.view, "owed")[0] == "62"


def test_that_a_long_list_read_by_jumps_shows_the_same_as_read_in_order(
    counter: Counter, qtmodeltester: ModelTester
) -> None:
    page = counter.go("products", ProductsPage)
    qtmodeltester.check(page.model)
    rows = catalog.list_products(counter.shop, ListQuery(limit=None)).rows
    assert shown(page.view, "name") == [row.name for row in rows]


def test_that_the_card_shows_supplies_and_who_waits(counter: Counter) -> None:
    page = card(counter)
    assert page.title() == "Ceramic lantern, blue"
    assert [page.figures[name].accessibleName() for name in ("On hand", "Still owed", "Nothing coming")] == [
        "On hand: 14",
        "Still owed: 62 9 waiting lines",
        "Nothing coming: 8 order more",
    ]
    assert shown(page.supplies_view, "from") == ["On hand", "Aster", "Lumen", "Aster"]
    assert shown(page.supplies_view, "when") == ["here", "20 Nov", "27 Nov", "9 Dec"]
    assert "8 here, 4 nothing coming" in shown(page.waiting_view, "covered")
    assert "4 late (PO-2038), 6 on 27 Nov (PO-2041)" in shown(page.waiting_view, "covered")
    place = shown(page.waiting_view, "customer").index("Harbour Books")
    assert shown(page.waiting_view, "expected")[place] == "no date"


def test_that_the_card_leads_to_the_screen_where_it_is_decided(counter: Counter) -> None:
    page = card(counter)
    counter.click(page.decide_button)
    assert counter.place == ("decide", 1)


def test_that_nothing_is_to_be_decided_where_nobody_waits(counter: Counter) -> None:
    page = card(counter, 47)
    assert not page.decide_button.isEnabled()
    assert page.decide_button.toolTip() == "Nobody waits for this product"


def test_that_enter_on_a_waiting_line_opens_its_order(counter: Counter) -> None:
    page = card(counter)
    counter.press(page.waiting_view, Qt.Key.Key_Down)
    counter.press(page.waiting_view, Qt.Key.Key_Return)
    assert counter.place[0] == "order"


def test_that_a_field_is_edited_in_place_saved_by_key_and_undone(counter: Counter) -> None:
    page = card(counter)
    counter.press(page, Qt.Key.Key_F2)
    assert field(page, "name").hasFocus()
    assert not page.fields.save_button.isEnabled()
    counter.retype(field(page, "name"), "Storm lantern")
    counter.retype(field(page, "price"), "31.5")
    counter.press(field(page, "price"), Qt.Key.Key_S, ctrl=True)
    entry = catalog.read_product(counter.shop, 1).card.entry
    assert (entry.name, entry.price) == ("Storm lantern", 3_150)
    assert page.title() == "Storm lantern"
    assert not page.fields.is_edited
    counter.window.toast.undo()
    counter.settle()
    assert catalog.read_product(counter.shop, 1).card.entry.name == "Ceramic lantern, blue"
    assert field(page, "price").text() == "29.90"


def test_that_what_is_typed_wrong_is_said_at_the_field(counter: Counter) -> None:
    page = card(counter)
    page.edit()
    counter.retype(field(page, "price"), "cheap")
    counter.click(page.fields.save_button)
    assert page.fields.form["price"].refused
    assert "cheap" in field(page, "price").accessibleDescription()
    assert field(page, "price").hasFocus()
    assert field(page, "price").text() == "cheap"


def test_that_what_the_shop_refuses_is_said_at_the_field(counter: Counter) -> None:
    page = card(counter)
    page.edit()
    counter.retype(field(page, "barcode"), "2000000044743")
    counter.retype(field(page, "reorder_level"), "-3")
    counter.click(page.fields.save_button)
    assert "LAN-0043" in field(page, "barcode").accessibleDescription()
    assert "below 0" in field(page, "reorder_level").accessibleDescription()
    assert page.fields.is_edited
    assert page.fields.save_button.isEnabled()


def test_that_a_change_by_somebody_else_is_said_and_keeps_what_was_typed(counter: Counter) -> None:
    page = card(counter)
    page.edit()
    before = catalog.read_product(counter.shop, 1).card.entry
    catalog.change_product(counter.shop, before, replace(before, name="Theirs"))
    counter.retype(field(page, "name"), "Mine")
    counter.click(page.fields.save_button)
    assert page.fields.banner.isVisible()
    assert "somebody else changed name" in page.fields.banner.accessibleName()
    assert field(page, "name").text() == "Mine"


def test_that_news_leave_what_is_being_typed_alone(counter: Counter) -> None:
    page = card(counter)
    page.edit()
    counter.retype(field(page, "name"), "Half typ")
    receiving.post_goods_receipt(counter.shop, "PO-2041")
    counter.window.bus.tell({"stock"})
    counter.settle()
    assert field(page, "name").text() == "Half typ"
    assert page.figures["On hand"].accessibleName() == "On hand: 34"


def test_that_leaving_with_something_unsaved_asks(counter: Counter) -> None:
    page = card(counter)
    page.edit()
    counter.retype(field(page, "name"), "Unsaved")
    counter.window.go("products")
    counter.settle()
    counter.answer("Keep editing")
    assert counter.window.page is page
    assert field(page, "name").text() == "Unsaved"
    counter.window.go("products")
    counter.settle()
    counter.answer("Discard")
    assert counter.place == ("products", None)
    assert catalog.read_product(counter.shop, 1).card.entry.name == "Ceramic lantern, blue"


def test_that_save_and_go_on_saves_then_goes(counter: Counter) -> None:
    page = card(counter)
    page.edit()
    counter.retype(field(page, "name"), "Saved on the way")
    counter.window.go("products")
    counter.settle()
    counter.answer("Save and go on")
    assert counter.place == ("products", None)
    assert catalog.read_product(counter.shop, 1).card.entry.name == "Saved on the way"


def test_that_save_and_go_on_stays_when_it_cannot_be_saved(counter: Counter) -> None:
    page = card(counter)
    page.edit()
    counter.retype(field(page, "pack"), "0")
    counter.window.go("products")
    counter.settle()
    counter.answer("Save and go on")
    assert counter.place == ("product", 1)
    assert page.fields.form["pack"].refused


def test_that_empty_and_whole_numbers_days_and_choices_come_back_as_they_went(counter: Counter) -> None:
    page = card(counter)
    page.edit()
    counter.retype(field(page, "release_date"), "1 Feb 2027")
    counter.retype(field(page, "max_backorder_quantity"), "40")
    counter.retype(field(page, "lead_time_days"), "")
    supplier = page.fields.form["supplier_id"].control
    assert isinstance(supplier, Choice)
    supplier.choose("2")
    counter.click(page.fields.save_button)
    entry = catalog.read_product(counter.shop, 1).card.entry
    assert str(entry.release_date) == "2027-02-01"
    assert (entry.max_backorder_quantity, entry.lead_time_days, entry.supplier_id) == (40 * UNIT, None, 2)
    assert field(page, "release_date").text() == "1 Feb 2027"


def test_that_everything_one_can_go_to_has_a_name(counter: Counter) -> None:
    assert nameless(counter.go("products", ProductsPage)) == []
    page = card(counter)
    assert nameless(page) == []
    page.edit()
    counter.settle()
    assert nameless(page) == []


def test_that_a_card_not_read_yet_is_left_without_a_question(counter: Counter) -> None:
    page = ProductCardPage(counter.go("products", ProductsPage).desk)
    counter.qtbot.addWidget(page)
    left: list[bool] = []
    page.may_leave(lambda: left.append(True))
    assert left == [True]
    assert not page.fields.save_button.isEnabled()
