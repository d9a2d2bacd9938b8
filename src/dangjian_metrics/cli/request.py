"""What a call asks for, and the one line that says what is wrong with it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from dangjian_metrics.errors import UsageError
from dangjian_metrics.messages import _, language, several

FAILED, USAGE = 1, 2
"""The exit statuses of a call of which something failed, and of one that is off."""


class Form(StrEnum):
    """How records are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    MD = "md"
    XLSX = "xlsx"
    PARQUET = "parquet"

    @property
    def binary(self) -> bool:
        """Whether it is bytes, which only a file takes."""
        return self in {Form.XLSX, Form.PARQUET}


class Language(StrEnum):
    """The language of the column names."""

    EN = "en"
    ZH = "zh"


class Who(StrEnum):
    """Who reads many documents."""

    LOCAL = "local"
    DASK = "dask"


_SUFFIXES = {f".{form}": form for form in Form if form is not Form.TABLE}


@dataclass(frozen=True, slots=True)
class Request:
    """The paths and options that extract and audit share."""

    paths: list[str]
    output: str | None = None
    form: Form | None = None
    bom: bool = True
    lexicon: Path | None = None
    headers: Language | None = None

    @property
    def titles(self) -> str:
        """The language of the column names: unless it is asked for, that of the messages for tables, else English.

        Tables are for people; what programs read must not depend on a locale.
        """
        if self.headers is not None:
            return self.headers
        return language() if self.written_as() is Form.TABLE else Language.EN

    @property
    def target(self) -> Path | None:
        """The file to write; None for standard output."""
        return None if self.output in {None, "-"} else Path(self.output or "")

    def written_as(self) -> Form:
        """The form: as asked, else by the file's suffix, else a table on a terminal and CSV on a pipe."""
        if self.target is None:
            on_terminal = self.output is None and sys.stdout.isatty()
            if self.form and self.form.binary:
                raise UsageError(
                    _("--format {form} writes a file: say which, with -o FILE.{form}").format(form=self.form)
                )
            return self.form or (Form.TABLE if on_terminal else Form.CSV)
        if self.form is Form.TABLE:
            raise UsageError(
                _("{name}: a table goes to the terminal only: leave out -o, or write csv").format(
                    name=self.output
                )
            )
        return self.form or _by_suffix(self.target)


def _by_suffix(target: Path) -> Form:
    try:
        return _SUFFIXES[target.suffix.lower()]
    except KeyError:
        raise UsageError(
            _("{target}: the suffix tells no format: name it {names} or {last}, or say --format").format(
                target=target, names=", ".join([*_SUFFIXES][:-1]), last=[*_SUFFIXES][-1]
            )
        ) from None


def one_line(text: str) -> str:
    """The text on one line, fit for any terminal.

    >>> one_line("简报\\n.txt: no such file")
    '简报 .txt: no such file'
    """
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(c if c.isprintable() else " " for c in text)


def complain(message: str) -> int:
    """Says on standard error, in one line, what is wrong; the exit status of a call that is off."""
    said = _("dj-metrics: error: {message}").format(message=one_line(message))
    print(said, file=sys.stderr, flush=True)  # noqa: T201
    return USAGE


def counted(count: int, what: str) -> str:
    """So many of something.

    >>> counted(1, "claim"), counted(28, "claim")
    ('1 claim', '28 claims')
    """
    return several(f"{{n}} {what}", f"{{n}} {what}s", count)
