"""What a notebook shows of a report: the sentences with marks, each mark with its reasons."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Dict, List

from ._sayso import visible

if TYPE_CHECKING:
    from ._report import Finding, Report


def shown(text: str) -> str:
    """Nothing in an article steers the page."""
    return escape(visible(text))


def marked(report: Report) -> str:
    """A list of the sentences that have marks; what overlaps is one mark, as everywhere."""
    marks: Dict[int, List[Finding]] = {}
    for finding in report.findings:
        marks.setdefault(finding.mark, []).append(finding)
    by_sentence: Dict[int, List[List[Finding]]] = {}
    for mark in sorted(marks.values(), key=lambda mark: min(f.trigger.start for f in mark)):
        by_sentence.setdefault(mark[0].sentence, []).append(mark)
    article = report.article
    lines = [f"<li value={index + 1}>{sentence(report, index, found)}</li>" for index, found in sorted(by_sentence.items())]
    head = f"{shown(article.title or article.id)}: {len(marks)} marks in {article.words} words"
    return f"<div class=sayso><p><b>{head}</b></p><ol>{''.join(lines)}</ol></div>"


def sentence(report: Report, index: int, marks: List[List[Finding]]) -> str:
    """A sentence with its marks."""
    whole = report.sentences[index]
    text = report.field(whole.field)
    at, out = whole.start, []
    for mark in marks:
        start = min(max(min(f.trigger.start for f in mark), at), whole.end)
        end = min(max(f.trigger.end for f in mark), whole.end)
        reasons = shown("; ".join(f"{f.rule}: {f.message}" for f in mark))
        out.append(f"{shown(text[at:start])}<mark title=\"{reasons}\">{shown(text[start:end])}</mark>")
        at = max(end, at)
    return "".join(out) + shown(text[at : whole.end])
