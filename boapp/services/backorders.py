"""Batch backorder processing for a shop: suggest, and commit (semantics 5)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from boapp.domain.backorders import LineResult, Proposal, settle
from boapp.domain.decisions import ActKind, ChangedLine, Decision, Run, allocation_changes
from boapp.domain.orders import OrderLine
from boapp.domain.reasons import Cause, Hindrance, explain, find_hindrances
from boapp.domain.situation import Situation
from boapp.domain.strategies import OLDEST_FIRST, RuleSet
from boapp.errors import RequestRefused, ShopError
from boapp.exchange.scenario_result import plan_document
from boapp.services.dues import write_dues
from boapp.services.optimise import best_picker
from boapp.services.shops import Shop
from boapp.services.wording import Wording
from boapp.storage import records
from boapp.storage.bulk import uncollected
from boapp.storage.entries import ProductEntry, read_entries
from boapp.storage.situations import load_situation
from boapp.storage.transaction import Transaction
from boapp.storage.versions import read_versions

RULE_SETS: Mapping[str, RuleSet] = {"default": OLDEST_FIRST}


@dataclass(frozen=True, slots=True)
class SuggestedRun:
    """What a run would do, on which versions of the products it rests, and who comes first."""

    situation: Situation
    rule_set: RuleSet
    proposal: Proposal
    versions: Mapping[int, int]

    @property
    def changed(self) -> list[LineResult]:
        """The lines whose allocations are other than before."""
        return [result for _, result in self.changed_lines]

    @property
    def changed_lines(self) -> list[tuple[OrderLine, LineResult]]:
        """The same, each with its order line."""
        pairs = zip(self.situation.lines, self.proposal.lines, strict=True)
        return [(line, result) for line, result in pairs if result.before != result.after]


@dataclass(frozen=True, slots=True)
class CommittedRun:
    """A run that is in the books: its number in the history and the letters it made due."""

    run_id: int | None
    notice_ids: tuple[int, ...]


def suggest_run(shop: Shop, rules: str | None = None, skus: Sequence[str] = ()) -> SuggestedRun:
    """Say who would get what under a rule set, for the whole shop or some products; writes nothing.

    Raises RequestRefused for an unknown rule set or SKU.
    """
    with uncollected(), shop.database.read() as tx:
        return _suggest(tx, shop.today, rules, skus)


def commit_run(shop: Shop, suggested: SuggestedRun, *, act_uuid: UUID | None = None) -> CommittedRun:
    """Put a suggested run into the books, in one act, with the letters that become due by it.

    Raises SituationChanged, naming what others did, when a product has changed since.
    """
    with uncollected(), shop.database.write() as tx:
        return _commit(tx, shop, suggested, act_uuid)


def run_and_commit(
    shop: Shop, rules: str | None = None, skus: Sequence[str] = ()
) -> tuple[SuggestedRun, CommittedRun]:
    """Suggest and commit under one write lock, so that nothing can come in between (a night run)."""
    with uncollected(), shop.database.write() as tx:
        suggested = _suggest(tx, shop.today, rules, skus)
        return suggested, _commit(tx, shop, suggested, None)


def explain_lines(suggested: SuggestedRun, line_ids: Collection[int] | None = None) -> dict[int, str]:
    """Why each line gets what it gets, in words, for the lines asked for (all when None)."""
    wording = Wording(suggested.situation)
    reasons = explain(suggested.situation, suggested.rule_set, suggested.proposal, line_ids)
    return {line_id: wording.why(reason) for line_id, reason in reasons.items()}


def describe_run(suggested: SuggestedRun) -> dict[str, object]:
    """A run as `boapp reallocate --json` writes it: as `plan`, and what could not be kept (formats 5)."""
    situation = _named_for_people(suggested.situation)
    document = plan_document(situation, suggested.proposal, explain_lines(suggested))
    left = suggested.proposal.left_line_ids
    numbers = {line.line_id: line.line_number for line in situation.lines}
    skus = {product.product_id: product.sku for product in situation.products}
    document["left"] = [numbers[line_id] for line_id in sorted(left)]
    document["stopped"] = [skus[key] for key in sorted(suggested.proposal.stopped_product_ids)]
    return document


def _suggest(tx: Transaction, today: date, rules: str | None, skus: Sequence[str]) -> SuggestedRun:
    rule_set = _rule_set(rules)
    product_ids = _products(tx, skus)
    situation = load_situation(tx, today, product_ids)
    versions = read_versions(tx, product_ids)
    return SuggestedRun(situation, rule_set, settle(situation, rule_set, best_picker()), versions)


def _rule_set(name: str | None) -> RuleSet:
    found = RULE_SETS.get(name or "default")
    if found is None:
        raise ShopError(name or "", f"is no rule set of this shop; there is {', '.join(RULE_SETS)}")
    return found


def _products(tx: Transaction, skus: Sequence[str]) -> set[int] | None:
    if not skus:
        return None
    found = {product.sku: product.product_id for product in read_entries(tx, ProductEntry, "sku", skus)}
    missing = tuple(ShopError(sku, "there is no product with this SKU") for sku in skus if sku not in found)
    if missing:
        raise RequestRefused(missing)
    return set(found.values())


def _commit(tx: Transaction, shop: Shop, suggested: SuggestedRun, act_uuid: UUID | None) -> CommittedRun:
    changed = suggested.changed_lines
    product_of = {line.line_id: line.product_id for line, _ in changed}
    decision = Decision(
        shop.new_act(ActKind.REALLOCATE, note=suggested.rule_set.name, act_uuid=act_uuid),
        allocations=allocation_changes(
            [held for _, result in changed for held in result.before],
            [held for _, result in changed for held in result.after],
            product_of,
        ),
        run=Run(suggested.rule_set.name, _history(suggested, changed)) if changed else None,
    )
    versions = {key: suggested.versions[key] for key in set(product_of.values())}
    written = records.write(tx, decision, versions)
    product_ids = suggested.situation.run_product_ids
    notice_ids = write_dues(tx, written, decision.act, product_ids, _decided(suggested))
    return CommittedRun(written.run_id, notice_ids)


def _decided(suggested: SuggestedRun) -> set[int] | None:
    """The lines the run decided on: all of its products but those that were stopped; None: every line."""
    stopped = suggested.proposal.stopped_product_ids
    running = suggested.situation.run_product_ids
    if running is None and not stopped:
        return None
    return {
        line.line_id
        for line in suggested.situation.lines
        if (running is None or line.product_id in running) and line.product_id not in stopped
    }


def _history(
    suggested: SuggestedRun, changed: Sequence[tuple[OrderLine, LineResult]]
) -> tuple[ChangedLine, ...]:
    """What the run changed, and why; a line that is whole has nothing in its way."""
    short = {line.line_id for line, result in changed if result.after_quantity < line.open_quantity}
    in_the_way = _in_the_way(suggested, short) if short else {}
    whole = _in_short(Hindrance(Cause.WHOLE))
    lines = []
    for line, result in changed:
        cause, ahead = in_the_way.get(line.line_id, whole)
        lines.append(
            ChangedLine(
                line.line_id,
                line.product_id,
                result.before_quantity,
                result.after_quantity,
                None,
                result.confirmed_date,
                str(result.change),
                # To be worded whenever somebody asks: what kept it from more, its rank, who was before it.
                f'{{"cause":"{cause}","rank":{result.rank},"ahead":[{ahead}]}}',
            )
        )
    return tuple(lines)


def _in_the_way(suggested: SuggestedRun, line_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    found = find_hindrances(suggested.situation, suggested.rule_set, suggested.proposal, line_ids)
    return {line_id: _in_short(hindrance) for line_id, hindrance in found.items()}


def _in_short(hindrance: Hindrance) -> tuple[str, str]:
    ahead = [f"[{each.line_id},{each.rank},{each.supply_id},{each.quantity}]" for each in hindrance.ahead]
    return str(hindrance.cause), ",".join(ahead)


def _named_for_people(situation: Situation) -> Situation:
    """The situation with names that tell lines and supplies of a whole shop apart: SO-1/1, PO-118/LAN."""
    skus = {product.product_id: product.sku for product in situation.products}
    return replace(
        situation,
        lines=tuple(
            replace(line, line_number=f"{line.order_number}/{line.line_number}") for line in situation.lines
        ),
        supplies=tuple(
            replace(supply, label=f"{supply.label or 'stock'}/{skus[supply.product_id]}")
            for supply in situation.supplies
        ),
    )
