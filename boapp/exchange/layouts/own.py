"""Own tables, and any other table whose columns are named with `--map` (formats 5).

Every column is matched to a field by its name; every cell is read strictly. A row with a
cell that cannot be read is refused whole, with the first such cell; the rest goes on.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from boapp.errors import ShopError
from boapp.exchange import fields
from boapp.exchange.fields import Conventions
from boapp.exchange.layouts.charges import charge_word
from boapp.exchange.layouts.rows import (
    OrderLineRow,
    OwnRow,
    PartnerRow,
    ProductRow,
    PurchaseLineRow,
    Refused,
    StockRow,
    SupplierRow,
)
from boapp.exchange.tabular import Table, TableRow, open_table

Reader = Callable[[str, Conventions], object]

_PARTNER: dict[str, Reader] = {
    "number": fields.read_partner,
    "name": fields.read_text,
    "company": fields.read_text,
    "street": fields.read_text,
    "postcode": fields.read_code,
    "city": fields.read_text,
    "region": fields.read_text,
    "country": fields.read_country,
    "email": fields.read_code,
    "phone": fields.read_code,
    "language": fields.read_code,
    "class": fields.read_class,
    "accepts_parts": fields.read_yes_no,
    "channel": fields.read_code,
    "payment_terms": fields.read_text,
    "shipping_method": fields.read_text,
}
_PREFIX = "customer_"

FIELDS: Mapping[str, Mapping[str, Reader]] = {
    "products": {
        "sku": fields.read_code,
        "name": fields.read_text,
        "barcode": fields.read_code,
        "group": fields.read_text,
        "unit": fields.read_text,
        "decimals": fields.read_decimals,
        "pack": fields.read_positive_quantity,
        "price": fields.read_money,
        "cost": fields.read_money,
        "tax_rate": fields.read_rate,
        "reorder_level": fields.read_quantity,
        "release_date": fields.read_date,
        "backorder": fields.read_yes_no,
        "max_backorder": fields.read_quantity,
        "supplier": fields.read_partner,
        "supplier_sku": fields.read_code,
        "lead_time_days": fields.read_whole,
        "image": fields.read_text,
        "discontinued": fields.read_yes_no,
    },
    "customers": _PARTNER,
    "suppliers": {**_PARTNER, "cutoff": fields.read_text, "order_minimum": fields.read_money},
    "stock": {
        "sku": fields.read_code,
        "quantity": fields.read_quantity,
        "place": fields.read_text,
        "counted_at": fields.read_date,
    },
    "orders": {
        "order": fields.read_code,
        "sku": fields.read_code,
        "quantity": fields.read_positive_quantity,
        "line": fields.read_code,
        "customer": fields.read_partner,
        "ordered": fields.read_date,
        "complete_on": fields.read_date,
        "wanted": fields.read_date,
        "told": fields.read_told,
        "told_in": fields.read_text,
        "no_use_after": fields.read_date,
        "delivery": fields.read_delivery,
        "price": fields.read_money,
        "shipped": fields.read_quantity,
        "cancelled": fields.read_quantity,
        "status": fields.read_status,
        "paid": fields.read_money,
        "shipping": fields.read_money,
        "note": fields.read_note,
        "name": fields.read_text,
        **{_PREFIX + name: reader for name, reader in _PARTNER.items()},
    },
    "purchase-orders": {
        "purchase_order": fields.read_code,
        "supplier": fields.read_partner,
        "sku": fields.read_code,
        "quantity": fields.read_positive_quantity,
        "line": fields.read_code,
        "ordered": fields.read_date,
        "expected": fields.read_date,
        "confirmed": fields.read_yes_no,
        "received": fields.read_quantity,
        "price": fields.read_money,
        "units_per_buying_unit": fields.read_positive_quantity,
    },
}

_NUMBER_OR_NAME = (("number", "name"),)
REQUIRED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "products": (("sku",), ("name",)),
    "customers": _NUMBER_OR_NAME,
    "suppliers": _NUMBER_OR_NAME,
    "stock": (("sku",), ("quantity",)),
    "orders": (("order",), ("sku",), ("quantity",)),
    "purchase-orders": (("purchase_order",), ("supplier",), ("sku",), ("quantity",)),
}
_WITH_CHARGES = ("products", "orders")
_DOCUMENT = {"orders": "order", "purchase-orders": "purchase_order"}


@dataclass(frozen=True, slots=True)
class OwnTable:
    """A table whose columns are matched to the fields of WHAT.

    `columns` names the column of each field that the table has; `ignored` are the columns
    that no field was found for.
    """

    what: str
    table: Table
    columns: Mapping[str, str]
    ignored: tuple[str, ...]
    conventions: Conventions

    def rows(self) -> Iterator[OwnRow | Refused]:
        """Read every row, in the order of the file."""
        places = {name: self.table.header.index(column) for name, column in self.columns.items()}
        lines: defaultdict[str, _LineNumbers] = defaultdict(_LineNumbers)
        for table_row in self.table.rows():
            yield self._read(table_row, places, lines)

    def _read(
        self, table_row: TableRow, places: Mapping[str, int], lines: Mapping[str, "_LineNumbers"]
    ) -> OwnRow | Refused:
        if table_row.problem:
            return Refused(table_row.number, "", "", table_row.problem)
        values, refused = self._read_cells(table_row, places)
        document = _DOCUMENT.get(self.what)
        if document in values:
            values["line"] = lines[values[document]].next(values.get("line"))
        refused = refused or self._missing(table_row.number, values)
        if refused:
            return refused
        if self.what in _WITH_CHARGES and (charge := charge_word(values["sku"], values.get("name"))):
            reason = f"is {charge} and no article with stock"
            return self.refuse(table_row.number, "sku", values["sku"], reason)
        return _BUILDERS[self.what](table_row.number, values)

    def _read_cells(
        self, table_row: TableRow, places: Mapping[str, int]
    ) -> tuple[dict[str, Any], Refused | None]:
        """Every cell that can be read, and the first that cannot."""
        values: dict[str, Any] = {}
        refused: Refused | None = None
        for name, place in places.items():
            cell = table_row.cells[place].strip()
            if not cell:
                continue
            try:
                if (value := FIELDS[self.what][name](cell, self.conventions)) != "":
                    values[name] = value
            except ValueError as error:
                refused = refused or self.refuse(table_row.number, name, cell, str(error))
        return values, refused

    def _missing(self, row: int, values: Mapping[str, Any]) -> Refused | None:
        for choice in REQUIRED[self.what]:
            if not any(name in values for name in choice):
                return self.refuse(row, choice[0], "", "is missing")
        return None

    def refuse(self, row: int, field: str, value: str, reason: str) -> Refused:
        """Refuse a row because of one of its fields, naming the column as the file does."""
        return Refused(row, self.columns.get(field, field), value, reason)


class _LineNumbers:
    """Gives the lines of one document the numbers that the table leaves out."""

    def __init__(self) -> None:
        self._position = 0
        self._taken: set[str] = set()

    def next(self, given: str | None) -> str:
        self._position += 1
        number = given
        if number is None:
            position = self._position
            while str(position) in self._taken:
                position += 1
            number = str(position)
        self._taken.add(number)
        return number


def parse_mapping(texts: Sequence[str]) -> dict[str, str]:
    """Read the `FIELD=COLUMN` of `--map`. Raises ShopError for what names no column or a field twice."""
    mapping: dict[str, str] = {}
    for text in texts:
        field, equals, column = text.partition("=")
        field, column = field.strip(), column.strip()
        if not equals or not field or not column:
            raise ShopError(f"--map {text}", "must be FIELD=COLUMN")
        if field in mapping:
            raise ShopError(f"--map {text}", f"{field} is mapped twice; leave one of them out")
        mapping[field] = column
    return mapping


def open_own_table(
    path: Path,
    what: str,
    mapping: Mapping[str, str] | None = None,
    *,
    money_decimals: int = 2,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> OwnTable:
    """Match the columns of a file to the fields of `what`.

    `mapping` (field → column) goes first; fields it leaves out are taken from columns that
    bear their name. Raises ShopError for an unreadable file, an unknown field or column, a
    column name that stands twice, or a required field without a column.
    """
    if what not in FIELDS:
        raise ShopError(what, f"cannot be imported; choose one of {', '.join(FIELDS)}")
    table = open_table(path, encoding, delimiter)
    columns = _match(table, what, mapping or {})
    for choice in REQUIRED[what]:
        if not any(name in columns for name in choice):
            wanted = " or ".join(choice)
            raise ShopError(path.name, f"has no column for {wanted}; name it with --map {choice[0]}=COLUMN")
    used = set(columns.values())
    ignored = tuple(column for column in table.header if column and column not in used)
    conventions = Conventions(point_is_decimal=table.delimiter != ";", money_decimals=money_decimals)
    return OwnTable(what, table, columns, ignored, conventions)


def _match(table: Table, what: str, mapping: Mapping[str, str]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for field, column in mapping.items():
        if field not in FIELDS[what]:
            known = ", ".join(FIELDS[what])
            raise ShopError(
                f"--map {field}={column}", f"there is no field {field} in {what}; there are {known}"
            )
        found = _find_column(table, column)
        if found is None:
            there = ", ".join(name for name in table.header if name)
            raise ShopError(
                f"--map {field}={column}", f"{table.path.name} has no column {column}; it has {there}"
            )
        columns[field] = found
    mapped = set(columns.values())
    for field in FIELDS[what]:
        if field not in columns and (found := _find_column(table, field)) and found not in mapped:
            columns[field] = found
    return columns


def _find_column(table: Table, name: str) -> str | None:
    """The column of that name: spelled the same, else the same but for capitals and blanks."""
    wanted = " ".join(name.split())
    exactly = [column for column in table.header if column == wanted]
    loosely = [column for column in table.header if column.casefold() == wanted.casefold()]
    for found in (exactly, loosely):
        if len(found) > 1:
            raise ShopError(table.path.name, f"has {len(found)} columns named {name}; rename all but one")
        if found:
            return found[0]
    return None


def _partner(row: int, values: Mapping[str, Any]) -> PartnerRow:
    return PartnerRow(row=row, **_without_keyword(values))


def _supplier(row: int, values: Mapping[str, Any]) -> SupplierRow:
    return SupplierRow(row=row, **_without_keyword(values))


def _without_keyword(values: Mapping[str, Any]) -> dict[str, Any]:
    return {"class_" if name == "class" else name: value for name, value in values.items()}


def _order_line(row: int, values: Mapping[str, Any]) -> OrderLineRow:
    own = {name: value for name, value in values.items() if not name.startswith(_PREFIX)}
    details = {
        name.removeprefix(_PREFIX): value for name, value in values.items() if name.startswith(_PREFIX)
    }
    return OrderLineRow(row=row, details=_partner(row, details) if details else None, **own)


_BUILDERS: Mapping[str, Callable[[int, Mapping[str, Any]], OwnRow]] = {
    "products": lambda row, values: ProductRow(row=row, **values),
    "customers": _partner,
    "suppliers": _supplier,
    "stock": lambda row, values: StockRow(row=row, **values),
    "orders": _order_line,
    "purchase-orders": lambda row, values: PurchaseLineRow(row=row, **values),
}
