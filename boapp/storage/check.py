"""Does what the shop has written down hold together? The invariants of semantics 10.

Each rule is one query that finds what breaks it. A shop without problems gives none back;
nothing is repaired here.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, text

from boapp.domain.quantities import format_quantity
from boapp.storage.numbering import PREFIXES, Series
from boapp.storage.tables.notices import notice_papers, notices
from boapp.storage.tables.shop import series
from boapp.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in which record: what was found there, and what should be.

    `invariant`: the number in semantics 10; 0 is the file itself.
    """

    invariant: int
    record: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule whose query gives (record, found, expected) for each breach; quantities in 1/10,000 units."""

    invariant: int
    query: str
    found: str = "{}"
    expected: str = "{}"


_RULES = (
    _Rule(
        1,
        """SELECT p.sku, COALESCE(s.quantity, 0), COALESCE(m.moved, 0) FROM products p
        LEFT JOIN supplies s ON s.product_id = p.product_id AND s.kind = 'on_hand'
        LEFT JOIN (SELECT product_id, SUM(quantity) AS moved FROM movements
                   WHERE place IN ('stock', 'shelf') GROUP BY product_id) m ON m.product_id = p.product_id
        WHERE COALESCE(s.quantity, 0) <> COALESCE(m.moved, 0)""",
        "{} on hand",
        "{}, the sum of its movements",
    ),
    _Rule(
        1,
        """SELECT p.sku || ' in ' || m.place, SUM(m.quantity), 0 FROM movements m
        JOIN products p ON p.product_id = m.product_id
        GROUP BY p.sku, m.place HAVING SUM(m.quantity) < 0""",
        expected="at least {}",
    ),
    _Rule(
        2,
        """SELECT p.sku || ', supply ' || s.supply_id, h.held, s.quantity FROM supplies s
        JOIN (SELECT supply_id, SUM(quantity) AS held FROM allocations GROUP BY supply_id) h ON h.supply_id = s.supply_id
        JOIN products p ON p.product_id = s.product_id WHERE h.held > s.quantity""",
        "{} allocated",
        "at most {}",
    ),
    _Rule(
        2,
        """SELECT o.order_number || '/' || l.line_number, h.held, l.open_quantity FROM order_lines l JOIN orders o ON o.order_id = l.order_id
        JOIN (SELECT line_id, SUM(quantity) AS held FROM allocations GROUP BY line_id) h ON h.line_id = l.line_id WHERE h.held > l.open_quantity""",
        "{} allocated",
        "at most {}, what is open",
    ),
    _Rule(
        2,
        """SELECT o.order_number || '/' || l.line_number, a.quantity, 0 FROM allocations a
        JOIN order_lines l ON l.line_id = a.line_id JOIN orders o ON o.order_id = l.order_id
        JOIN supplies s ON s.supply_id = a.supply_id WHERE s.product_id <> l.product_id""",
        "{} allocated of another product",
    ),
    _Rule(
        2,
        """SELECT o.order_number || '/' || l.line_number, a.quantity, 0 FROM allocations a
        JOIN order_lines l ON l.line_id = a.line_id JOIN orders o ON o.order_id = l.order_id
        JOIN supplies s ON s.supply_id = a.supply_id
        WHERE a.firmness = 'set_aside' AND s.kind <> 'on_hand'""",
        "{} set aside of goods that are not here",
    ),
    _Rule(
        2,
        """SELECT o.order_number || '/' || l.line_number, a.quantity, 0 FROM allocations a
        JOIN order_lines l ON l.line_id = a.line_id JOIN orders o ON o.order_id = l.order_id
        WHERE o.status <> 'open'""",
        "{} allocated to an order that is closed",
    ),
    _Rule(
        2,
        """SELECT po.purchase_order_number || '/' || pl.line_number, COALESCE(s.quantity, 0), pl.open_quantity
        FROM purchase_lines pl JOIN purchase_orders po ON po.purchase_order_id = pl.purchase_order_id
        LEFT JOIN supplies s ON s.purchase_line_id = pl.purchase_line_id
        WHERE COALESCE(s.quantity, 0) <> pl.open_quantity""",
        "{} expected",
        "{}, what is open",
    ),
    _Rule(
        3,
        """SELECT o.order_number || '/' || l.line_number, l.shipped_quantity + l.cancelled_quantity + l.open_quantity, l.ordered_quantity
        FROM order_lines l JOIN orders o ON o.order_id = l.order_id WHERE l.shipped_quantity + l.cancelled_quantity + l.open_quantity <> l.ordered_quantity
        OR l.open_quantity < 0""",
        "{} shipped, cancelled and open",
        "{} ordered",
    ),
    _Rule(
        3,
        """SELECT o.order_number || '/' || l.line_number, m.sent, l.shipped_quantity FROM order_lines l JOIN orders o ON o.order_id = l.order_id
        JOIN (SELECT line_id, -SUM(quantity) AS sent FROM movements
              WHERE kind = 'shipment' GROUP BY line_id) m ON m.line_id = l.line_id
        WHERE m.sent > l.shipped_quantity""",
        "{} left the house",
        "{} shipped",
    ),
    _Rule(
        4,
        """SELECT o.order_number || '/' || l.line_number || ', supply ' || c.supply_id, SUM(c.held), SUM(c.told) FROM (
            SELECT line_id, supply_id, quantity AS held, 0 AS told FROM allocations
            UNION ALL SELECT line_id, supply_id, 0, after_quantity - before_quantity FROM allocation_history
        ) c JOIN order_lines l ON l.line_id = c.line_id JOIN orders o ON o.order_id = l.order_id
        GROUP BY o.order_number, l.line_number, c.supply_id HAVING SUM(c.held) <> SUM(c.told)""",
        "{} allocated",
        "{}, the sum of its changes",
    ),
    _Rule(
        4,
        """SELECT 'supply ' || h.supply_id, h.before_quantity, h.previous FROM (
            SELECT act_id, supply_id, before_quantity,
                   LAG(after_quantity) OVER (PARTITION BY supply_id ORDER BY act_id) AS previous
            FROM supply_history) h WHERE h.previous <> h.before_quantity""",
        "{} before a change",
        "{}, as the change before left it",
    ),
    _Rule(
        4,
        """SELECT 'supply ' || s.supply_id, s.quantity, h.after_quantity FROM supplies s
        JOIN supply_history h ON h.supply_id = s.supply_id
        WHERE h.act_id = (SELECT MAX(act_id) FROM supply_history x WHERE x.supply_id = s.supply_id)
        AND h.after_quantity <> s.quantity""",
        "{}",
        "{}, as its last change left it",
    ),
    _Rule(
        4,
        """SELECT o.order_number || '/' || l.line_number || ', run ' || r.run_id, c.change, rl.after_quantity - rl.before_quantity
        FROM run_lines rl JOIN runs r ON r.run_id = rl.run_id
        JOIN order_lines l ON l.line_id = rl.line_id JOIN orders o ON o.order_id = l.order_id
        JOIN (SELECT act_id, line_id, SUM(after_quantity - before_quantity) AS change
              FROM allocation_history GROUP BY act_id, line_id) c
        ON c.act_id = r.act_id AND c.line_id = rl.line_id
        WHERE c.change <> rl.after_quantity - rl.before_quantity""",
        "a change by {}",
        "by {}, as the run says",
    ),
    _Rule(
        5,
        """SELECT 'notice ' || COALESCE(n.number, CAST(n.notice_id AS VARCHAR(20))), 0, 1 FROM notices n
        LEFT JOIN notice_papers p ON p.notice_id = n.notice_id
        WHERE n.state IN ('printed', 'sent') AND n.channel NOT IN ('phone', 'counter')
        AND p.notice_id IS NULL""",
        "no paper",
        "the paper that was printed",
    ),
    _Rule(
        5,
        """SELECT o.order_number || '/' || l.line_number, l.told_date, t.day FROM order_lines l JOIN orders o ON o.order_id = l.order_id LEFT JOIN (
            SELECT line_id, MAX(latest_date) AS day FROM told
            WHERE act_id = (SELECT MAX(act_id) FROM told x WHERE x.line_id = told.line_id)
            GROUP BY line_id) t ON t.line_id = l.line_id
        WHERE COALESCE(CAST(l.told_date AS VARCHAR(10)), '') <> COALESCE(CAST(t.day AS VARCHAR(10)), '')""",
        "told {}",
        "{}, the last entry of the ledger",
    ),
    _Rule(
        7,
        """SELECT p.sku, p.version, v.newest FROM products p LEFT JOIN (
            SELECT product_id, MAX(version) AS newest FROM product_versions GROUP BY product_id) v
        ON v.product_id = p.product_id WHERE p.version <> COALESCE(v.newest, 0)""",
        "version {}",
        "{}, that of its last act",
    ),
)
_PLAIN_NUMBERS = (5, 7)


def check(tx: Transaction) -> list[Problem]:
    """Every breach of the invariants that the stored data show; none in a sound shop."""
    rules: tuple[Callable[[Transaction], Iterator[Problem]], ...] = (
        _check_file,
        _check_rules,
        _check_papers,
        _check_series,
    )
    return [problem for rule in rules for problem in rule(tx)]


def _check_file(tx: Transaction) -> Iterator[Problem]:
    """quick_check would miss damaged indexes; foreign keys are checked row by row."""
    if not tx.on_sqlite:
        return
    for (finding,) in tx.connection.exec_driver_sql("PRAGMA integrity_check"):
        if finding != "ok":
            yield Problem(0, "file", finding, "no damage")
    for table, row, target, _ in tx.connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem(2, f"{table} {row}", f"refers to nothing in {target}", "a record that is there")


def _check_rules(tx: Transaction) -> Iterator[Problem]:
    for rule in _RULES:
        for record, found, expected in tx.connection.execute(text(rule.query)):
            words = [_worded(value, rule) for value in (found, expected)]
            yield Problem(rule.invariant, record, rule.found.format(words[0]), rule.expected.format(words[1]))


def _check_papers(tx: Transaction) -> Iterator[Problem]:
    query = select(
        notice_papers.c.notice_id, notices.c.number, notice_papers.c.document, notice_papers.c.sha256
    )
    joined = query.join_from(notice_papers, notices, notice_papers.c.notice_id == notices.c.notice_id)
    for notice_id, number, document, sha256 in tx.connection.execute(joined):
        found = hashlib.sha256(document).hexdigest()
        if found != sha256:
            yield Problem(5, f"notice {number or notice_id}", f"hash {found}", f"hash {sha256}")


def _check_series(tx: Transaction) -> Iterator[Problem]:
    """Our own letters are numbered by their series alone; orders may have come in from elsewhere."""
    counted = tx.connection.execute(
        select(series.c.prefix, series.c.last_number).where(series.c.name == Series.NOTICE)
    ).first()
    prefix, last_number = counted or (PREFIXES[Series.NOTICE], 0)
    for number in tx.connection.execute(
        select(notices.c.number).where(notices.c.number.is_not(None))
    ).scalars():
        digits = (number or "").removeprefix(prefix)
        if digits.isdecimal() and int(digits) > last_number:
            yield Problem(6, f"notice {number}", f"series at {last_number}", f"at least {int(digits)}")


def _worded(value: Any, rule: _Rule) -> str:
    if rule.invariant in _PLAIN_NUMBERS or value is None:
        return "nothing" if value is None else str(value)
    return format_quantity(int(value))
