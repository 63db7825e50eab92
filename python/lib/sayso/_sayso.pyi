"""The compiled half. Use what `sayso` exports: this may change with any version."""

from collections.abc import Iterable, Iterator
from os import PathLike
from typing import Any, Optional, Union, final

__version__: str

class SaysoError(Exception): ...

class SettingsError(SaysoError):
    file: Optional[str]
    line: Optional[int]
    mend: Optional[str]

class LexiconError(SaysoError):
    file: Optional[str]
    line: Optional[int]
    mend: Optional[str]

class ArticleError(SaysoError):
    number: Optional[int]

_Texts = list[tuple[str, str]]
_How = tuple[dict[str, str], bool, int]
_What = tuple[list[str], bool, bool]
_Column = tuple[int, int, list[Optional[bytes]]]

def visible(text: str) -> str: ...
def values(json: bytes) -> dict[str, bytes]: ...
def gather(
    settings: Union[str, PathLike[str], None], options: str, lexicons: list[Union[str, PathLike[str]]]
) -> tuple[_Texts, _Texts]: ...

@final
class Core:
    def __new__(cls, layers: _Texts, lexicons: _Texts) -> Core: ...
    def analyze(self, item: object, how: _How) -> tuple[bytes, str]: ...
    def reports(self, items: Iterable[Any], how: _How, wanted: Optional[int], raises: bool) -> Reports: ...
    def batches(
        self, items: Iterable[Any], how: _How, run: tuple[Optional[int], bool], what: _What, batch: tuple[int, int]
    ) -> Batches: ...
    def columns(self, what: _What) -> list[tuple[str, list[list[str]]]]: ...
    def codebook(self, what: _What) -> str: ...

@final
class Reports(Iterator[tuple[int, Optional[tuple[bytes, str]], Optional[str]]]):
    def __next__(self) -> tuple[int, Optional[tuple[bytes, str]], Optional[str]]: ...

_Finished = tuple[list[list[_Column]], list[tuple[int, str]], _Column]

@final
class Batches(Iterator[_Finished]):
    def __next__(self) -> _Finished: ...
