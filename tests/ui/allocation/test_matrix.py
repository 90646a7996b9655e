"""What the matrix shows and says: as a table, as words, in little room, for nobody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QAbstractItemModel, QCoreApplication, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.modeltest import ModelTester

from boapp.domain.allocation import DraftStart
from boapp.domain.catalog import Product
from boapp.domain.edit_rules import EditRefused, Refusal
from boapp.domain.edits import Confirm, Pin, Rerank
from boapp.domain.orders import Delivery, OrderLine
from boapp.domain.quantities import UNIT
from boapp.domain.situation import RunSettings, Situation
from boapp.domain.stock import Allocation, Supply
from boapp.ui.allocation.column_widths import fit_columns
from boapp.ui.allocation.columns import FIRST_SUPPLY, Columns, Kind
from boapp.ui.allocation.draft_session import DraftSession
from boapp.ui.allocation.matrix_header import segments
from boapp.ui.allocation.matrix_model import CELL_ROLE, MatrixModel
from boapp.ui.allocation.matrix_view import MatrixView
from boapp.ui.allocation.refusals import refusal_words
from boapp.ui.widgets.chips import ChipKind
from tests.ui.allocation.lantern import HARBOUR, LUMEN, NORDLICHT, PETRA, SHELF, Lantern

TODAY = date(2026, 11, 23)
Role = Qt.ItemDataRole


def _line(line_id: int, owed: int, customer: str, **more: object) -> OrderLine:
    line = OrderLine(
        line_id, line_id, 1, owed * UNIT, f"SO-{line_id}", "1", TODAY, customer, line_id, priority=2
    )
    return replace(line, **more)  # type: ignore[arg-type]  # fields by name, checked by the dataclass itself


def _situation(supplies: int, lines: int, *, pack: int = 1) -> Situation:
    columns = [Supply(1, 1, 10 * UNIT)]
    columns += [
        Supply(
            number,
            1,
            10 * UNIT,
            TODAY + timedelta(days=number),
            on_hand=False,
            label=f"PO-{number}",
            partner="Lumen",
        )
        for number in range(2, supplies + 1)
    ]
    waiting = [_line(number, 4, f"Customer {number}") for number in range(1, lines + 1)]
    held = tuple(Allocation(1, number, UNIT) for number in range(1, min(lines, 10) + 1))
    product = Product(1, "LAN-1", pack * UNIT, name="Lantern")
    return Situation(TODAY, RunSettings(), (product,), tuple(columns), tuple(waiting), held)


def _session(situation: Situation) -> DraftSession:
    session = DraftSession()
    session.begin(DraftStart(situation, 1))
    return session


def test_that_the_matrix_is_a_sound_table(qtmodeltester: ModelTester) -> None:
    session = _session(_situation(3, 5))
    model: QAbstractItemModel = MatrixModel(session)
    qtmodeltester.check(model)
    session.edit(Confirm(1, 2, 2 * UNIT))
    session.edit(Rerank((3,)))
    session.stack.undo()
    qtmodeltester.check(model)


def test_that_only_rows_that_changed_are_painted_again() -> None:
    session = _session(_situation(3, 50))
    model = MatrixModel(session)
    painted: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: painted.append((first.row(), last.row())))
    session.edit(Confirm(20, 2, UNIT))
    row = model.row_of(20)
    assert painted == [(row, row)]


def test_that_a_cell_speaks_for_itself(lantern: Lantern) -> None:
    model = lantern.page.model
    assert model.data(lantern.index(PETRA, LUMEN), Role.AccessibleTextRole) == (
        "6 of 6 from Lumen, 27 November, for Petra Müller"
    )
    lantern.type(PETRA, LUMEN, "4")
    said = model.data(lantern.index(PETRA, LUMEN), Role.AccessibleTextRole)
    assert said == "4 of 6 from Lumen, 27 November, for Petra Müller, was 6"
    nothing = model.columns.column_of(Kind.NOTHING)
    said = model.data(lantern.index(PETRA, LUMEN).siblingAtColumn(nothing), Role.AccessibleTextRole)
    assert said == "2 of 6 with nothing coming for Petra Müller, was 0"


def test_that_a_screen_reader_finds_the_cell(lantern: Lantern) -> None:
    table = QAccessible.queryAccessibleInterface(lantern.view)
    said = [table.child(number).text(QAccessible.Text.Name) for number in range(table.childCount())]
    assert "6 of 6 from Lumen, 27 November, for Petra Müller" in said


def test_that_everything_that_takes_keys_has_a_name(lantern: Lantern) -> None:
    kinds = (QAbstractButton, QLineEdit)
    found = [
        one
        for one in lantern.page.findChildren(QWidget)
        if isinstance(one, kinds) and one.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert found
    assert [one for one in found if not one.accessibleName()] == []
    assert lantern.view.accessibleName()


def test_that_rows_stand_by_rank_and_say_what_is_expected(lantern: Lantern) -> None:
    model = lantern.page.model
    texts = [model.data(model.index(row, 1)) for row in range(model.rowCount())]
    assert texts[0] == HARBOUR
    expected = model.columns.column_of(Kind.EXPECTED)
    petra = model.row_of(lantern.row(PETRA).line.line_id)
    assert petra is not None
    assert model.data(model.index(petra, expected), Role.AccessibleTextRole) == "27 Nov, as told"
    assert model.data(model.index(0, expected), Role.AccessibleTextRole) == "no date, for 4 of 12"


def test_that_what_left_a_cell_stays_as_a_struck_number(lantern: Lantern) -> None:
    lantern.type(NORDLICHT, SHELF, "0")
    cell = lantern.page.model.data(lantern.index(NORDLICHT, SHELF), CELL_ROLE)
    assert cell.gone == "6"
    assert cell.chip is None
    lantern.type(NORDLICHT, SHELF, "2")
    cell = lantern.page.model.data(lantern.index(NORDLICHT, SHELF), CELL_ROLE)
    assert (cell.chip.text, cell.chip.change, cell.chip.kind) == ("2", "−4", ChipKind.HERE)


def test_that_a_kept_chip_has_a_pin_and_a_late_one_a_clock(lantern: Lantern) -> None:
    session = lantern.page.session
    session.edit(Pin(lantern.row(HARBOUR).line.line_id, lantern.supply_id(SHELF), "phone"))
    assert lantern.page.model.data(lantern.index(HARBOUR, SHELF), CELL_ROLE).chip.kept
    assert lantern.page.model.data(lantern.index("Café Åström", "PO-2038"), CELL_ROLE).chip.late


def test_that_a_broken_pack_is_marked() -> None:
    session = _session(_situation(2, 2, pack=2))
    model = MatrixModel(session)
    rule = model.columns.column_of(Kind.RULE)
    row = model.row_of(1)
    assert row is not None
    assert "a pack is broken" in model.data(model.index(row, rule), Role.AccessibleTextRole)
    session.edit(Confirm(1, 1, 2 * UNIT))
    assert "pack" not in model.data(model.index(row, rule), Role.AccessibleTextRole)


def test_that_an_order_that_waits_for_all_is_marked_until_it_is_whole() -> None:
    situation = _situation(2, 1)
    waits = replace(situation, lines=(_line(1, 4, "Ada", delivery=Delivery.COMPLETE_ORDER),))
    session = _session(waits)
    model = MatrixModel(session)
    rule = model.columns.column_of(Kind.RULE)
    assert "waits for all" in model.data(model.index(0, rule), Role.AccessibleTextRole)
    session.edit(Confirm(1, 1, 4 * UNIT))
    assert "waits" not in model.data(model.index(0, rule), Role.AccessibleTextRole)


@pytest.mark.parametrize("refusal", list(Refusal))
def test_that_every_refusal_has_words(refusal: Refusal) -> None:
    session = _session(_situation(2, 2))
    draft = session.draft
    assert draft is not None
    for refused in (EditRefused(refusal, 1, 2, 5 * UNIT, UNIT, TODAY), EditRefused(refusal)):
        words = refusal_words(refused, draft)
        assert words.endswith(".")
        assert "{" not in words


@pytest.mark.parametrize(
    ("supplies", "room", "scrolls"), [(4, 1190, False), (4, 934, False), (40, 934, True)]
)
def test_that_columns_fill_the_room_or_scroll(supplies: int, room: int, scrolls: bool) -> None:  # a case
    columns = Columns(_situation(supplies, 1).supplies)
    widths = fit_columns(columns, room)
    assert widths.scrolls is scrolls
    if not scrolls:
        assert sum(widths.of_columns) == room
    assert widths.of_columns[Kind.CUSTOMER] >= 120


def test_that_names_stay_in_sight_under_forty_deliveries(lantern: Lantern) -> None:
    lantern.page.session.begin(DraftStart(_situation(40, 9), 1))
    lantern.window.resize(1024, 768)
    QCoreApplication.processEvents()
    view = lantern.view
    assert view.frozen.isVisible()
    view.setFocus()
    view.setCurrentIndex(lantern.page.model.index(0, FIRST_SUPPLY + 39))
    QCoreApplication.processEvents()
    assert view.horizontalScrollBar().value() > 0
    for _ in range(39):
        lantern.press(Qt.Key.Key_Left)
        left = view.visualRect(view.currentIndex()).left()
        assert left >= view.frozen.width() - 1
    assert view.frozen.columnAt(60) == Kind.CUSTOMER


def test_that_a_bar_of_many_lines_still_shows_the_focused_share() -> None:
    shares = [(line_id, UNIT) for line_id in range(100)]
    parts = segments(shares, 40, ChipKind.COMING)
    assert sum(part.amount for part in parts) == 100 * UNIT
    assert [(part.amount // UNIT, part.focused) for part in parts] == [(40, False), (1, True), (59, False)]
    assert len(segments(shares[:9], 3, ChipKind.COMING)) == 9


def test_that_nobody_waiting_says_what_to_do_next(lantern: Lantern) -> None:
    lantern.page.session.begin(DraftStart(_situation(2, 0), 1))
    assert lantern.page.board.nobody.isVisible()
    assert lantern.page.board.nobody.accessibleName() == "Nobody waits for Lantern"
    lantern.qtbot.mouseClick(lantern.page.board.back_button, Qt.MouseButton.LeftButton)
    assert lantern.window.place is not None
    assert lantern.window.place.page == "backorders"


def test_that_one_goes_to_the_next_product_and_back(lantern: Lantern) -> None:
    lantern.go(1, (1, 2, 3))
    assert lantern.page.title() == "Ceramic lantern, blue"
    lantern.qtbot.mouseClick(lantern.page.board.head.next, Qt.MouseButton.LeftButton)
    assert lantern.page.shown.product_id == 2
    lantern.shortcut(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert lantern.page.shown.product_id == 1
    assert not lantern.page.board.head.previous.isEnabled()


def test_that_a_name_that_looks_like_markup_is_shown_as_it_was_typed() -> None:
    situation = _situation(2, 1)
    session = _session(replace(situation, lines=(_line(1, 4, "<b>Bold & Sons</b>"),)))
    model = MatrixModel(session)
    tip = model.data(model.index(0, 1), Role.ToolTipRole)
    assert "&lt;b&gt;Bold &amp; Sons&lt;/b&gt;, 1 of 4" in tip
    assert model.data(model.index(0, 1)) == "<b>Bold & Sons</b>"


def test_that_the_tooltip_says_what_was_and_why(lantern: Lantern) -> None:
    lantern.type(NORDLICHT, SHELF, "2")
    tip = lantern.page.model.data(lantern.index(NORDLICHT, SHELF), Role.ToolTipRole)
    assert "Nordlicht GmbH, 4 of 8 (was 8)" in tip
    assert "gave back 4 of the shelf" in tip


def test_that_a_closed_session_tells_nobody() -> None:
    session = _session(_situation(2, 2))
    session.edit(Confirm(1, 1, 2 * UNIT))
    heard: list[bool] = []
    session.steps_changed.connect(lambda: heard.append(True))
    session.close()
    assert heard == []
    assert session.draft is None


def test_that_a_view_over_an_empty_session_can_be_shown(lantern: Lantern) -> None:
    view = MatrixView(MatrixModel(DraftSession()))
    lantern.qtbot.addWidget(view)
    view.show()
    assert view.line_id is None
    view.take_free()
    view.give_back()
    view.keep_or_let_go()
