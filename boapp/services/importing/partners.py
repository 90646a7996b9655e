"""Customers and suppliers, found by number or name."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Generic, TypeVar

from boapp.exchange.layouts.rows import PartnerRow, SupplierRow
from boapp.services.importing.ledger import Ledger, Outcome, RowRefused
from boapp.storage.entries import CustomerEntry, SupplierEntry, read_all_entries
from boapp.storage.numbering import new_key
from boapp.storage.searching import fold
from boapp.storage.transaction import Transaction

UNKNOWN_CUSTOMER = "Unknown customer"
_NUMBER = re.compile(r"[^\W\d_]{0,4}[-./ ]?\d[\d./-]*")
_COMMON = (
    "company",
    "street",
    "postcode",
    "city",
    "region",
    "country",
    "email",
    "phone",
    "language",
    "payment_terms",
    "shipping_method",
)

Partner = TypeVar("Partner", CustomerEntry, SupplierEntry)


class Partners(Generic[Partner]):
    """The customers or the suppliers a shop has, looked up as a clerk would, and those an import adds."""

    def __init__(self, tx: Transaction, ledger: Ledger, kind: type[Partner], table: str) -> None:
        self._tx = tx
        self._ledger = ledger
        self._kind: type[Partner] = kind
        self._table = table
        self._by_key: dict[int, Partner] = {}
        self._by_number: dict[str, int] = {}
        self._by_name: defaultdict[str, set[int]] = defaultdict(set)
        for entry in read_all_entries(tx, kind):
            self._remember(entry)

    def find(self, number: str | None, name: str | None, field: str) -> Partner | None:
        """The partner of that number, else the only one of that name; refuses when several have it."""
        if number:
            return self._by_key.get(self._by_number.get(number, 0))
        same = self._by_name.get(fold(name or ""), set())
        if len(same) > 1:
            raise RowRefused(field, name or "", f"is the name of {len(same)} partners; give the number")
        return self._by_key[next(iter(same))] if same else None

    def find_unnumbered(self, name: str | None) -> Partner | None:
        """The only partner of that name whose number the shop does not know yet."""
        same = [self._by_key[key] for key in self._by_name.get(fold(name or ""), ())]
        unnumbered = [entry for entry in same if not entry.number]
        return unnumbered[0] if len(unnumbered) == 1 else None

    def find_either(self, written: str, field: str) -> Partner | None:
        """The partner whose number this is, else whose name."""
        return self.find(written, None, field) or self.find(None, written, field)

    def add(self, number: str | None, name: str, said: Mapping[str, Any]) -> Partner:
        """A new partner; one without a name is called by the number."""
        entry: Partner = self._kind(new_key(self._tx, self._table), name or number or "", number, **said)
        self.put(entry)
        return entry

    def put(self, entry: Partner) -> None:
        """Keep a partner that is new or changed."""
        self._remember(entry)
        self._ledger.put(key_of(entry), entry)

    def again(self, entry: Partner) -> Partner:
        """The partner as it has become since."""
        return self._by_key[key_of(entry)]

    def _remember(self, entry: Partner) -> None:
        key = key_of(entry)
        if key in self._by_key:
            self._by_name[fold(self._by_key[key].name)].discard(key)
        self._by_key[key] = entry
        self._by_name[fold(entry.name)].add(key)
        if entry.number:
            self._by_number[entry.number] = key


def key_of(entry: CustomerEntry | SupplierEntry) -> int:
    """The key under which a partner is kept."""
    return entry.customer_id if isinstance(entry, CustomerEntry) else entry.supplier_id


def _number_in(written: str | None) -> str | None:
    """A number as in "C-0147": at most a few letters before its digits; "Petra Müller" is none."""
    return written if written and _NUMBER.fullmatch(written) else None


class Suppliers(Partners[SupplierEntry]):
    """The suppliers of a shop."""

    def __init__(self, tx: Transaction, ledger: Ledger) -> None:
        super().__init__(tx, ledger, SupplierEntry, "suppliers")

    def meant(self, written: str) -> SupplierEntry:
        """The supplier of that number or name, created when unknown."""
        return self.find_either(written, "supplier") or self.add(_number_in(written), written, {})


class Customers(Partners[CustomerEntry]):
    """The customers of a shop."""

    def __init__(self, tx: Transaction, ledger: Ledger) -> None:
        super().__init__(tx, ledger, CustomerEntry, "customers")
        self._filled: set[int] = set()

    def known(self, written: str | None, details: PartnerRow | None) -> CustomerEntry | None:
        """Whom an order row names, if the shop knows them."""
        found = self.find_either(written, "customer") if written else None
        if found is None and details and details.number:
            found = self.find(details.number, None, "customer_number")
        if found is None and details and details.name and not (written or details.number):
            found = self.find(None, details.name, "customer_name")
        return found

    def meant(self, written: str | None, details: PartnerRow | None) -> CustomerEntry:
        """Whom an order row means, created when unknown; one that names nobody means an unknown customer.

        What else the row says of a customer fills what the shop does not know, and
        overwrites nothing: an old order must not bring back an old address.
        """
        if not names_somebody(written, details):
            return self.find(None, UNKNOWN_CUSTOMER, "customer") or self.add(None, UNKNOWN_CUSTOMER, {})
        found = self.known(written, details)
        if found is None:
            number = (details.number if details else None) or _number_in(written)
            name = (details.name or details.company if details else None) or written
            found = self.add(number, name or "", {})
        return self._filled_in(found, details) if details else found

    def _filled_in(self, entry: CustomerEntry, details: PartnerRow) -> CustomerEntry:
        if entry.customer_id in self._filled:
            return self.again(entry)
        self._filled.add(entry.customer_id)
        blank = CustomerEntry(entry.customer_id, entry.name)
        said = said_of(details)
        news = {name: value for name, value in said.items() if getattr(entry, name) == getattr(blank, name)}
        filled = replace(entry, **news)
        if filled != entry:
            self.put(filled)
        return filled


def names_somebody(written: str | None, details: PartnerRow | None) -> bool:
    """Whether an order row says who its customer is."""
    return bool(written or (details and (details.number or details.name)))


def said_of(row: PartnerRow) -> dict[str, Any]:
    """What a row says of a partner beside number and name, under the names of the entries."""
    said = {name: getattr(row, name) for name in _COMMON}
    if isinstance(row, SupplierRow):
        said |= {"cutoff": row.cutoff, "order_minimum": row.order_minimum}
    else:
        said |= {
            "customer_class": row.class_,
            "accepts_parts": row.accepts_parts,
            "channel": row.channel,
        }
    return {name: value for name, value in said.items() if value is not None}


class PartnerImport(Generic[Partner]):
    """Takes rows of customers or suppliers; the first row of one says who it is, later ones add nothing."""

    def __init__(self, partners: Partners[Partner]) -> None:
        self._partners: Partners[Partner] = partners
        self._seen: set[int] = set()

    def take(self, row: PartnerRow) -> Outcome:
        """Create the partner of a row, or change what the row says otherwise."""
        said = said_of(row)
        found = self._partners.find(row.number, row.name, "name")
        if found is None and row.number:
            found = self._partners.find_unnumbered(row.name)
        if found is None:
            added = self._partners.add(row.number, row.name or row.company or "", said)
            self._seen.add(key_of(added))
            return "created"
        if key_of(found) in self._seen:
            return "same"
        self._seen.add(key_of(found))
        changed = replace(found, **said, name=row.name or found.name, number=row.number or found.number)
        if changed == found:
            return "same"
        self._partners.put(changed)
        return "changed"
