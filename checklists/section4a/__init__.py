"""Section 4.A: facts in, the summary out; every figure with the records behind it, and three texts."""

from checklists.section4a.freezing import cutoff_of_freezing
from checklists.section4a.summary import summary
from checklists.section4a.texts import Line, definitions, draft, plain, text_of_part, withheld
from checklists.section4a.values import PARTS, Figure, Notice, Part, Summary
from checklists.section4a.worded import worded

__all__ = [
    "PARTS",
    "Figure",
    "Line",
    "Notice",
    "Part",
    "Summary",
    "cutoff_of_freezing",
    "definitions",
    "draft",
    "plain",
    "summary",
    "text_of_part",
    "withheld",
    "worded",
]
