"""What findings say, in English; a table retells it in the language of who reads it."""

from __future__ import annotations

from dangjian_metrics.messages import marked

RATE = marked("{part} / {whole} = {found}%, stated {stated}")
PART = marked("{part} of {whole}: a part is more than its whole")
SUM = marked("{sum} = {found}, stated {stated}")
SHARES = marked("{sum} = {found}%, more than the whole")
STRUCTURE = marked("{sum} = {found}, not 100")
UP = marked("from {before} up to {after}: that is less")
DOWN = marked("from {before} down to {after}: that is more")
RISE = marked("({after} − {before}) / {before} = {found}%, stated {stated}")
FALL = marked("({before} − {after}) / {before} = {found}%, stated {stated}")
DIFFERENCE = marked("{after} and {before} differ by {found}, stated {stated}")
BY_MORE = marked("{step} / ({level} − {step}) = {found}%, stated {stated}")
BY_LESS = marked("{step} / ({level} + {step}) = {found}%, stated {stated}")
EACH = marked("{total} / {count} = {found}, stated {stated}")
ABOVE = marked("{stated} is more than the whole")
SLIP = marked("{one} and {other} are {times} times apart")
FAR_MORE = marked("{value} is {times} times {middle}, the median of {field}")
FAR_LESS = marked("{value} is one {times}th of {middle}, the median of {field}")
PLACES = marked("the claims of one article stand in {places}")
OPENING = marked("the title says {title}, the first figure stands in {told}")
CONFLICT = marked("{here} here, {there} in {doc}")
REPRINT = marked("the text of {doc}, article {number}: {percent}% of the shorter stands in the other")
MANY = marked("{sum} = {found} of {whole}: kinds that overlap, or more parts than the whole")
EACH_MONTH = marked("{total} / {count} months = {found}, stated {stated}")
AGAIN = marked("{again} of {all} sentences stand in the article more than once")

TEMPLATES = (
    RISE,
    FALL,
    BY_MORE,
    BY_LESS,
    EACH_MONTH,
    RATE,
    PART,
    SHARES,
    STRUCTURE,
    UP,
    DOWN,
    DIFFERENCE,
    EACH,
    ABOVE,
    SLIP,
    FAR_MORE,
    FAR_LESS,
    PLACES,
    OPENING,
    REPRINT,
    MANY,
    AGAIN,
    SUM,
    CONFLICT,
)
"""All of them; one that another would fit as well stands before it."""
