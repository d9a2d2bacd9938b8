"""Chinese headings in the tables of every command."""

from __future__ import annotations

from pathlib import Path

import pytest

from stand_in import Call

HEADINGS = {
    "extract": "地区", "audit": "位置", "query": "编号", "fields": "指标", "sources": "文件",
    "compare --field 党支部": "中位比", "compare --field 党支部 --by doc": "文件", "sql 'select 1 as value'": "数值",
}  # fmt: skip


@pytest.mark.parametrize(("command", "heading"), HEADINGS.items(), ids=HEADINGS)
def test_headings_are_chinese_where_asked(call: Call, folder: Path, command: str, heading: str) -> None:
    assert call("extract", folder)[0] == 0
    words = [word.strip("'") for word in command.split(" ", 1 if command.startswith("sql") else -1)]
    paths = [folder] if words[0] in {"extract", "audit"} else []
    status, out, _ = call(*words, *paths, "--format", "table", "--headers", "zh")
    assert status == 0
    assert heading in out
    assert heading not in call(*words, *paths, "--format", "table")[1].splitlines()[0]
