"""Product versions: how a commit notices that others acted on the same goods (architecture 5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from boapp.domain.decisions import ActKind
from boapp.storage.bulk import execute_many, insert_rows, select_by_keys
from boapp.storage.tables.catalog import product_versions, products
from boapp.storage.tables.shop import acts, clerks
from boapp.storage.transaction import Transaction

_FEW = 1000
_BUMP = (
    update(products)
    .where(products.c.product_id == bindparam("product"))
    .values(version=products.c.version + 1)
)


@dataclass(frozen=True, slots=True)
class ActSince:
    """Something that was done to a product since it was read."""

    kind: ActKind
    clerk: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StaleProduct:
    """A product that others acted on since it was read."""

    product_id: int
    sku: str
    acts: tuple[ActSince, ...]


def read_versions(tx: Transaction, product_ids: Iterable[int] | None = None) -> dict[int, int]:
    """The version of each product, to be handed back when a decision on it is written."""
    query = select(products.c.product_id, products.c.version)
    if product_ids is None:
        return dict(tx.connection.execute(query).all())
    found = select_by_keys(tx, query, products.c.product_id, product_ids)
    return {row.product_id: row.version for row in found}


def find_stale(tx: Transaction, known: Mapping[int, int]) -> tuple[StaleProduct, ...]:
    """The products that have a newer version than is known, and what was done to them since."""
    if not known:
        return ()
    now = read_versions(tx, known if len(known) < _FEW else None)
    changed = [product_id for product_id, version in known.items() if now.get(product_id) != version]
    return tuple(_stale_product(tx, product_id, known[product_id]) for product_id in sorted(changed))


def what_changed(stale: tuple[StaleProduct, ...]) -> str:
    """In words, what happened to the first of them since it was read."""
    done = [
        f"{act.kind.value.replace('_', ' ')} by {act.clerk} at {act.at:%H:%M} UTC" for act in stale[0].acts
    ]
    since = f" ({stale[0].sku}: {', '.join(done)})" if done else ""
    return f"changed since it was read{since}; look again, nothing was written"


def bump(tx: Transaction, act_id: int, product_ids: set[int]) -> None:
    """Give each product that an act touches its next version."""
    if not product_ids:
        return
    touched = sorted(product_ids)
    execute_many(tx, _BUMP, [{"product": product_id} for product_id in touched])
    now = read_versions(tx, touched if len(touched) < _FEW else None)
    rows = [
        {"product_id": product_id, "version": now[product_id], "act_id": act_id} for product_id in touched
    ]
    insert_rows(tx, product_versions, rows)


def _stale_product(tx: Transaction, product_id: int, known: int) -> StaleProduct:
    sku = tx.connection.execute(select(products.c.sku).where(products.c.product_id == product_id)).scalar()
    since = tx.connection.execute(
        select(acts.c.kind, clerks.c.initials, acts.c.at)
        .join_from(product_versions, acts, product_versions.c.act_id == acts.c.act_id)
        .join(clerks, acts.c.clerk_id == clerks.c.clerk_id)
        .where(product_versions.c.product_id == product_id, product_versions.c.version > known)
        .order_by(product_versions.c.version)
    )
    return StaleProduct(product_id, sku or f"product {product_id}", tuple(ActSince(*row) for row in since))
