"""Committed runs: the rule set as it was and each line that changed, with why."""

from operator import attrgetter

from sqlalchemy import insert

from boapp.domain.decisions import Run
from boapp.storage.bulk import insert_columns
from boapp.storage.numbering import new_key
from boapp.storage.tables.runs import run_lines, runs
from boapp.storage.transaction import Transaction

_OF_A_LINE = (
    "line_id",
    "before_quantity",
    "after_quantity",
    "before_date",
    "after_date",
    "change",
    "why",
)


def write_run(tx: Transaction, act_id: int, run: Run | None) -> int | None:
    """Write a run, if there was one; returns its key."""
    if run is None:
        return None
    run_id = new_key(tx, "runs")
    head = {
        "run_id": run_id,
        "act_id": act_id,
        "rule_set": run.rule_set,
        "rules": run.rules,
        "exact": run.exact,
        "reverts_run_id": run.reverts_run_id,
    }
    tx.connection.execute(insert(runs), head)
    lines = sorted(run.lines, key=attrgetter("line_id"))
    columns = {name: list(map(attrgetter(name), lines)) for name in _OF_A_LINE}
    insert_columns(tx, run_lines, {"run_id": [run_id] * len(lines), **columns})
    return run_id
