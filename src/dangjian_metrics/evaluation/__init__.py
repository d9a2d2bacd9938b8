"""What is found against gold: scores, differences, drafts of gold, and how often each rule is right."""

from dangjian_metrics.evaluation.gold import GoldClaim, GoldDocument, GoldError, load_gold
from dangjian_metrics.evaluation.scoring import (
    TESTS,
    Difference,
    Evaluation,
    Match,
    Scores,
    normalised,
    score,
)

__all__ = [
    "TESTS",
    "Difference",
    "Evaluation",
    "GoldClaim",
    "GoldDocument",
    "GoldError",
    "Match",
    "Scores",
    "load_gold",
    "normalised",
    "score",
]
