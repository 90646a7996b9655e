"""The kinds of columns a shop's tables are made of, each named once.

Quantities are BIGINT of 1/10,000 unit, money BIGINT of minor units, times aware UTC,
codes short words that a CHECK knows. Defaults are the program's, never the
database's: a row is written whole. Each function returns one new column; its name is
the attribute it is assigned to.
"""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Computed,
    Date,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    TypeDecorator,
)
from typing_extensions import override

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Code = TypeVar("Code", bound=StrEnum)

# SQLite keeps any integer in up to eight bytes; only INTEGER makes a key the row's own number.
_NUMBER = BigInteger().with_variant(Integer(), "sqlite")
# Sorted by code point, as SQLite does, so that both databases list in the same order.
_TEXT = Text().with_variant(Text(collation="C"), "postgresql")


class UtcTime(TypeDecorator[datetime]):
    """A moment: aware UTC in the program, the same in both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone; SQLite, which knows no zones, gets plain UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs its zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the time back as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def key() -> Column[int]:
    """The key of a row; numbering.new_keys gives it, under the write lock."""
    return Column(_NUMBER, primary_key=True, autoincrement=False)


def reference(target: str, *, index: bool = False) -> Column[int]:
    """The key of a row of another table ("orders.order_id")."""
    return Column(_NUMBER, ForeignKey(target), nullable=False, index=index, autoincrement=False)


def shared_key(target: str) -> Column[int]:
    """The key of another table's row that this row belongs to, one to one."""
    return Column(_NUMBER, ForeignKey(target), primary_key=True, autoincrement=False)


def optional_reference(target: str, *, index: bool = False) -> Column[int | None]:
    """The key of a row of another table, or none."""
    return Column(_NUMBER, ForeignKey(target), nullable=True, index=index)


def quantity() -> Column[int]:
    """A quantity in 1/10,000 units."""
    return Column(BigInteger, nullable=False)


def optional_quantity() -> Column[int | None]:
    """A quantity in 1/10,000 units, or none given."""
    return Column(BigInteger, nullable=True)


def money() -> Column[int]:
    """An amount in minor units of the shop's currency, or of the currency beside it."""
    return Column(BigInteger, nullable=False)


def optional_money() -> Column[int | None]:
    """An amount in minor units, or none given."""
    return Column(BigInteger, nullable=True)


def number() -> Column[int]:
    """A small whole number: days, decimals, positions, versions."""
    return Column(Integer, nullable=False)


def optional_number() -> Column[int | None]:
    """A small whole number, or none given."""
    return Column(Integer, nullable=True)


def text(*, key: bool = False, unique: bool = False) -> Column[str]:
    """Words as written; empty when there are none."""
    return Column(_TEXT, nullable=False, primary_key=key, unique=unique)


def optional_text(*, unique: bool = False, index: bool = False) -> Column[str | None]:
    """Words, or none: for codes that must be unique where they exist."""
    return Column(_TEXT, nullable=True, unique=unique, index=index)


def flag() -> Column[bool]:
    """Yes or no."""
    return Column(Boolean(create_constraint=False), nullable=False)


def day() -> Column[date]:
    """A date in the shop's time zone."""
    return Column(Date, nullable=False)


def date_key() -> Column[date]:
    """A date that is a row's key: one row a day."""
    return Column(Date, primary_key=True)


def optional_day() -> Column[date | None]:
    """A date in the shop's time zone, or none."""
    return Column(Date, nullable=True)


def moment() -> Column[datetime]:
    """A moment in aware UTC."""
    return Column(UtcTime, nullable=False)


def optional_moment() -> Column[datetime | None]:
    """A moment in aware UTC, or none yet."""
    return Column(UtcTime, nullable=True)


def code(codes: type[Code], *, key: bool = False) -> Column[Code]:
    """One word of a fixed list; the database refuses any other."""
    return Column(_codes(codes), nullable=False, primary_key=key)


def word(codes: type[Code]) -> Column[Code]:
    """One word of a list that grows with the program: the database takes any."""
    return Column(_codes(codes, checked=False), nullable=False)


def optional_code(codes: type[Code]) -> Column[Code | None]:
    """One word of a fixed list, or none."""
    return Column(_codes(codes), nullable=True)


def blob() -> Column[bytes]:
    """Exact bytes."""
    return Column(LargeBinary, nullable=False)


def computed(expression: str) -> Column[int]:
    """A quantity that the database derives from the others of its row."""
    return Column(BigInteger, Computed(expression, persisted=True), nullable=False)


def partial_index(name: str, *parts: Column[Any], where: str, unique: bool = False) -> Index:
    """An index of the rows that meet a condition; it stands in the baseline for each database.

    Named here without either database's own option, so that a shop in a file starts without
    importing what SQLAlchemy knows of PostgreSQL.
    """
    return Index(name, *parts, unique=unique, info={"where": where})


def _codes(codes: type[Code], *, checked: bool = True) -> Enum:
    return Enum(
        codes,
        native_enum=False,
        create_constraint=checked,
        length=24,
        name=codes.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )
