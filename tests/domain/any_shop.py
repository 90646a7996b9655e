"""Shops made by chance, for what must hold of any of them."""

from datetime import date, timedelta

from hypothesis import strategies as st

from boapp.domain.matrix import Matrix
from tests.domain.drafting import TODAY, Shop, a_shop

quantities = st.integers(0, 6)
offsets = st.none() | st.integers(-3, 12)


@st.composite
def shops(draw: st.DrawFn) -> Shop:
    """Up to five lines on a purchase order and others, some pinned or set aside, nothing over-promised."""
    supplies: dict[str, int | tuple[int, date | None]] = {"stock": draw(quantities)}
    for name in ("PO", "next"):
        days = draw(offsets)
        supplies[name] = (draw(quantities), None if days is None else TODAY + timedelta(days=days))
    free = {name: what if isinstance(what, int) else what[0] for name, what in supplies.items()}
    lines, held = {}, []
    for number in range(draw(st.integers(1, 5))):
        told, use = draw(offsets), draw(st.none() | st.integers(0, 12))
        owed = draw(quantities)
        lines[f"L{number}"] = {
            "open": owed,
            "told": None if told is None else TODAY + timedelta(days=told),
            "no_use_after": None if use is None else TODAY + timedelta(days=use),
            "priority": draw(st.integers(1, 3)),
        }
        for name in supplies:
            taken = draw(st.integers(0, min(owed, free[name])))
            how = draw(st.sampled_from(["", "", "pinned", "set aside"])) if taken else ""
            how = "" if how == "set aside" and name != "stock" else how
            if taken:
                held.append((f"L{number}", name, taken, how))
            owed, free[name] = owed - taken, free[name] - taken
    return a_shop(supplies=supplies, lines=lines, held=held)


def assert_nothing_is_promised_twice(matrix: Matrix) -> None:
    for supply in matrix.supplies:
        held = sum(row.held(supply.supply_id) for row in matrix.rows)
        assert matrix.taken[supply.supply_id] == held <= supply.quantity
    for row in matrix.rows:
        assert 0 <= row.covered_quantity <= row.line.open_quantity
        assert all(held.quantity > 0 for held in row.allocations)
