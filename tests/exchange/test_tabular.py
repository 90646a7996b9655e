"""Tables are read whatever wrote them, and rows are numbered as a spreadsheet shows them."""

import codecs
import gzip
import re
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from boapp.errors import ShopError
from boapp.exchange.tabular import open_table

SHARED = Path(__file__).parents[3] / "shared" / "data"
TABLES = sorted(
    path for path in SHARED.rglob("*") if path.suffix in {".csv", ".tsv", ".gz", ".xls", ".xlsx", ".ods"}
)


def write(folder: Path, content: bytes | str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def cells(path: Path) -> list[tuple[str, ...]]:
    return [row.cells for row in open_table(path).rows()]


def refusal(path: Path) -> str:
    with pytest.raises(ShopError) as refused:
        list(open_table(path).rows())
    return str(refused.value)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_that_the_delimiter_is_found_out(tmp_path: Path, delimiter: str) -> None:
    text = "sku,name,price\nA-1,Mug,18\nA-2,Bowl,24\n".replace(",", delimiter)
    table = open_table(write(tmp_path, text))
    assert (table.delimiter, table.header) == (delimiter, ("sku", "name", "price"))


def test_that_a_delimiter_inside_quotes_does_not_count(tmp_path: Path) -> None:
    path = write(tmp_path, 'sku,name\n1,"Vase; blue; tall"\n2,"Cup; white"\n')
    assert cells(path) == [("1", "Vase; blue; tall"), ("2", "Cup; white")]


def test_that_decimal_commas_do_not_make_a_comma_the_delimiter(tmp_path: Path) -> None:
    assert cells(write(tmp_path, "sku;price\n1;1,50\n2;2,50\n")) == [("1", "1,50"), ("2", "2,50")]


def test_that_the_line_which_names_the_delimiter_is_no_row(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "sep=;\r\nsku;name\r\n1;a,b,c\r\n"))
    assert table.header == ("sku", "name")
    assert [(row.number, row.cells) for row in table.rows()] == [(2, ("1", "a,b,c"))]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "山本灯具店"),
        ("utf-8-sig", "Café Åström"),
        ("utf-16", "Ελένη"),
        ("utf-16-le", "Mug"),
        ("utf-16-be", "Mug"),
        ("utf-32", "نور للهدايا"),
        ("cp1252", "Café Åström"),
        ("cp1250", "Świeca żółta, łańcuch i gęś"),
        ("cp1251", "Глиняный фонарь, синий"),
        ("cp932", "陶器のランタン、青"),
    ],
)
def test_that_the_encoding_is_found_out(tmp_path: Path, encoding: str, name: str) -> None:
    path = write(tmp_path, f'sku,name\n007,"{name}"\n'.encode(encoding))
    assert cells(path) == [("007", name)]


def test_that_a_table_which_is_utf8_but_for_its_last_byte_is_not_taken_for_utf8(tmp_path: Path) -> None:
    text = "sku,name\n" + "".join(f"{n},Müller\n" for n in range(2000))
    path = write(tmp_path, text.encode("utf-8") + b"9,M\xfc")
    assert open_table(path).encoding != "utf-8"


def test_that_the_clerk_may_choose_the_encoding_and_the_delimiter(tmp_path: Path) -> None:
    path = write(tmp_path, "sku,name|x\n1,Ĺuk|y\n".encode("cp1250"))
    table = open_table(path, encoding="cp1250", delimiter="|")
    assert table.header == ("sku,name", "x")
    assert [row.cells for row in table.rows()] == [("1,Ĺuk", "y")]
    with pytest.raises(ShopError, match="an encoding that does not exist"):
        open_table(path, encoding="klingon")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_that_any_line_end_will_do(tmp_path: Path, end: str) -> None:
    path = write(tmp_path, f"a,b{end}1,2{end}3,4")
    assert [(row.number, row.cells) for row in open_table(path).rows()] == [(2, ("1", "2")), (3, ("3", "4"))]


def test_that_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = write(tmp_path, '\n\nsku,name\n1,"two\nlines"\n\n,,\n2,x\n')
    table = open_table(path)
    assert table.header_row == 3
    assert [(row.number, row.cells) for row in table.rows()] == [(4, ("1", "two\nlines")), (7, ("2", "x"))]


def test_that_empty_cells_at_the_end_may_be_missing_or_too_many(tmp_path: Path) -> None:
    path = write(tmp_path, "a,b,c\n1\n1,2,3,,\n")
    assert cells(path) == [("1", "", ""), ("1", "2", "3")]


def test_that_a_row_with_more_cells_than_columns_is_unreadable_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = write(tmp_path, "a,b\n1,2,3\n4,5\n")
    assert [(row.number, row.problem) for row in open_table(path).rows()] == [
        (2, "has 3 cells, the header has 2"),
        (3, ""),
    ]


def test_that_a_stray_quotation_mark_costs_its_row_only(tmp_path: Path) -> None:
    path = write(tmp_path, 'a,b\n"x"y,1\nz,2\n')
    bad, good = open_table(path).rows()
    assert (bad.number, bad.problem) == (2, "a quotation mark inside a quoted cell must be doubled")
    assert good.cells == ("z", "2")


def test_that_inches_need_no_quoting(tmp_path: Path) -> None:
    assert cells(write(tmp_path, 'sku,name\n1,Candle 6" tall\n')) == [("1", 'Candle 6" tall')]


def test_that_a_quotation_mark_never_closed_is_said(tmp_path: Path) -> None:
    (row,) = open_table(write(tmp_path, 'a,b\n"x,1\nz,2\n')).rows()
    assert row.number == 2
    assert "never closed" in row.problem


def test_that_a_packed_table_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    packed = gzip.compress(b"a,b\n01,2\n")
    assert cells(write(tmp_path, packed, "t.csv.gz")) == [("01", "2")]
    assert cells(write(tmp_path, packed, "t.csv")) == [("01", "2")]
    assert cells(write(tmp_path, b"a,b\n01,2\n", "plain.csv.gz")) == [("01", "2")]


def test_that_half_a_packed_table_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(b"a,b\n" + b"".join(b"%d,2\n" % n for n in range(10_000)))
    assert "damaged or incomplete" in refusal(write(tmp_path, packed[: len(packed) // 2], "t.csv.gz"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\n\n  \n,,\n", "is empty"),
        (b"PK\x03\x04rest", "save the sheet as CSV"),
        (b"\xd0\xcf\x11\xe0rest", "save the sheet as CSV"),
        (b"SQLite format 3\x00rest", "is a database"),
        (b"%PDF-1.7 rest", "is a PDF"),
        (b"\x00\x01\x02\x03\xff\xfe\xfd" * 50, "is no table of text"),
        (b"\x7fELF\x01\x01,\x02\n", "is no table of text"),
        (codecs.BOM_UTF8, "is empty"),
        (b"\xff\xfea", "cannot be read in one encoding"),
        (b"a" * 1_048_577, "more than a million characters"),
    ],
)
def test_that_what_is_no_table_is_refused_with_the_way_out(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    assert reason in refusal(write(tmp_path, content))


def test_that_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.csv") == f"{tmp_path / 'no.csv'}: there is no such file"
    assert refusal(tmp_path) == f"{tmp_path}: is a folder; name the file in it"


def test_that_a_chosen_encoding_the_file_is_not_in_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "sku,name\n" + "1,a\n" * 9000 + "2,")
    path.write_bytes(path.read_bytes() + b"\xff\n")
    with pytest.raises(ShopError, match="save it as CSV UTF-8"):
        list(open_table(path, encoding="utf-8").rows())


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
@example(b"\x1f\x8b")
@example(b'"')
@example(b"sep=,\n")
@example(b"a\x00b,c\n1,2\n")
def test_that_no_bytes_crash_the_reader(tmp_path: Path, content: bytes) -> None:
    path = write(tmp_path, content)
    with suppress(ShopError):
        table = open_table(path)
        rows = list(table.rows())
        assert all(row.problem or len(row.cells) == len(table.header) for row in rows)
        assert all(before.number < after.number for before, after in pairwise(rows))


@pytest.mark.skipif(not TABLES, reason="the real tables lie beside the project, and are not here")
@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_that_every_table_of_others_is_read_or_refused_with_a_reason(path: Path) -> None:
    if path.suffix in {".xls", ".xlsx", ".ods"} or path.name == "empty.csv":
        assert re.search("save the sheet as CSV|is empty", refusal(path))
    else:
        table = open_table(path)
        assert any(table.header)
        assert all(row.problem or len(row.cells) == len(table.header) for row in table.rows())
