"""Words the values of the rules for people at the counter (semantics 11: the words on screen)."""

from collections.abc import Iterable, Mapping
from datetime import date

from boapp.domain.orders import OrderLine
from boapp.domain.quantities import format_quantity
from boapp.domain.reasons import Ahead, Cause, Reason, Take
from boapp.domain.situation import Situation
from boapp.domain.stock import Supply
from boapp.domain.strategies import Strategy

_CAUSES: Mapping[Cause, str] = {
    Cause.NOTHING_OWED: "nothing is owed any more",
    Cause.WHOLE: "",
    Cause.LEFT_ALONE: "left as it was",
    Cause.GIVES_BACK: "last in line, gives back what it held",
    Cause.NO_MORE_THAN_HELD: "no more than it held",
    Cause.WAITS_FOR_ALL: "waits for all, and all cannot be had",
    Cause.TOO_LATE_FOR_USE: "what else is coming comes after its last day of use",
    Cause.LESS_THAN_A_PACK: "what is left makes no whole pack",
    Cause.NOTHING_COMING: "nothing here and nothing coming",
    Cause.SHARED_EVENLY: "shared out, the same for everyone",
    Cause.OTHERS_BECOME_WHOLE: "so that more orders become whole",
    Cause.OTHERS_CAME_BEFORE: "",
    Cause.NOT_ENOUGH: "there is no more",
}

# Not by strftime: that would speak the language of whoever set the locale last.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_MISSED: Mapping[Strategy, str] = {
    Strategy.WIN: "not there in time",
    Strategy.GAIN: "lost or later than before",
}


class Wording:
    """Words reasons about one situation; knows the names of its supplies and customers."""

    def __init__(self, situation: Situation) -> None:
        self._today = situation.today
        self._supplies: dict[int, Supply] = {supply.supply_id: supply for supply in situation.supplies}
        self._lines: dict[int, OrderLine] = {line.line_id: line for line in situation.lines}
        self._skus = {product.product_id: product.sku for product in situation.products}

    def why(self, reason: Reason) -> str:
        """One sentence: "12 of 20: rank 3; Meyer (rank 1) took 8 of PO-118"."""
        facts = ", ".join(each for each in self._facts(reason) if each)
        sentences = [
            f"{format_quantity(reason.quantity)} of {format_quantity(reason.open_quantity)}: {facts}"
        ]
        sentences += [self._ahead(each) for each in reason.ahead]
        sentences += [each for each in (self._blocking(reason), self._missed(reason)) if each]
        return "; ".join(sentences) + self._all_here(reason)

    def _facts(self, reason: Reason) -> Iterable[str]:
        if reason.rank:
            yield f"rank {reason.rank}"
        yield _CAUSES[reason.cause]
        yield from (self._take(each) for each in reason.takes)

    def _take(self, take: Take) -> str:
        quantity = format_quantity(take.quantity)
        name = self._supply(take.supply_id)
        if take.kept == take.quantity:
            return f"keeps {quantity} of {name}"
        kept = f", {format_quantity(take.kept)} of them held before" if take.kept else ""
        return f"takes {'the last ' if take.last else ''}{quantity} of {name}{kept}"

    def _ahead(self, ahead: Ahead) -> str:
        line = self._lines[ahead.line_id]
        name = line.customer or line.order_number
        place = f"rank {ahead.rank}" if ahead.rank else "left as it was"
        verb = "keeps" if ahead.kept else "took"
        return f"{name} ({place}) {verb} {format_quantity(ahead.quantity)} of {self._supply(ahead.supply_id)}"

    def _blocking(self, reason: Reason) -> str:
        if reason.blocking_product_id is None:
            return ""
        return f"there is not enough of {self._skus[reason.blocking_product_id]}"

    def _missed(self, reason: Reason) -> str:
        if not reason.short_quantity:
            return ""
        return f"cannot be kept: {format_quantity(reason.short_quantity)} {_MISSED[reason.strategy]}"

    def _all_here(self, reason: Reason) -> str:
        if reason.confirmed_date is None:
            return ""
        about = "about " if reason.on_late_supply else ""
        late = ", the delivery is late" if reason.on_late_supply else ""
        return f". All here {about or 'on '}{self._day(reason.confirmed_date)}{late}"

    def _supply(self, supply_id: int) -> str:
        supply = self._supplies[supply_id]
        return supply.label or ("the shelf" if supply.on_hand else "what is coming")

    def _day(self, day: date) -> str:
        written = f"{day.day} {_MONTHS[day.month - 1]}"
        return written if day.year == self._today.year else f"{written} {day.year}"
