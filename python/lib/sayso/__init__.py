"""On whose say-so? Reads English news and marks, sentence by sentence, where an article leans on its own word.

>>> import sayso
>>> report = sayso.Analyzer().analyze("The regime collapsed on Monday, critics say.")
>>> [(f.rule, f.trigger.text, f.trigger.start) for f in report.findings]  # doctest: +SKIP

One engine with the program `sayso`: the same text, settings and lexicons give the same report. All positions count characters
(Unicode code points, as Python's own indices do), so `text[span.start:span.end] == span.text`.
"""

from ._analyzer import Analyzer, Problem
from ._report import (
    Article,
    Attribution,
    Block,
    Evidence,
    Finding,
    Genre,
    LeftOut,
    Lexicon,
    Note,
    Report,
    Score,
    Sentence,
    Source,
    Span,
    TitlePlace,
)
from ._sayso import ArticleError, LexiconError, SaysoError, SettingsError, __version__
from ._tables import Corpus

__all__ = [
    "Analyzer",
    "Article",
    "ArticleError",
    "Attribution",
    "Block",
    "Corpus",
    "Evidence",
    "Finding",
    "Genre",
    "LeftOut",
    "Lexicon",
    "LexiconError",
    "Note",
    "Problem",
    "Report",
    "SaysoError",
    "Score",
    "Sentence",
    "SettingsError",
    "Source",
    "Span",
    "TitlePlace",
    "__version__",
]
