"""What a notebook shows of a report: the sentences with marks, each mark with its reasons."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Dict, List, Union

from ._sayso import visible

if TYPE_CHECKING:
    from ._report import Finding, Report, Sentence, Span, TitlePlace


def shown(text: str) -> str:
    """Nothing in an article steers the page."""
    return escape(visible(text))


def marked(report: Report) -> str:
    """A list of the sentences that have marks; what overlaps is one mark, as everywhere."""
    marks: Dict[int, List[Finding]] = {}
    for finding in report.findings:
        marks.setdefault(finding.mark, []).append(finding)
    by_sentence: Dict[int, List[List[Finding]]] = {}
    for mark in sorted(marks.values(), key=lambda mark: min(place(f.trigger).start for f in mark)):
        by_sentence.setdefault(mark[0].sentence, []).append(mark)
    article = report.article
    lines = [f"<li value={index + 1}>{sentence(report, index, found)}</li>" for index, found in sorted(by_sentence.items())]
    head = f"{shown(article.title or article.id)}: {len(marks)} marks in {article.words} words"
    return f"<div class=sayso><p><b>{head}</b></p><ol>{''.join(lines)}</ol></div>"


def sentence(report: Report, index: int, marks: List[List[Finding]]) -> str:
    """A sentence with its marks."""
    text = report.sentence_text(index)
    first = place(report.sentences[index]).start
    at, out = 0, []
    for mark in marks:
        places = [place(f.trigger) for f in mark]
        start = min(max(min(p.start for p in places) - first, at), len(text))
        end = min(max(p.end for p in places) - first, len(text))
        reasons = shown("; ".join(f"{f.rule}: {f.message}" for f in mark))
        out.append(f"{shown(text[at:start])}<mark title=\"{reasons}\">{shown(text[start:end])}</mark>")
        at = max(end, at)
    return "".join(out) + shown(text[at:])


def place(words: Union[Span, Sentence]) -> Union[Span, Sentence, TitlePlace]:
    """Where words stand in the field that holds them."""
    return words.title or words
