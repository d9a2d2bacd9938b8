"""What typer says by itself, in Chinese: the frame of a help page, and what is wrong with a call.

typer knows these words in English only, so they are known again by their shape (``_ERRORS``) and said anew.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unicodedata import east_asian_width

import typer

from dangjian_metrics.messages import _, marked, retold

_FRAME = {
    "Usage: ": marked("Usage: "),
    "Options": marked("Options"),
    "Arguments": marked("Arguments"),
    "Commands": marked("Commands"),
    "Show this message and exit.": marked("Show this message and exit."),
}
_REMARKS = (marked("default: {default}"), marked("required"), marked("env var: {variable}"))
_ERRORS = (
    marked("{said}. Did you mean {names}?"),
    marked("{said} (Possible options: {names})"),
    marked("Invalid value for {what}: {said}"),
    marked("Missing argument {name}. Choose from: {known}"),
    marked("Missing option {name}. Choose from: {known}"),
    marked("Missing argument {name}"),
    marked("Missing option {name}"),
    marked("Missing command"),
    marked("No such command {name}"),
    marked("No such option: {name}"),
    marked("Got unexpected extra argument(s) ({arguments})"),
    marked("Option {name} does not take a value"),
    marked("Option {name} requires an argument"),
    marked("{value} is not one of {known}"),
    marked("Input should be a valid integer, unable to parse string as an integer"),
    marked("Input should be a valid number, unable to parse string as a number"),
    marked("Input should be a finite number"),
    marked("Unable to parse input string as an integer, exceeded maximum size"),
    marked("Input should be greater than or equal to {least}"),
    marked("Input should be less than or equal to {most}"),
)
_WORDS = re.compile(r"[（“《]*(?:[!-~]+|[^!-~\s])[，。；：、！？）”》…]*|\s+")
_LEFT, _GAP, _NARROWEST, _WIDEST = 30, 2, 50, 80


def error(said: str) -> str:
    """What typer says of a call that is off, in the language of the messages."""
    return retold(" ".join(said.split()).rstrip("."), _ERRORS)


def translate(command: Any) -> None:
    """Lets a command, and those below it, write their help on a :class:`Page`."""
    command.context_class = _Context
    for below in getattr(command, "commands", {}).values():
        translate(below)


def cells(text: str) -> int:
    """The columns that a text takes on a terminal.

    >>> cells("党建 28")
    7
    """
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text that has few blanks: broken between characters, never inside a Latin word or before 。 or ，.

    >>> wrapped("列出文章中的每个数字，以及 dj-metrics 把它当作什么。", 26)
    ['列出文章中的每个数字，以及', 'dj-metrics 把它当作什么。']
    """
    lines = [""]
    for word in _WORDS.findall(text):
        if lines[-1] and cells((lines[-1] + word).rstrip()) > width:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    return [line.rstrip() for line in lines]


class Page:
    """A page of help, laid out by the width of its characters: what typer calls a formatter."""

    def __init__(self, width: int | None = None, max_width: int | None = None) -> None:
        room = min(shutil.get_terminal_size().columns, max_width or _WIDEST) - 2
        self.width = width or max(room, _NARROWEST)
        self._written: list[str] = []
        self._indent = 0

    def getvalue(self) -> str:
        """The page."""
        return "".join(self._written)

    def write_usage(self, program: str, arguments: str = "", prefix: str | None = None) -> None:
        """Writes how the program is called."""
        self._written.append(f"{_(prefix or 'Usage: ')}{program} {arguments}\n")

    def write_paragraph(self) -> None:
        """Writes an empty line between what stands there and what follows."""
        if self._written:
            self._written.append("\n")

    def write_text(self, text: str) -> None:
        """Writes paragraphs."""
        said = [wrapped(" ".join(part.split()), self.width - self._indent) for part in text.split("\n\n")]
        self._written.append("\n\n".join("\n".join(map(self._indented, lines)) for lines in said) + "\n")

    def write_dl(self, rows: Sequence[tuple[str, str]], *_sizes: int) -> None:
        """Writes names with what they mean, in two columns; a long name has a line of its own."""
        left = min(max(cells(name) for name, _meaning in rows), _LEFT) + _GAP
        for name, meaning in rows:
            first, *others = wrapped(_remarked(meaning), self.width - self._indent - left) or [""]
            if cells(name) <= left - _GAP:
                self._written.append(self._indented(name + " " * (left - cells(name)) + first) + "\n")
            else:
                others.insert(0, first)
                self._written.append(self._indented(name) + "\n")
            self._written += [self._indented(" " * left + line) + "\n" for line in others]

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """What is written within stands under a heading."""
        self.write_paragraph()
        self._written.append(self._indented(_("{heading}:").format(heading=_(name))) + "\n")
        with self.indentation():
            yield

    @contextmanager
    def indentation(self) -> Iterator[None]:
        """What is written within stands further to the right."""
        self._indent += 2
        yield
        self._indent -= 2

    def _indented(self, line: str) -> str:
        return " " * self._indent + line


class _Context(typer.Context):
    formatter_class = Page  # type: ignore[assignment]  # has what typer asks of its own


def _remarked(meaning: str) -> str:
    """The help of an option; what typer puts behind it in brackets (``[default: 10; x>=0]``) is translated."""
    said, bracket, remarks = _(meaning).rpartition("  [") if meaning.endswith("]") else ("", "", meaning)
    if not bracket:
        return _(meaning)
    told = [retold(remark, _REMARKS) for remark in remarks[:-1].split("; ")]
    return f"{_(said)} [{'；'.join(told)}]"
