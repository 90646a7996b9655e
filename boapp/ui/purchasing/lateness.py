"""How far a purchase order has come, in a badge."""

from datetime import date

from boapp.ui.formats import day_text, days_text
from boapp.ui.widgets.badge import BadgeLook


def arrival_of(open_lines: int, next_date: date | None, today: date) -> BadgeLook:
    """What is expected of a purchase order next: late, today, on a day, no date known, or nothing more."""
    if not open_lines:
        return BadgeLook("All received", "plain", "check")
    if next_date is None:
        return BadgeLook("No date", "warn", "clock")
    if next_date < today:
        return BadgeLook(f"{days_text((today - next_date).days)} late", "warn", "clock")
    if next_date == today:
        return BadgeLook("Due today", "coming", "box_in")
    return BadgeLook(f"Expected {day_text(next_date, today)}", "coming", "calendar")
