"""Reports: what is marked stands where it is said to stand, and is what the program says."""

import json
import pickle
import threading
import time

import pytest
import sayso

from world import ARTICLES, BODY, BROKEN, LEDE

ENGINES = ["context", "fast"]


@pytest.fixture(scope="module", params=ENGINES)
def analyzer(request):
    return sayso.Analyzer(engine=request.param, profile="research")


def test_positions_are_those_of_python(analyzer):
    report = analyzer.analyze(f"It rained 🐟🐟🐟 in Halden. {LEDE}\n\n{BODY}")
    # Which words are marked is the engine's to say; whatever they are, they stand behind the fishes.
    marked = report.findings[0].trigger
    assert marked.start == report.text.index(marked.text) > report.text.index("🐟")
    for finding in report.findings + report.excused:
        # Of a window that was searched only the beginning is held.
        for span in (e.span for e in finding.evidence if e.role != "searched"):
            assert report.text[span.start : span.end] == span.text
            assert report.text.encode()[span.byte_start : span.byte_end].decode() == span.text
    assert report.sentence_text(1) == LEDE


def test_everything_is_typed(analyzer):
    report = analyzer.analyze(f"{LEDE}\n\n{BODY}", title="Harbour plan", id="harbour")
    assert (report.article.id, report.article.title, report.article.language) == ("harbour", "Harbour plan", "en")
    assert report.tool["name"] == "sayso" and len(report.settings_hash) == 16 and report.lexicons[0].hash
    assert any(s.name.startswith("Tomas Reke") for s in report.sources)
    told = next(a for a in report.attributions if a.cue and a.cue.text == "said")
    assert "🐟" in "".join(c.text for c in told.content) and report.sources[told.source_id].mentions
    assert report.scores["loaded-term"].numerator <= report.scores["loaded-term"].denominator
    assert repr(report).startswith("<Report 'harbour':")


def test_the_layout_of_the_page_is_told(analyzer):
    post = "Ida Molin (@idamolin) 9:14 PM · Nov 28\nWe will publish the minutes of every meeting."
    text = f"The board met.\n\nIts chairwoman wrote about it.\n\n{post}\n\nAdvertisement\n\nIt meets again in a week."
    report = analyzer.analyze(text)
    (block,), (out,) = report.blocks, report.left_out
    assert (block.kind, block.named, text[block.start : block.end]) == ("post", "Ida Molin", post)
    assert block.sentences[0] < block.sentences[1]
    assert (out.kind, text[out.start : out.end]) == ("advert", "Advertisement")


@pytest.mark.parametrize("engine", ENGINES)
def test_the_program_says_the_same(program, archive, tmp_path, engine):
    analyzer = sayso.Analyzer(engine=engine, profile="research")
    how = ["--no-config", "--engine", engine, "--profile", "research", "--fail-on", "never"]
    text = tmp_path / "wire.txt"
    text.write_text(ARTICLES[0]["text"], encoding="utf-8")
    whole = json.loads(program("check", *how, "--format", "json", text))
    ours = analyzer.analyze(ARTICLES[0]["text"]).to_dict()
    assert {**ours, "article": {**ours["article"], "id": whole["article"]["id"]}} == whole
    theirs = [json.loads(line) for line in program("check", *how, "--format", "jsonl", archive).splitlines()]
    for report in theirs:
        # Only what is read from a file has these.
        report["article"].pop("file", None), report["article"].pop("line", None)
    assert [r.to_dict() for r in analyzer.analyze_many(ARTICLES)] == theirs


def test_a_report_is_read_part_by_part(analyzer):
    report = analyzer.analyze(ARTICLES[0]["text"])
    assert bytes(report).decode() == report.json and json.loads(report.json) == report.to_dict()
    assert report.findings is report.findings and list(report._read) == ["findings"]
    assert sayso.Report(report.json, report.text) == report == sayso.Report(bytes(report), report.text)
    with pytest.raises(ValueError):
        sayso.Report("no report", "").findings


def test_any_number_of_threads_gives_the_same_in_order(analyzer):
    many = [{**a, "id": f"{a['id']}-{n}"} for n in range(10) for a in ARTICLES]
    one, two = (list(analyzer.analyze_many(iter(many), threads=n)) for n in (1, 2))
    assert one == two and [r.article.id for r in one] == [a["id"] for a in many]
    assert one[0] == analyzer.analyze(**{k: v for k, v in many[0].items() if k != "desk"})


def test_broken_items_never_stop_a_run():
    analyzer = sayso.Analyzer(engine="fast")
    items = [item for broken, _ in BROKEN for item in (broken, "It rained in Halden.")]
    results = list(analyzer.analyze_many(items, threads=2))
    for n, (_, word) in enumerate(BROKEN):
        problem, report = results[2 * n], results[2 * n + 1]
        assert problem.number == 2 * n + 1 and word in problem.reason
        assert report.article.sentences == 1
    with pytest.raises(sayso.ArticleError, match="item 2: .*text") as raised:
        list(analyzer.analyze_many(["It rained.", {"id": "x"}], errors="raise"))
    assert raised.value.number == 2
    with pytest.raises(sayso.ArticleError, match="one article may have 10; split it, or raise max_bytes"):
        analyzer.analyze("It rained in Halden.", max_bytes=10)
    with pytest.raises(ValueError, match="yield"):
        next(analyzer.analyze_many([], errors="ignore"))


def test_what_the_iterable_raises_comes_after_the_reports_before_it():
    def articles():
        yield "It rained."
        raise RuntimeError("the archive is on fire")

    reports = sayso.Analyzer(engine="fast").analyze_many(articles())
    assert next(reports).text == "It rained."
    with pytest.raises(RuntimeError, match="on fire"):
        next(reports)


def test_no_more_is_read_than_is_needed():
    read = 0

    def endless():
        nonlocal read
        while True:
            read += 1
            yield "It rained."

    reports = sayso.Analyzer(engine="fast").analyze_many(endless(), threads=2)
    for _ in range(100):
        next(reports)
    assert read <= 100 + 2 * 16


def test_missing_values_of_data_frames_are_missing():
    nan = float("nan")
    record = {"text": "It rained.", "title": nan, "id": 12, "date": None, "author": ["Ada Roe", "Ben Moe"], "outlet": True}
    article = next(sayso.Analyzer(engine="fast").analyze_many([record])).article
    assert (article.id, article.title, article.date, article.author, article.outlet) == ("12", None, None, "Ada Roe; Ben Moe", "true")
    renamed = next(sayso.Analyzer(engine="fast").analyze_many([{"body": "It rained."}], fields={"text": "body"}))
    assert renamed.article.id == "item-1"


def test_other_threads_run_meanwhile():
    analyzer, ticks, done = sayso.Analyzer(), 0, False

    def tick():
        nonlocal ticks
        while not done:
            time.sleep(0.001)
            ticks += 1

    ticker = threading.Thread(target=tick)
    ticker.start()
    before = ticks
    analyzer.analyze(f"{LEDE} {BODY} " * 20)
    assert ticks - before > 10
    before = ticks
    # Another text: what was read is remembered.
    list(analyzer.analyze_many([f"{BODY} {LEDE} " * 20], threads=1))
    assert ticks - before > 10
    done = True
    ticker.join()


def test_reports_and_analyzers_can_be_pickled(analyzer, tmp_path):
    report = analyzer.analyze(LEDE)
    again = pickle.loads(pickle.dumps(report))
    assert again == report and hash(again) == hash(report) and again.findings == report.findings
    assert pickle.loads(pickle.dumps(analyzer)).analyze(LEDE) == report


def test_a_notebook_shows_marks_and_runs_nothing(analyzer):
    report = analyzer.analyze(f"{LEDE} <script>alert(1)</script>\u202e", title="<b>Harbour</b>")
    page = report._repr_html_()
    assert "<mark title=" in page and "critics" in page
    assert "<script>" not in page and "<b>Harbour" not in page and "\u202e" not in page


def test_a_title_is_judged_and_has_places_of_its_own(analyzer):
    title, text = "Café thugs slaughter innocent protesters", "The council met on Monday. It voted."
    report = analyzer.analyze(text, title=title)
    assert report.text == text and report.sentence_text(0) == title and report.sentence_text(1) == "The council met on Monday."
    triggers = [f.trigger for f in report.findings if f.rule == "loaded-term" and f.trigger.title is not None]
    assert triggers and all((t.start, t.end) == (0, 0) and title[t.title.start : t.title.end] == t.text for t in triggers)
    assert "<mark" in report._repr_html_()
    aside = analyzer.analyze(text, title=title, without_title=True)
    assert aside.sentence_text(0) == "The council met on Monday." and aside.article.title == title
    # Too short to tell what it is.
    assert report.article.genre is None
