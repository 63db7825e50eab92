"""The report on one article, as typed objects. Everything is what `sayso check --format json` says (docs/report.schema.json)."""

from __future__ import annotations

import json
from dataclasses import MISSING, dataclass, fields
from functools import lru_cache
from typing import Any, Callable, Dict, List, Optional, Tuple, Type, TypeVar, Union, cast

from ._html import marked
from ._sayso import values

T = TypeVar("T")


@dataclass(frozen=True)
class TitlePlace:
    """Where words stand in a title that was given beside the text: characters, and bytes of UTF-8."""

    start: int
    end: int
    byte_start: int
    byte_end: int


@dataclass(frozen=True)
class Span:
    """Words of the text: characters from `start` to before `end`. Words of a title that was given beside the text stand from 0 to 0
    in the text, and have their place in `title`."""

    start: int
    end: int
    #: The words themselves (of a `searched` window of more than 400 characters only the first 400, and `…`).
    text: str
    #: Line and column of the start, from 1, the column in characters.
    line: int
    column: int
    #: The same in bytes of UTF-8.
    byte_start: int
    byte_end: int
    title: Optional[TitlePlace] = None


@dataclass(frozen=True)
class Genre:
    """What the article is, such as "news", "opinion" or "release". `opinion` is how likely it is there to judge, in percent, `evidence` what shows it."""

    #: None where the program is not sure.
    name: Optional[str]
    #: How likely it is that, in percent.
    percent: Optional[int]
    opinion: int
    evidence: Tuple[str, ...]


@dataclass(frozen=True)
class Article:
    """The article's identity and size. `language` is "unsupported" where nothing was judged."""

    id: str
    title: Optional[str]
    outlet: Optional[str]
    date: Optional[str]
    url: Optional[str]
    author: Optional[str]
    language: str
    words: int
    own_words: int
    sentences: int
    #: None where nothing was judged.
    genre: Optional[Genre] = None
    #: Bytes of the text that were not judged, for it is longer than is read.
    left_out: Optional[int] = None


@dataclass(frozen=True)
class Lexicon:
    """A lexicon that was used, with the first 16 hexadecimal digits of its SHA-256."""

    id: str
    version: str
    hash: str


@dataclass(frozen=True)
class Note:
    """An oddity of the text, such as an unclosed quotation."""

    message: str
    span: Span


@dataclass(frozen=True)
class Sentence:
    """A sentence. `voice` is "outlet", "attributed", "mixed" or "none"; `loadedness`, from 0 to 1, is None unless asked for."""

    index: int
    start: int
    end: int
    voice: str
    paragraph: int
    loadedness: Optional[float]
    #: Its place in a title that was given beside the text, if that is what it is; `start` and `end` are 0 then.
    title: Optional[TitlePlace] = None


@dataclass(frozen=True)
class Block:
    """A stretch in which the page gives somebody the floor: a post, a quotation set off, a turn of a transcript … `sentences` are its first
    and its last, `holder` is an index into `Report.sources`, `because` says how the page shows it."""

    kind: str
    start: int
    end: int
    byte_start: int
    byte_end: int
    line: int
    sentences: Tuple[int, int]
    holder: Optional[int]
    named: Optional[str]
    because: str


@dataclass(frozen=True)
class LeftOut:
    """Furniture of the page that was not judged: an advert, a sign-up, a byline …"""

    kind: str
    start: int
    end: int
    byte_start: int
    byte_end: int
    line: int


@dataclass(frozen=True)
class Attribution:
    """Who says what: the words for the source, those that hand the content over, the content. `source_id` is an index into
    `Report.sources`; `vague` is "collective" or "none" where nobody who could be asked is named."""

    index: int
    sentence: int
    kind: str
    cls: str
    source: Optional[Span]
    cue: Optional[Span]
    content: Tuple[Span, ...]
    source_id: Optional[int]
    vague: Optional[str]
    channel: Optional[Span]


@dataclass(frozen=True)
class Source:
    """A source with all its mentions, the indices of its attributions, and its attributed words."""

    id: int
    name: str
    kind: str
    mentions: Tuple[Span, ...]
    attributions: Tuple[int, ...]
    words: int
    interest: int


@dataclass(frozen=True)
class Evidence:
    """What a finding rests on. `role` is "trigger", "cue", "source", "content", "searched" or "support"."""

    role: str
    span: Span
    entry: Optional[str]


@dataclass(frozen=True)
class Finding:
    """One finding. Those whose words overlap share a `mark`. `confidence` is in percent; `because` says why an excused one does not
    count, `justification` why its author allowed it; `instead` are words that could stand in the trigger's place."""

    id: int
    mark: int
    rule: str
    level: str
    sentence: int
    message: str
    reason: Optional[str]
    category: Optional[str]
    advice: Optional[str]
    instead: Tuple[str, ...]
    voice: str
    confidence: Optional[int]
    confidence_strong: Optional[int]
    because: Optional[str]
    justification: Optional[str]
    evidence: Tuple[Evidence, ...]

    @property
    def trigger(self) -> Span:
        """The words that were flagged."""
        return self.evidence[0].span


@dataclass(frozen=True)
class Score:
    """A number that can be recounted: `numerator` over `denominator`; `value` is None where there is nothing to divide by."""

    id: str
    label: str
    value: Optional[float]
    unit: str
    numerator: int
    denominator: int
    interval: Optional[Tuple[float, float]]
    findings: Tuple[int, ...]


class Report:
    """Everything sayso says about one article. Equal reports are equal; pickles, copies and hashes as one would think.

    `text` is the text as it was read, `json` the report as the program writes it, `bytes(report)` the same in UTF-8. The rest is read
    from it part by part, each when it is first asked for.
    """

    __slots__ = ("_json", "text", "_parts", "_read")

    def __init__(self, json: Union[str, bytes], text: str) -> None:
        self._json: bytes = json.encode() if isinstance(json, str) else json
        self.text: str = text
        #: JSON of what nobody has asked for yet.
        self._parts: Optional[Dict[str, bytes]] = None
        self._read: Dict[str, Any] = {}

    @property
    def json(self) -> str:
        """The report as `sayso check --format json` writes it. Made anew each time; to write it to a file, take `bytes(report)`."""
        return self._json.decode()

    def __bytes__(self) -> bytes:
        return self._json

    def to_dict(self) -> Dict[str, Any]:
        """The report as plain dictionaries and lists, a new copy each time."""
        plain: Dict[str, Any] = json.loads(self._json)
        return plain

    @property
    def article(self) -> Article:
        return self._get("article", article)

    @property
    def tool(self) -> Dict[str, str]:
        """Name, version and engine of what made it."""
        return self._get("tool", dict)

    @property
    def settings_hash(self) -> str:
        """First 16 hexadecimal digits of the SHA-256 of the settings."""
        return self._get("settings", lambda data: str(data["hash"]))

    @property
    def lexicons(self) -> List[Lexicon]:
        return self._all("lexicons", lambda data: make(Lexicon, data))

    @property
    def notes(self) -> List[Note]:
        return self._all("notes", lambda data: Note(data["message"], words(data)))

    @property
    def sentences(self) -> List[Sentence]:
        return self._all("sentences", lambda data: make(Sentence, {**data, "title": title_place(data)}))

    @property
    def blocks(self) -> List[Block]:
        """Who has the floor by the layout of the page."""
        return self._all("blocks", lambda data: make(Block, {**data, "sentences": tuple(data["sentences"])}))

    @property
    def left_out(self) -> List[LeftOut]:
        """What of the page was not judged."""
        return self._all("left_out", lambda data: make(LeftOut, data))

    @property
    def attributions(self) -> List[Attribution]:
        return self._all("attributions", attribution)

    @property
    def sources(self) -> List[Source]:
        return self._all("sources", source)

    @property
    def findings(self) -> List[Finding]:
        """What counts, in the order of the text."""
        return self._all("findings", finding)

    @property
    def excused(self) -> List[Finding]:
        """Matches that do not count, each with its `because`."""
        return self._all("excused", finding)

    @property
    def scores(self) -> Dict[str, Score]:
        """Scores by id."""
        return self._get("scores", lambda scores: {data["id"]: score(data) for data in scores})

    def sentence_text(self, index: int) -> str:
        """The words of a sentence."""
        sentence = self.sentences[index]
        if sentence.title is not None:
            return (self.article.title or "")[sentence.title.start : sentence.title.end]
        return self.text[sentence.start : sentence.end]

    def _get(self, key: str, make: Callable[[Any], T]) -> T:
        if self._parts is None:
            self._parts = values(self._json)
        # Most who read many reports look at a part of each.
        if key not in self._read:
            self._read[key] = make(json.loads(self._parts[key]))
        made: T = self._read[key]
        return made

    def _all(self, key: str, one: Callable[[Any], T]) -> List[T]:
        return self._get(key, lambda items: [one(item) for item in items])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Report) and (self._json, self.text) == (other._json, other.text)

    def __hash__(self) -> int:
        return hash(self._json)

    def __reduce__(self) -> Tuple[Type[Report], Tuple[bytes, str]]:
        return Report, (self._json, self.text)

    def __repr__(self) -> str:
        article = self.article
        return f"<Report {article.id!r}: {article.words} words, {article.sentences} sentences, {len(self.findings)} findings>"

    def _repr_html_(self) -> str:
        return marked(self)


@lru_cache(maxsize=None)
def names(kind: Any) -> Tuple[Tuple[str, bool], ...]:
    """The fields of a kind of object, and which of them have no default."""
    return tuple((f.name, f.default is MISSING) for f in fields(kind))


def make(kind: Type[T], data: Dict[str, Any]) -> T:
    """An object of the fields that `data` has for it; what is left out there has its default, or is None."""
    return kind(**{name: data.get(name) for name, needed in names(cast(Any, kind)) if needed or name in data})


def article(data: Dict[str, Any]) -> Article:
    told = data.get("genre")
    return make(Article, {**data, "genre": told and Genre(told.get("name"), told.get("percent"), told["opinion"], tuple(told["evidence"]))})


def title_place(data: Dict[str, Any]) -> Optional[TitlePlace]:
    return None if data.get("title") is None else make(TitlePlace, data["title"])


def words(data: Dict[str, Any]) -> Span:
    place = title_place(data)
    return Span(data["start"], data["end"], data["text"], data["line"], data["column"], data["byte_start"], data["byte_end"], place)


def span(data: Optional[Dict[str, Any]]) -> Optional[Span]:
    return None if data is None else words(data)


def spans(data: List[Dict[str, Any]]) -> Tuple[Span, ...]:
    return tuple(words(item) for item in data)


def attribution(data: Dict[str, Any]) -> Attribution:
    named = {name: span(data[name]) for name in ("source", "cue", "channel")}
    return make(Attribution, {**data, **named, "cls": data["class"], "content": spans(data["content"])})


def source(data: Dict[str, Any]) -> Source:
    return make(Source, {**data, "mentions": spans(data["mentions"]), "attributions": tuple(data["attributions"])})


def finding(data: Dict[str, Any]) -> Finding:
    evidence = tuple(Evidence(e["role"], words(e), e["entry"]) for e in data["evidence"])
    return make(Finding, {**data, "evidence": evidence, "instead": tuple(data.get("instead", ()))})


def score(data: Dict[str, Any]) -> Score:
    interval = data["interval"] and tuple(data["interval"])
    return make(Score, {**data, "interval": interval, "findings": tuple(data["findings"])})
