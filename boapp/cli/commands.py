"""The commands other programs rely on: thin words around the services (formats 1).

Nothing is ever asked on standard input. One JSON document goes to standard output with
`--json`; messages and progress go to standard error. Exit status: 0 done, 1 the request
could not be met, 2 wrong usage.
"""

import gc
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from boapp.cli import answers
from boapp.errors import RequestRefused, ShopError
from boapp.services.shops import Shop

# A command is over before there is much to collect: values freed by themselves need no looking through.
COLLECTED_AFTER = 500_000

app = typer.Typer(
    name="boapp",
    epilog="boapp open [SHOP] [--demo] opens the window; boapp tour --out DIR plays the main job without one.",
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

AlwaysJson = Annotated[bool, typer.Option("--json", help="It always is.")]


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
def plan(
    scenario: Annotated[Path, typer.Argument(help="A scenario file, format 1.")],
    as_json: AlwaysJson = True,
) -> None:
    """Batch backorder processing and availability on a scenario file, no database."""
    from boapp.services.plan import plan_scenario

    del as_json

    with _refusals():
        typer.echo(plan_scenario(_read(scenario)))


@app.command("notice-rule")
def notice_rule(
    case: Annotated[Path, typer.Argument(help="A notice case, format 1.")],
    as_json: AlwaysJson = True,
) -> None:
    """What the law table asks for next, no database."""
    from boapp.services.notice_rule import answer_case

    del as_json

    with _refusals():
        typer.echo(answer_case(_read(case)))


@app.command("import")
def import_(
    what: Annotated[
        str, typer.Argument(help="products, customers, suppliers, stock, orders or purchase-orders.")
    ],
    file: Annotated[Path, typer.Argument(help="A CSV file, also compressed (.gz).")],
    shop: ShopOption = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help="Which column a field is read from."),
    ] = None,
    layout: Annotated[str | None, typer.Option(help="own: the fields are the column names.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be.")] = False,
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take over the rows of a file; bad rows are refused one by one, the rest is one transaction."""
    from boapp.services.importing import fields_of, import_table

    with _shop(shop, today) as opened, _refusals():
        report = import_table(opened, what, file, mapping or (), layout=layout, dry_run=dry_run)
        for refused in report.refused:
            cell = f", {refused.column}: '{refused.value}'" if refused.column else ":"
            _tell(f"row {refused.row}{cell} {refused.reason}")
        if report.ignored:
            _tell(f"not used: {', '.join(report.ignored)}; there is {', '.join(fields_of(what))}")
        _result(
            opened, as_json, answers.imported(report), lambda: answers.imported_in_words(file.name, report)
        )
    if report.refused and len(report.refused) == report.read:
        raise typer.Exit(1)


@app.command()
def backorders(shop: ShopOption = None, today: TodayOption = None, as_json: JsonOption = False) -> None:
    """Waiting lines: what covers them, when it comes, what was told, and why."""
    from boapp.services.waiting import list_waiting

    with _shop(shop, today) as opened, _refusals():
        lines = list_waiting(opened)
        _result(opened, as_json, answers.waiting(lines), lambda: answers.waiting_in_words(lines))


@app.command()
def receive(
    purchase_order: Annotated[str, typer.Argument(help="Its number.")],
    arrived: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SKU=QUANTITY …]", help="Or LINE:QUANTITY; nothing: all that is open."),
    ] = None,
    rest: Annotated[
        str | None, typer.Option(help="What is missing comes on DATE, is unknown, or cancelled.")
    ] = None,
    over: Annotated[bool, typer.Option("--over", help="Book in more than was ordered.")] = False,
    shop: ShopOption = None,
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Book a delivery in; what was promised follows the goods."""
    from boapp.services.notices import list_due
    from boapp.services.receiving import post_goods_receipt, read_arrived, read_rest

    with _shop(shop, today) as opened, _refusals():
        counted = [read_arrived(text) for text in arrived] if arrived else None
        posted = post_goods_receipt(opened, purchase_order, counted, rest=read_rest(rest), over=over)
        due = list_due(opened, posted.notice_ids)
        _result(
            opened,
            as_json,
            answers.received(posted, due),
            lambda: answers.received_in_words(posted, due),
        )


@app.command()
def reallocate(
    shop: ShopOption = None,
    rules: Annotated[str | None, typer.Option(help="The rule set; without it the shop's own.")] = None,
    sku: Annotated[list[str] | None, typer.Option("--sku", help="Only these products.")] = None,
    commit: Annotated[bool, typer.Option("--commit", help="Put it into the books.")] = False,
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Share out what is here and coming, by the shop's rules: a suggestion, or committed."""
    from boapp.services.backorders import describe_run, run_and_commit, suggest_run
    from boapp.services.notices import list_due

    with _shop(shop, today) as opened, _refusals():
        if commit:
            suggested, committed = run_and_commit(opened, rules, sku or ())
            run_id, due = committed.run_id, list_due(opened, committed.notice_ids)
        else:
            suggested, run_id, due = suggest_run(opened, rules, sku or ()), None, []
        more = {"run": run_id, "notices_due": answers.dues(due)}
        values = describe_run(suggested) | more if as_json else {}
        _result(opened, as_json, values, lambda: answers.run_in_words(suggested, due, committed=commit))


@app.command("set-aside")
def set_aside_(
    order: Annotated[str, typer.Argument(metavar="ORDER[/LINE]", help="An order, or one of its lines.")],
    place: Annotated[str, typer.Option(help="Where on the hold shelf.")] = "",
    shop: ShopOption = None,
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put covered goods on the hold shelf; the arrival letter becomes due."""
    from boapp.services.deliveries import find_order, set_aside
    from boapp.services.notices import list_due

    with _shop(shop, today) as opened, _refusals():
        order_number, line_number = find_order(opened, order)
        handled = set_aside(opened, order_number, line_number, place=place)
        due = list_due(opened, handled.notice_ids)
        _result(
            opened,
            as_json,
            answers.handled(handled, due),
            lambda: answers.handled_in_words(handled, due, "set aside"),
        )


@app.command()
def ship(
    order: Annotated[str, typer.Argument(metavar="ORDER[/LINE]", help="An order, or one of its lines.")],
    shop: ShopOption = None,
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ship what is here of an order; what waits keeps its own date, and a letter says both."""
    from boapp.services.deliveries import find_order, ship_order
    from boapp.services.notices import list_due

    with _shop(shop, today) as opened, _refusals():
        order_number, line_number = find_order(opened, order)
        handled = ship_order(opened, order_number, line_number)
        due = list_due(opened, handled.notice_ids)
        _result(
            opened,
            as_json,
            answers.handled(handled, due),
            lambda: answers.handled_in_words(handled, due, "shipped"),
        )


@app.command()
def notices(
    out: Annotated[Path, typer.Option("--out", help="The folder for the PDFs.")],
    mark_printed: Annotated[
        bool, typer.Option("--mark-printed", help="Keep them as printed, with their hash.")
    ] = False,
    shop: ShopOption = None,
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the letters that are due as PDF; status 1 only when none of those due could be written."""
    from boapp.services.notices import print_due
    from boapp.services.shops import read_shop_settings

    with _shop(shop, today) as opened, _refusals():
        letters = print_due(opened, out, keep=mark_printed)
        sender = read_shop_settings(opened)
        if letters and not (sender.name and sender.street and sender.city):
            _tell(
                "letterhead: lacks the shop's name or address; boapp settings name=… street=… postcode=… city=…"
            )
        _result(opened, as_json, answers.letters(letters), lambda: answers.letters_in_words(letters, out))
        problems = [letter.problem for letter in letters if letter.problem]
    for problem in problems:
        _tell(problem)
    if letters and len(problems) == len(letters):
        raise typer.Exit(1)


@app.command()
def settings(
    changes: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME=VALUE …]", help="What to set; nothing: show all.")
    ] = None,
    shop: ShopOption = None,
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show or set what holds for the whole shop: its name, address, law, paper, days."""
    from boapp.services.settings import read_changes
    from boapp.services.shops import set_settings

    with _shop(shop, today) as opened, _refusals():
        words = set_settings(opened, read_changes(changes or ()))
        _result(
            opened,
            as_json,
            {"settings": words},
            lambda: "\n".join(f"{name}={text}" for name, text in words.items()),
        )


@app.command()
def check(shop: ShopOption = None, today: TodayOption = None, as_json: JsonOption = False) -> None:
    """See whether every number of the shop agrees with every other."""
    from boapp.services.checks import check_shop

    with _shop(shop, today) as opened, _refusals():
        problems = check_shop(opened)
        _result(opened, as_json, answers.problems(problems), lambda: answers.problems_in_words(problems))
    for problem in problems:
        _tell(f"{problem.record}: found {problem.found}, expected {problem.expected}")
    if problems:
        raise typer.Exit(1)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit status; wrong usage is 2."""
    usual = gc.get_threshold()
    gc.set_threshold(COLLECTED_AFTER, *usual[1:])
    try:
        app(arguments, prog_name="boapp")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    finally:
        gc.set_threshold(*usual)
    return 0
