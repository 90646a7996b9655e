"""What can go wrong while the project is set up, in words for the person at the keyboard."""


class SetupError(Exception):
    """The machine lacks something; the message names it and the way out."""
