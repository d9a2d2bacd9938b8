"""Characters that stand in a text for what has already been read in it, each one token."""

from __future__ import annotations

QUANTITY, TIME, QUOTED, CUT = "\ue000", "\ue001", "\ue002", "\ue003"
"""Of quantities, times and short quotations; and of a border between words that the tagger must not cross."""
