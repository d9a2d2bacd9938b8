"""``dj-metrics explain``: how one sentence was read."""

from __future__ import annotations

import sys
from pathlib import Path

from dangjian_metrics.documents import document
from dangjian_metrics.errors import UsageError
from dangjian_metrics.explanation import explain
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.messages import _
from dangjian_metrics.views import explained
from dangjian_metrics.views.table import console


def run(sentence: str, lexicon: Path | None) -> int:
    """Shows the reading of the sentence; the exit status."""
    if sentence == "-":
        sentence = document(sys.stdin.buffer.read(), "stdin").text
    if not sentence.strip():
        raise UsageError(_('the sentence is empty: dj-metrics explain "选派党建指导员28人。"'))
    explained.show(console(sys.stdout), explain(sentence, Lexicon.load(lexicon)))
    return 0
