"""Lexicons and settings: those of the program, with errors that say where and what to do."""

import pickle

import pytest
import sayso

HOUSE = """id = "house/ships"
version = "1.0.0"
language = "en"
kind = "loaded"
title = "Ships"
why = "A house word."
[[entry]]
term = "rustbucket"
neutral = ["ship"]
"""
TEXT = "The rustbucket left Halden on Monday."


def entries(analyzer):
    return [f.evidence[0].entry for f in analyzer.analyze(TEXT).findings if f.rule == "loaded-term"]


def test_house_lexicons_count_and_travel(tmp_path):
    (tmp_path / "words").mkdir()
    file = tmp_path / "words" / "ships.toml"
    file.write_text(HOUSE)
    (tmp_path / "sayso.toml").write_text('extends = ["base.toml"]\nlexicons = ["words"]\n')
    (tmp_path / "base.toml").write_text('engine = "fast"\n')
    by_folder, by_settings = sayso.Analyzer(lexicons=tmp_path / "words"), sayso.Analyzer(settings=tmp_path / "sayso.toml")
    assert entries(by_folder) == entries(by_settings) == ["house/ships#rustbucket"]
    assert by_settings.analyze(TEXT).tool["engine"] == "fast"
    assert sayso.Analyzer(settings=tmp_path / "sayso.toml", engine="context").analyze(TEXT).tool["engine"] == "context"
    pickled = pickle.dumps(by_settings)
    file.unlink()
    assert entries(pickle.loads(pickled)) == ["house/ships#rustbucket"]


def test_a_dictionary_is_a_settings_file(tmp_path):
    (tmp_path / "ships.toml").write_text(HOUSE)
    settings = {"lexicons": [str(tmp_path / "ships.toml")], "rules": {"loaded-term": "off"}, "engine": None}
    assert entries(sayso.Analyzer(settings=settings)) == []


@pytest.mark.parametrize(
    "settings, told, mend",
    [
        ({"rulez": {}}, "unknown key `rulez`", "did you mean `rules`?"),
        ({"rules": {"loded-term": "off"}}, "there is no rule `loded-term`", "did you mean `loaded-term`?"),
        ({"engine": "slow"}, "`slow` is not one of the words allowed here", "one of context, fast"),
        ({"extends": ["a.toml"]}, "a dictionary extends nothing", None),
    ],
)
def test_settings_errors_name_the_mend(settings, told, mend):
    with pytest.raises(sayso.SettingsError) as raised:
        sayso.Analyzer(settings=settings)
    assert told in str(raised.value) and raised.value.mend == mend and raised.value.line is None


def test_errors_name_file_and_line(tmp_path):
    settings, lexicon = tmp_path / "sayso.toml", tmp_path / "ships.toml"
    settings.write_text('engine = "fast"\nfail-onn = "note"\n')
    with pytest.raises(sayso.SettingsError, match="sayso.toml:2: unknown key `fail-onn`; did you mean `fail-on`?") as raised:
        sayso.Analyzer(settings=settings)
    assert (raised.value.file, raised.value.line) == (str(settings), 2)
    settings.write_text('extends = ["sayso.toml"]\n')
    with pytest.raises(sayso.SettingsError, match="extends itself"):
        sayso.Analyzer(settings=settings)
    lexicon.write_text(HOUSE.replace("neutral", "neutrall"))
    with pytest.raises(sayso.LexiconError, match="unknown key `neutrall`") as raised:
        sayso.Analyzer(lexicons=[lexicon])
    assert raised.value.file == str(lexicon) and raised.value.line == 9 and "neutral" in raised.value.mend
    with pytest.raises(sayso.LexiconError, match="nowhere.toml cannot be read"):
        sayso.Analyzer(lexicons=[tmp_path / "nowhere.toml"])
    with pytest.raises(sayso.SettingsError, match="nowhere.toml: the settings cannot be read"):
        sayso.Analyzer(settings=tmp_path / "nowhere.toml")
    assert issubclass(sayso.LexiconError, sayso.SaysoError)
