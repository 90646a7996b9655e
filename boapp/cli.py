"""The commands other programs rely on: thin words around the services (formats 1).

Nothing is ever asked on standard input. One JSON document goes to standard output with
`--json`; messages and progress go to standard error. Exit status: 0 done, 1 the request
could not be met, 2 wrong usage.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from boapp.errors import RequestRefused, ShopError
from boapp.services.shops import Shop

app = typer.Typer(
    name="boapp",
    help="Stock, orders and backorders of a small shop. Alone it opens the window.",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _as_date(text: str) -> date:
    try:
        if len(text) != len("2026-11-23"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date; write it as 2026-11-23") from None


ShopOption = Annotated[
    str | None,
    typer.Option("--shop", help="A shop file or postgresql+psycopg:// address; without it this desk's shop."),
]
TodayOption = Annotated[
    date | None,
    typer.Option("--today", parser=_as_date, metavar="DATE", help="The shop's date (for trying and tests)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what a clerk can act on into `thing: reason` on standard error and exit status 1."""
    try:
        yield
    except RequestRefused as refused:
        for problem in refused.problems:
            _tell(str(problem))
        raise typer.Exit(1) from None
    except ShopError as refused:
        _tell(str(refused))
        raise typer.Exit(1) from None


@contextmanager
def _shop(location: str | None, today: date | None) -> Iterator[Shop]:
    from boapp.services.shops import open_shop
    from boapp.settings import load_settings

    with _refusals():
        where = location or load_settings().shop
        if not where:
            raise ShopError("--shop", "no shop is named and this desk has no default shop")
        with open_shop(where, today=today) as shop:
            yield shop


def _tell(text: str) -> None:
    typer.echo(text, err=True)


def _result(shop: Shop, as_json: bool, values: dict[str, Any], words: Callable[[], str]) -> None:
    if as_json:
        document = {"format": 1, "shop": shop.location, "today": shop.today.isoformat(), **values}
        typer.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        typer.echo(words())


@app.command()
def new(
    shop: Annotated[str, typer.Argument(help="The file or postgresql+psycopg:// address to make.")],
    country: Annotated[str, typer.Option(help="Two letters, ISO 3166: its law and its paper.")] = "US",
    currency: Annotated[str | None, typer.Option(help="Three letters, ISO 4217.")] = None,
    language: Annotated[str, typer.Option(help="Of the letters: en.")] = "en",
    name: Annotated[str, typer.Option(help="The shop's name on its letters.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Make an empty shop; what is already there is never overwritten."""
    from boapp.services.shops import create_shop

    with _refusals():
        create_shop(shop, country=country, currency=currency, language=language, name=name)
    if as_json:
        typer.echo(json.dumps({"format": 1, "shop": shop, "created": True}))
    else:
        typer.echo(f"{shop}: an empty shop is ready")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ShopError("$", "is not UTF-8 text") from None
    except OSError as error:
        raise ShopError(str(path), error.strerror or "cannot be read") from None


@app.command()
def plan(scenario: Annotated[Path, typer.Argument(help="A scenario file, format 1.")]) -> None:
    """Batch backorder processing and availability on a scenario file, no database."""
    from boapp.services.plan import plan_scenario

    with _refusals():
        typer.echo(plan_scenario(_read(scenario)))


@app.command("notice-rule")
def notice_rule(case: Annotated[Path, typer.Argument(help="A notice case, format 1.")]) -> None:
    """What the law table asks for next, no database."""
    from boapp.services.notice_rule import answer_case

    with _refusals():
        typer.echo(answer_case(_read(case)))
