"""Write one `Decision`: all of it in the caller's write block, and once, however often it is posted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from boapp.domain.decisions import Act, Decision, NoticeChange, NoticeDue, NoticeState
from boapp.errors import SituationChanged
from boapp.storage import versions
from boapp.storage.bulk import uncollected
from boapp.storage.entries import Entry
from boapp.storage.records.acts import find_act, write_act
from boapp.storage.records.entry_rows import write_entries
from boapp.storage.records.goods import write_allocations, write_goods
from boapp.storage.records.limits import TooMuchHeld, refuse_too_much_held
from boapp.storage.records.notices import write_notice_changes, write_notices, write_told
from boapp.storage.records.runs import write_run
from boapp.storage.transaction import Transaction

__all__ = ["TooMuchHeld", "Written", "write", "write_dues"]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the act's sequence, the run, the notices that became due in their order.

    `already_done`: this act had been posted before; nothing was written now.
    """

    act_id: int
    already_done: bool = False
    run_id: int | None = None
    notice_ids: tuple[int, ...] = ()


def write(
    tx: Transaction,
    decision: Decision,
    product_versions: Mapping[int, int] | None = None,
    entries: Sequence[Entry] = (),
) -> Written:
    """Write a decision and what was newly entered or edited with it, in one act.

    `product_versions` are those it was decided on (versions.read_versions). Raises
    SituationChanged, naming the products and what happened to them, when one has a newer
    version; nothing is written.
    """
    with uncollected():
        return _write(tx, decision, product_versions or {}, entries)


def _write(
    tx: Transaction, decision: Decision, product_versions: Mapping[int, int], entries: Sequence[Entry]
) -> Written:
    done = find_act(tx, decision.act)
    if done is not None:
        return Written(done, already_done=True)
    stale = versions.find_stale(tx, product_versions)
    if stale:
        raise SituationChanged(", ".join(product.sku for product in stale), versions.what_changed(stale))
    act_id = write_act(tx, decision.act)
    write_entries(tx, entries)
    write_goods(tx, act_id, decision)
    write_allocations(tx, act_id, decision.act.day, decision.allocations)
    refuse_too_much_held(tx, decision, entries)
    notice_ids = write_notices(tx, act_id, decision.notices)
    write_notice_changes(tx, decision.act, decision.notice_changes)
    write_told(tx, act_id, decision.act, decision.told)
    run_id = write_run(tx, act_id, decision.run)
    versions.bump(tx, act_id, _touched_products(decision, entries))
    return Written(act_id, run_id=run_id, notice_ids=notice_ids)


def write_dues(
    tx: Transaction, act_id: int, act: Act, due: Sequence[NoticeDue], overtaken: Iterable[int] = ()
) -> tuple[int, ...]:
    """Enter the letters that an act made due, in its own transaction, and take back those it overtook.

    They are worked out from what the act has written; returns the keys of the new ones.
    """
    write_notice_changes(tx, act, [NoticeChange(key, NoticeState.VOID) for key in overtaken])
    return write_notices(tx, act_id, due)


def _touched_products(decision: Decision, entries: Iterable[Entry]) -> set[int]:
    touched: set[int] = {entry.product_id for entry in entries if hasattr(entry, "product_id")}
    touched.update(movement.product_id for movement in decision.movements)
    touched.update(change.product_id for change in decision.supplies)
    touched.update(change.product_id for change in decision.allocations)
    touched.update(change.product_id for change in decision.order_lines)
    touched.update(change.product_id for change in decision.purchase_lines)
    if decision.run is not None:
        touched.update(line.product_id for line in decision.run.lines)
    return touched
