"""How clerks search and what they see first."""

from hypothesis import given
from hypothesis import strategies as st

from boapp.storage.database import Database
from boapp.storage.entries import CustomerEntry
from boapp.storage.lists import ListQuery, list_customers
from boapp.storage.searching import fold, search_key, sort_key
from tests.storage.builders import write


def test_that_case_accents_and_blanks_do_not_matter() -> None:
    assert fold("  MÜLLER   Straße\t5 ") == fold("muller strasse 5")
    assert search_key("SO-1", None, "", "Ærø") == "so-1 ærø"
    assert fold("ﬁligree №5 Ⅳ") == "filigree no5 iv"


def test_that_numbers_sort_by_their_value() -> None:
    numbers = ["SO-10", "SO-2", "so-1", "SO-2b", "A-100", "SO-02"]
    assert sorted(numbers, key=sort_key) == ["A-100", "so-1", "SO-2", "SO-02", "SO-2b", "SO-10"]


@given(st.text())
def test_that_what_is_folded_stays_as_it_is(words: str) -> None:
    assert fold(fold(words)) == fold(words)


@given(st.integers(0, 10**11), st.integers(0, 10**11))
def test_that_any_two_numbers_are_in_order(one: int, other: int) -> None:
    assert (sort_key(f"PO-{one}") < sort_key(f"PO-{other}")) == (one < other)


def test_that_signs_of_the_database_are_plain_signs_to_the_clerk(database: Database) -> None:
    write(database, CustomerEntry(1, "100 % Wolle_und_Garn"), CustomerEntry(2, "1000 Wolle und Garn"))
    with database.read() as tx:
        for words, found in (
            ("%", [1]),
            ("_", [1]),
            ("\\", []),
            ("'", []),
            ("wolle garn", [2, 1]),
            ("", [2, 1]),
        ):
            page = list_customers(tx, ListQuery(words=words))
            assert sorted(row.customer_id for row in page.rows) == sorted(found), words


def test_that_names_of_all_scripts_are_found_and_sorted_alike_in_both_databases(database: Database) -> None:
    names = ["Ωmega", "zebra", "Äpfel", "Apfel", "بيت", "Жук", "apfel 2", "apfel 10", "東京", "éclair"]
    write(database, *(CustomerEntry(key, name) for key, name in enumerate(names, 1)))
    with database.read() as tx:
        listed = [row.name for row in list_customers(tx, ListQuery()).rows]
        assert listed == sorted(names, key=lambda name: (sort_key(name), names.index(name)))
        for name in names:
            assert name in {row.name for row in list_customers(tx, ListQuery(words=name.upper())).rows}
