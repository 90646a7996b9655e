"""Errors that a clerk can act on; anything else is a bug."""


class ShopError(Exception):
    """Something that was asked cannot be done: `thing: reason`, with the way out.

    `thing` names the record or field concerned ("PO-118", "lines[0].quantity"),
    `reason` says in one sentence what is the matter and what would help.
    """

    def __init__(self, thing: str, reason: str) -> None:
        super().__init__(f"{thing}: {reason}")
        self.thing = thing
        self.reason = reason


class RequestRefused(ShopError):
    """Several things are the matter at once; nothing was done."""

    def __init__(self, problems: tuple[ShopError, ...]) -> None:
        first = problems[0]
        super().__init__(first.thing, first.reason)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class SituationChanged(ShopError):
    """What a proposal or draft started from is no longer so; it is kept, nothing was written."""
