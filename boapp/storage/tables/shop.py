"""The shop itself: its settings, who works where, what was done, and the numbers it gives out."""

from sqlalchemy import CheckConstraint, Table, TypedColumns

from boapp.domain.decisions import ActKind
from boapp.storage import columns
from boapp.storage.columns import metadata


class _MetaColumns(TypedColumns):
    name = columns.text(key=True)
    value = columns.text()


class _SettingColumns(TypedColumns):
    name = columns.text(key=True)
    value = columns.text()


class _ClerkColumns(TypedColumns):
    clerk_id = columns.key()
    initials = columns.text(unique=True)
    name = columns.text()
    active = columns.flag()


class _DeskColumns(TypedColumns):
    desk_id = columns.key()
    name = columns.text(unique=True)


class _ActColumns(TypedColumns):
    """`act_id` is the sequence: acts are ordered by it, whatever the clock said."""

    act_id = columns.key()
    act_uuid = columns.text(unique=True)
    at = columns.moment()
    day = columns.day()
    clerk_id = columns.reference("clerks.clerk_id")
    desk_id = columns.reference("desks.desk_id")
    kind = columns.word(ActKind)
    note = columns.text()


class _ClosingDayColumns(TypedColumns):
    closing_date = columns.date_key()
    name = columns.text()


class _SeriesColumns(TypedColumns):
    name = columns.text(key=True)
    prefix = columns.text()
    digits = columns.number()
    last_number = columns.number()


meta = Table("meta", metadata, _MetaColumns)
settings = Table("settings", metadata, _SettingColumns)
clerks = Table("clerks", metadata, _ClerkColumns)
desks = Table("desks", metadata, _DeskColumns)
acts = Table("acts", metadata, _ActColumns)
closing_days = Table("closing_days", metadata, _ClosingDayColumns)
series = Table(
    "series",
    metadata,
    _SeriesColumns,
    CheckConstraint("last_number >= 0", name="last_number"),
    CheckConstraint("digits >= 0", name="digits"),
)
