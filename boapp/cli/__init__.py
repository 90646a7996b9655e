"""The commands other programs rely on (formats 1): `commands` reads them, `answers` words what they say."""

from boapp.cli.commands import run

__all__ = ["run"]
