"""What can go wrong, each error naming the file, the place and the way out."""

from __future__ import annotations


class DjError(Exception):
    r"""The root of every error that dj-metrics raises on purpose; its text is one line, whatever it quotes.

    >>> print(DjError("党建\n简报.txt: no such file"))
    党建\n简报.txt: no such file
    """

    def __init__(self, message: str) -> None:
        super().__init__(
            "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in message)
        )


class UsageError(DjError):
    """The call itself is off (a bad option value, an unwritable output): exit status 2."""


class DocumentError(DjError):
    """A document cannot be read: exit status 1, the others of the call are still done."""


class LexiconError(DjError):
    """A lexicon file is broken; the message names the file and the entry."""


class StoreError(DjError):
    """The store cannot be used (missing, locked, damaged, no store at all): exit status 1, nothing in it is lost."""
