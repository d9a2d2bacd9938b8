"""Runs the pages of ``docs/`` that show commands, each page in one folder of its own, from the first command to the last.

A shown command is a line ``$ …`` in a fenced ``console`` block, with lines ``> …`` where it goes on. The folder is empty but for ``seeds/``, the samples.
A line ``…`` stands for lines left out, as in the READMEs. ``python tools/sessions.py`` says whether the pages are up to date (exit status 1 if not),
``--write`` makes them so.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import readme

DOCS = readme.ROOT / "docs"
_BLOCK = re.compile(r"(?<=^```console\n)\$ .*?(?=^```$)", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"\$ [^\n]*\n(?:>(?: [^\n]*)?\n)*")


def pages() -> list[Path]:
    """The pages that show commands."""
    return [path for path in sorted(DOCS.rglob("*.md")) if blocks(path.read_text(encoding="utf-8"))]


def blocks(text: str) -> list[str]:
    """The console blocks of a page: each a command, on one line or several, and what it prints."""
    return _BLOCK.findall(text)


def commands(text: str) -> list[str]:
    """The commands of a page in their order.

    >>> commands('```console\\n$ cat > 简报.txt <<END\\n> 选派28人。\\n> END\\n```\\n')
    ['cat > 简报.txt <<END\\n选派28人。\\nEND']
    """
    return [_typed(shown) for shown in map(_head, blocks(text))]


def _head(block: str) -> str:
    found = _COMMAND.match(block)
    assert found is not None
    return found.group()


def _typed(head: str) -> str:
    return "\n".join(line[2:] for line in head.splitlines())


def anew(text: str) -> str:
    """The page with what its commands print now, as much of it as it shows."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "seeds").symlink_to(readme.ROOT / "seeds")
        printed = iter(list(_printed(blocks(text), folder)))
    return _BLOCK.sub(lambda _: next(printed), text)


def _printed(shown: list[str], folder: str) -> Iterator[str]:
    for block in shown:
        head = _head(block)
        lines = [line.rstrip() for line in readme.on_terminal(_typed(head), folder).splitlines()]
        yield head + readme.shortened("".join(f"{line}\n" for line in lines), block.removeprefix(head))


def main(arguments: list[str]) -> int:
    """Checks or, with ``--write``, renews the pages; the exit status."""
    return readme.kept_current(pages(), anew, write="--write" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
