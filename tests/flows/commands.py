"""Run the program's commands as another program would, in this process."""

import contextlib
import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from boapp.app import main


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        """Its one JSON document."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


def boapp(*words: object) -> Said:
    """Run one command."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([str(word) for word in words])
    return Said(status, out.getvalue(), err.getvalue())


class Till:
    """A shop and a date, so that a story reads without them."""

    def __init__(self, location: str, today: str) -> None:
        self.location = location
        self.today = today

    def does(self, *words: object) -> dict[str, Any]:
        """Run a command that has to work, and read its answer."""
        said = boapp(*words, "--shop", self.location, "--today", self.today, "--json")
        assert said.status == 0, said.err
        return said.answer

    def is_refused(self, *words: object) -> str:
        """Run a command that has to be refused, and read why."""
        said = boapp(*words, "--shop", self.location, "--today", self.today)
        assert said.status == 1, said.out
        assert said.err.strip()
        return said.err

    def holds_together(self) -> None:
        """Every number of the shop agrees with every other."""
        said = boapp("check", "--shop", self.location, "--json")
        assert said.answer["problems"] == []

    def line(self, order: str, line: str = "1") -> dict[str, Any]:
        """A waiting line as the backorders list has it."""
        lines = self.does("backorders")["lines"]
        found = [one for one in lines if one["order"] == order and one["line"] == line]
        assert len(found) == 1, lines
        one = found[0]
        assert isinstance(one, dict)
        return one


def table(path: Path, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Write a table as a spreadsheet would."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heads)
        writer.writerows(rows)
    return path
