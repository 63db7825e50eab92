"""The analyzer: lexicons and settings, compiled once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from os import PathLike
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple, Union

from ._report import Report
from ._sayso import Core, gather
from ._tables import WINDOW, Articles, Corpus, rows

Path = Union[str, "PathLike[str]"]
Texts = List[Tuple[str, str]]

#: Bytes (UTF-8) that one article may have: as `sayso check` has it, and as `sayso corpus` has it.
CHECK_BYTES, CORPUS_BYTES = 64 << 20, 2 << 20


@dataclass(frozen=True)
class Problem:
    """An item that is no article, in the place of its report."""

    #: Of the item, from 1.
    number: int
    #: What is wrong with it, and how to mend it.
    reason: str


class Analyzer:
    """Reads articles with one set of lexicons and settings. Safe to share between threads, and picklable: a pickle carries the
    lexicons and settings themselves, so it can be sent to where their files are not.

    lexicons: files or folders of your own lexicons (TOML), laid over the built-in ones, later ones over earlier ones.
    settings: a settings file (`sayso.toml`), or a dictionary with its keys: `{"rules": {"loaded-term": "off"}}`. Nothing is looked for
        where nothing is given. Sections for paths (`[[path]]`), failing policies and baselines have no effect here.
    engine: "context" (the default: reads each sentence in its article) or "fast" (some 60 times as fast, less often right).
    profile: how sure a mark must be to be told: "news" (the default), "strict", "class", "opinion" or "research".

    engine and profile win over settings. Making an analyzer takes some 50 ms.

    Raises SettingsError or LexiconError, which name the file, the line and the mend.
    """

    def __init__(
        self,
        lexicons: Union[Path, Sequence[Path]] = (),
        settings: Union[Path, Mapping[str, Any], None] = None,
        engine: Optional[str] = None,
        profile: Optional[str] = None,
    ) -> None:
        options = dict(settings) if isinstance(settings, Mapping) else {}
        options.update(engine=engine or options.get("engine"), profile=profile or options.get("profile"))
        given = {key: value for key, value in options.items() if value is not None}
        file = None if isinstance(settings, Mapping) else settings
        paths = [lexicons] if isinstance(lexicons, (str, PathLike)) else list(lexicons)
        self._load(*gather(file, json.dumps(given, default=str), paths))

    def _load(self, layers: Texts, lexicons: Texts) -> None:
        self._layers, self._lexicons = layers, lexicons
        self._core = Core(layers, lexicons)

    def __getstate__(self) -> Tuple[Texts, Texts]:
        return self._layers, self._lexicons

    def __setstate__(self, state: Tuple[Texts, Texts]) -> None:
        self._load(*state)

    def with_profile(self, profile: str) -> Analyzer:
        """The same lexicons and settings with another profile."""
        other = Analyzer.__new__(Analyzer)
        other._load([*self._layers, ("profile", f"profile = {json.dumps(profile)}")], self._lexicons)
        return other

    def analyze(
        self,
        text: str,
        title: Optional[str] = None,
        id: Optional[str] = None,
        *,
        without_title: bool = False,
        max_bytes: int = CHECK_BYTES,
        **fields: Any,
    ) -> Report:
        """The report on one article. Other Python threads run in the meantime.

        title: the headline. It is judged before the text, unless the text repeats it or without_title is set; a span in it stands
            from 0 to 0 in the text and has its place in `title`.
        fields: outlet, date, url, author.

        Without any of these the text is read like a text file, with them like a line of JSON Lines: lines of the text that speak to
        sayso (`[sayso allow …]`) are prose there.

        Raises ArticleError where there is no text in it, or more than max_bytes.
        """
        known = {"title": title, "id": id, **fields}
        record = {"text": text, **known} if any(v is not None for v in known.values()) else text
        return Report(*self._core.analyze(record, ({}, without_title, max_bytes)))

    def analyze_many(
        self,
        articles: Articles,
        threads: Optional[int] = None,
        *,
        errors: str = "yield",
        fields: Optional[Mapping[str, str]] = None,
        without_title: bool = False,
        max_bytes: int = CHECK_BYTES,
    ) -> Iterator[Union[Report, Problem]]:
        """The reports on many articles, one at a time, in the order of the articles, whatever the number of threads.

        articles: any iterable of texts, or of mappings with a "text" and any of id, title, outlet, date, url, author; or a frame of
            polars or pandas, a table, record batches or a reader of pyarrow, with such columns. It is read on the thread that asks
            for reports, never further than 2 MiB of text or 16 articles a thread ahead; memory does not grow with the number of
            articles.
        threads: how many judge; all cores if None. Python's other threads run in the meantime.
        errors: "yield" gives a Problem in the place of an item that is no article; "raise" raises ArticleError.
        fields: which name in a mapping is which field: `{"text": "body", "id": "guid"}`.

        What the iterable itself raises comes after the reports on the articles before it.
        """
        how = (dict(fields or {}), without_title, max_bytes)
        for number, report, reason in self._core.reports(rows(articles), how, threads, raises(errors)):
            yield Problem(number, reason or "") if report is None else Report(*report)

    def corpus(
        self,
        articles: Articles,
        threads: Optional[int] = None,
        *,
        profile: Optional[str] = "research",
        keep: Sequence[str] = (),
        sentence_text: bool = False,
        messages: bool = False,
        errors: str = "yield",
        fields: Optional[Mapping[str, str]] = None,
        without_title: bool = False,
        max_bytes: int = CORPUS_BYTES,
        duplicate_window: int = WINDOW,
    ) -> Corpus:
        """The five tables of `sayso corpus` about many articles: `articles`, `sentences`, `findings`, `sources`, `attributions`.

        The same columns, types and values as the program writes with the options of these names, but for the column `file`, which is
        missing: what comes from an iterable has none. `line` is the number of the item.

        profile: as the program's `corpus`, "research" whatever the settings say; None for that of the analyzer.
        keep: fields of the mappings that are carried into `articles`, as `meta_…`.
        duplicate_window: among how many articles near-copies are looked for; 0 for not at all.

        See Corpus for what to do with it, and analyze_many for the rest.
        """
        core = self._core if profile is None else self.with_profile(profile)._core
        how = (dict(fields or {}), without_title, max_bytes)
        what = (list(keep), sentence_text, messages)
        run = (threads, raises(errors))
        return Corpus(core, articles, how, run, what, duplicate_window)

    def codebook(self, **options: Any) -> List[Dict[str, str]]:
        """What every column of the tables means: one dictionary a column, with its table, name, type, unit, definition, formula,
        reference and validity. Takes keep, sentence_text, messages and profile like `corpus`."""
        return self.corpus((), **options).codebook()


def raises(errors: str) -> bool:
    """What the argument `errors` says."""
    if errors not in ("yield", "raise"):
        raise ValueError(f'errors is "yield" or "raise", and not {errors!r}')
    return errors == "raise"
