//! Nothing is lost in silence: what was not read, not judged or never there is told, counted, and not written as zero.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#[path = "support/generate.rs"]
mod generate;
#[path = "support/corpus.rs"]
mod support;

use std::fs;
use support::{Folder, column, gz, rejects, run, sayso, succeed, table};

/// Runs to the end with this exit code, and gives what was told.
fn ends(folder: &Folder, output: &str, args: &[&str], code: i32) -> String {
    let done = run(folder, output, args);
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(code), "{args:?}: {told}");
    told
}

fn manifest(folder: &Folder, output: &str) -> serde_json::Value {
    serde_json::from_slice(&fs::read(folder.path(output).join("run.json")).unwrap()).unwrap()
}

const INDONESIAN: &str = "Wali kota mengatakan kepada wartawan pada hari Senin bahwa komite akan bertemu lagi sebelum musim panen. \
    Wakilnya menyebut rencana itu sebagai kesalahan dan mengatakan bahwa kota tidak mampu membayarnya, apa pun yang mungkin telah \
    dijanjikan oleh kementerian di ibu kota pada musim semi yang lalu kepada seluruh warga di sana.";

#[test]
fn what_was_not_judged_is_missing_and_not_zero() {
    let folder = Folder::new("missing");
    let foreign = serde_json::json!({ "id": "f", "text": INDONESIAN });
    folder.write("a.jsonl", format!("{}{foreign}\n", generate::jsonl(0..3, 4)));
    succeed(&folder, "out", &["a.jsonl"]);
    let articles = table(&folder, "out", "articles");
    let measured: Vec<String> = table(&folder, "out", "codebook")
        .into_iter()
        .filter(|row| row["table"] == "articles" && ["findings", "sources", "attributions", "share"].contains(&row["unit"].as_str()))
        .map(|row| row["name"].clone())
        .chain(["own_words", "sentences_outlet", "loaded_terms_per_1000", "source_transparency"].map(str::to_owned))
        .collect();
    assert!(measured.len() > 60);
    assert_eq!(articles[3]["language"], "unsupported");
    for name in &measured {
        assert_eq!(articles[3][name], "", "{name}");
    }
    assert!(articles[0]["loaded_terms"].parse::<u64>().is_ok() && articles[3]["words"].parse::<u64>().is_ok_and(|n| n > 40));
    let of_foreign: Vec<_> = table(&folder, "out", "sentences").into_iter().filter(|row| row["article_id"] == "f").collect();
    assert!(!of_foreign.is_empty() && of_foreign.iter().all(|row| row["voice"].is_empty() && row["loaded_terms"].is_empty()));
}

#[test]
fn what_the_settings_switch_off_is_missing_and_not_zero() {
    let folder = Folder::new("off");
    folder.write("a.jsonl", generate::jsonl(0..30, 6));
    folder.write("off.toml", "[rules]\n\"loaded-term\" = \"off\"\n[reasons]\nnumber = \"off\"\n");
    let (code, _, told) = sayso(&folder, &["corpus", "--config", "off.toml", "--engine", "fast", "--output", "out", "a.jsonl"]);
    assert_eq!(code, Some(0), "{told}");
    for row in table(&folder, "out", "articles") {
        let empty = ["loaded_terms", "loaded_terms_per_1000", "loaded_legitimacy", "unattributed_number", "unattributed_number_share"];
        assert!(empty.iter().all(|name| row[*name].is_empty()), "{row:?}");
        assert!(row["unattributed"].parse::<u64>().is_ok() && row["vague_attribution"].parse::<u64>().is_ok());
    }
    assert!(table(&folder, "out", "findings").iter().all(|f| f["rule"] != "loaded-term" && f["reason"] != "number"));
    assert!(fs::read_to_string(folder.path("out/codebook.csv")).unwrap().contains("switched off in this run"));
}

#[test]
fn a_run_that_read_nothing_does_not_pass_for_a_good_one() {
    let folder = Folder::new("nothing");
    folder.write("a.jsonl", generate::jsonl(0..6, 2));
    let told = ends(&folder, "map", &["a.jsonl", "--map", "text=nosuch"], 1);
    assert!(told.contains("--map text=NAME") || told.contains("no article was read"), "{told}");
    let told = ends(&folder, "where", &["a.jsonl", "--where", "nosuch=1"], 1);
    assert!(told.contains("no record has the field `nosuch`"), "{told}");
    let told = ends(&folder, "keep", &["a.jsonl", "--keep", "desk,nosuch"], 1);
    assert!(told.contains("`nosuch`") && !told.contains("`desk`"), "{told}");
    assert_eq!(manifest(&folder, "keep")["fields_never_seen"], serde_json::json!(["nosuch"]));
    folder.write("other/a.pdf", "x");
    folder.write("other/b.docx", "x");
    let told = ends(&folder, "other", &["other"], 2);
    assert!(told.contains("2 files (") && told.contains("a.pdf"), "{told}");
    folder.write("mixed/a.pdf", "x");
    folder.write("mixed/b.txt", "It rained.");
    let told = succeed(&folder, "mixed-out", &["mixed"]);
    assert!(told.contains("not read") && told.contains("1 file (mixed/a.pdf)"), "{told}");
    for n in 0..5 {
        folder.write(&format!("mixed/{n}.pdf"), "x");
    }
    let told = succeed(&folder, "many-out", &["mixed"]);
    assert!(told.contains("6 files (mixed/0.pdf, mixed/1.pdf, mixed/2.pdf, …); run.json names them"), "{told}");
    let named = &manifest(&folder, "many-out")["inputs"]["not_read"];
    assert_eq!((named.as_array().unwrap().len(), &named[5]), (6, &"mixed/a.pdf".into()));
    folder.write("fake.parquet", "PAR1 and no more");
    ends(&folder, "parquet", &["fake.parquet"], 1);
}

#[test]
fn too_many_rejects_fail_and_as_many_as_are_allowed_do_not() {
    let folder = Folder::new("rejected");
    folder.write("a.jsonl", format!("{}nonsense\nnonsense\n", generate::jsonl(0..6, 2)));
    succeed(&folder, "default", &["a.jsonl"]);
    succeed(&folder, "two", &["a.jsonl", "--max-rejected", "2"]);
    let told = ends(&folder, "one", &["a.jsonl", "--max-rejected", "1"], 1);
    assert!(told.contains("2 of 8 records rejected"), "{told}");
    ends(&folder, "share", &["a.jsonl", "--max-rejected", "20%"], 1);
    assert_eq!(table(&folder, "share", "articles").len(), 6);
}

#[test]
fn lists_lists_in_fields_and_records_without_an_id_are_read() {
    let folder = Folder::new("json");
    folder.write(
        "a.json",
        "[{\"text\": \"It rained.\", \"authors\": [\"A B\", \"C D\"]},\n {\"id\": \"\", \"text\": \"It snowed.\", \"content\": {\"desk\": 7}}]\n",
    );
    succeed(&folder, "out", &["a.json", "--map", "author=authors", "--keep", "content.desk"]);
    assert_eq!(column(&folder, "out", "articles", "article_id"), ["line-1", "line-2"]);
    assert_eq!(column(&folder, "out", "articles", "author"), ["A B; C D", ""]);
    // A field that was named for another can be kept and asked for under its own name.
    let args = ["a.json", "--map", "author=authors", "--keep", "authors", "--where", "authors=A B; C D"];
    succeed(&folder, "named", &args);
    assert_eq!(column(&folder, "named", "articles", "author"), column(&folder, "named", "articles", "meta_authors"));
    assert_eq!(column(&folder, "out", "articles", "meta_content_desk"), ["", "7"]);
}

#[test]
fn ids_that_stand_twice_are_counted() {
    let folder = Folder::new("twice");
    folder.write("a.jsonl", "{\"id\":\"a\",\"text\":\"It rained.\"}\n".repeat(4));
    let told = succeed(&folder, "out", &["a.jsonl"]);
    assert!(told.contains("3 articles have an id that another one has"), "{told}");
    assert_eq!(manifest(&folder, "out")["counts"]["repeated_ids"], 3);
}

#[test]
fn what_archives_hold_besides_pages_is_counted() {
    let folder = Folder::new("warc");
    let http = |head: &str, body: &str| format!("HTTP/1.1 {head}\r\n\r\n{body}");
    let record = |kind: &str, block: &str| {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    };
    let paragraph =
        "<p>The council of Ostervik met on Monday and put off the vote on the harbour plan, the mayor said, and nobody objected.</p>";
    let page = format!(
        "<html><head><meta name=\"date\" content=\"2031-01-02\"></head><body><article>{}</article></body></html>",
        paragraph.repeat(6)
    );
    let archive = [
        record("request", "GET / HTTP/1.1\r\n\r\n"),
        record("response", &http("200 OK\r\nContent-Type: text/html", &page)),
        record("response", &http("200 OK", &page)),
        record("response", &http("404 Not Found\r\nContent-Type: text/html", "no")),
        record("response", &http("200 OK\r\nContent-Type: application/pdf", "%PDF")),
        record("revisit", ""),
    ]
    .concat();
    folder.write("a.warc.gz", gz(archive.as_bytes()));
    let told = succeed(&folder, "out", &["a.warc.gz"]);
    assert!(told.contains("passed over: 1 responses with another status than 200"), "{told}");
    let counts = &manifest(&folder, "out")["counts"];
    assert_eq!(counts["passed_over"].as_object().unwrap().len(), 3);
    assert_eq!((&counts["articles"], &counts["rejected"]), (&2.into(), &0.into()));
    assert_eq!(column(&folder, "out", "articles", "date"), ["2031-01-02", "2031-01-02"]);
}

#[test]
fn cells_are_of_the_type_that_readers_guess() {
    let folder = Folder::new("types");
    folder.write("a.jsonl", generate::jsonl(0..40, 10));
    succeed(&folder, "out", &["a.jsonl", "--messages"]);
    let codebook = table(&folder, "out", "codebook");
    for name in support::TABLES {
        let types: Vec<(String, String)> =
            codebook.iter().filter(|r| r["table"] == name).map(|r| (r["name"].clone(), r["type"].clone())).collect();
        for row in table(&folder, "out", name) {
            for (column, kind) in &types {
                let cell = row[column].as_str();
                let right = cell.is_empty()
                    || match kind.as_str() {
                        "integer" => cell.parse::<u64>().is_ok(),
                        "real" => cell.parse::<f64>().is_ok() && cell.contains('.') && !cell.contains('e'),
                        "boolean" => ["TRUE", "FALSE"].contains(&cell),
                        _ => true,
                    };
                assert!(right, "{name}.{column} is {kind}: {cell}");
            }
        }
    }
    let loaded: Vec<String> =
        codebook.iter().map(|r| r["name"].clone()).filter(|n| n.starts_with("loaded_") && !n.ends_with("per_1000")).collect();
    for row in table(&folder, "out", "articles") {
        let sum: u64 = loaded.iter().filter(|n| *n != "loaded_terms").filter_map(|n| row.get(n)?.parse::<u64>().ok()).sum();
        assert_eq!(row["loaded_terms"], sum.to_string());
    }
    assert!(column(&folder, "out", "findings", "message").iter().all(|m| !m.is_empty()));
}

#[test]
fn tables_are_chosen_and_packed() {
    let folder = Folder::new("packed");
    folder.write("a.jsonl", generate::jsonl(0..5, 3));
    succeed(&folder, "out", &["a.jsonl", "--tables", "articles,findings", "--format", "csv.gz"]);
    let names: Vec<String> = support::bytes(&folder, "out").into_keys().collect();
    assert_eq!(
        names,
        ["articles.csv.gz", "codebook.csv", "codebook.md", "findings.csv.gz", "inputs.csv", "rejects.jsonl", "signatures.bin"]
    );
    succeed(&folder, "plain", &["a.jsonl"]);
    let mut text = String::new();
    std::io::Read::read_to_string(
        &mut flate2::read::GzDecoder::new(fs::File::open(folder.path("out/articles.csv.gz")).unwrap()),
        &mut text,
    )
    .unwrap();
    assert_eq!(text, fs::read_to_string(folder.path("plain/articles.csv")).unwrap());
    let outputs = manifest(&folder, "out")["outputs"].as_object().unwrap().clone();
    assert_eq!(outputs.len(), names.len());
    assert!(outputs.values().all(|hash| hash.as_str().is_some_and(|h| h.len() == 64)));
}

#[test]
fn the_title_is_judged_as_the_headline_unless_that_is_declined() {
    let folder = Folder::new("title");
    folder.write(
        "a.jsonl",
        "{\"title\":\"Regime thugs slaughter innocent protesters\",\"text\":\"The council met on Monday. It rained.\"}\n",
    );
    succeed(&folder, "without", &["a.jsonl", "--without-title"]);
    succeed(&folder, "with", &["a.jsonl"]);
    let loaded = |output: &str| column(&folder, output, "articles", "loaded_terms")[0].parse::<u64>().unwrap();
    assert!(loaded("without") == 0 && loaded("with") >= 2);
    let cells = |table: &str, name: &str| column(&folder, "with", table, name);
    assert_eq!(cells("articles", "headline_loaded_terms"), [loaded("with").to_string()]);
    assert_eq!(cells("articles", "headline"), ["Regime thugs slaughter innocent protesters"]);
    assert_eq!(cells("sentences", "field"), ["title", "text", "text"]);
    assert_eq!(cells("sentences", "start"), ["0", "0", "27"]);
    assert!(cells("findings", "field").iter().all(|f| f == "title"));
}

#[test]
fn tables_in_other_encodings_are_read_whole() {
    let folder = Folder::new("encodings");
    let wide: Vec<u8> = "id,text\n1,It rained.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    folder.write("wide.csv", wide);
    succeed(&folder, "wide", &["wide.csv"]);
    assert_eq!(column(&folder, "wide", "articles", "encoding"), ["UTF-16LE"]);
    // One file, one encoding: a row of which a pound sign alone says little is in that of the others.
    let rows = b"id,text\n1,It cost \xA35m.\n2,The caf\xE9 closed\x85 the owner\x92s sister said \x93no\x94.\n";
    folder.write("latin.csv", rows);
    succeed(&folder, "latin", &["latin.csv", "--sentence-text"]);
    assert_eq!(column(&folder, "latin", "articles", "encoding"), ["windows-1252"; 2]);
    assert_eq!(column(&folder, "latin", "sentences", "text")[0], "It cost £5m.");
    folder.write("dos.csv", b"id,text\n1,The caf\x82 closed.\n");
    succeed(&folder, "dos", &["dos.csv", "--encoding", "ibm866", "--sentence-text"]);
    assert_eq!(column(&folder, "dos", "sentences", "text"), ["The cafВ closed."]);
}

#[test]
fn runs_merge_into_what_one_run_would_have_written() {
    let folder = Folder::new("merge");
    folder.write("a.jsonl", generate::jsonl(0..60, 12) + "broken\n");
    // Copies of articles of the first file, and others.
    folder.write("b.jsonl", generate::jsonl(30..90, 12));
    folder.write("c.jsonl", generate::jsonl(80..100, 12));
    for (name, input) in [("s1", "a.jsonl"), ("s2", "b.jsonl"), ("s3", "c.jsonl")] {
        succeed(&folder, name, &[input]);
    }
    succeed(&folder, "whole", &["a.jsonl", "b.jsonl", "c.jsonl"]);
    let merge = |args: &[&str]| sayso(&folder, &[&["corpus", "merge"], args].concat());
    let (code, _, told) = merge(&["s1", "s2", "s3", "--output", "merged"]);
    assert_eq!(code, Some(0), "{told}");
    let (merged, whole) = (support::bytes(&folder, "merged"), support::bytes(&folder, "whole"));
    assert_eq!(merged.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
    for (name, bytes) in &whole {
        assert!(merged[name] == *bytes, "{name} differs");
    }
    assert_eq!(manifest(&folder, "merged")["counts"], manifest(&folder, "whole")["counts"]);
    assert_eq!(manifest(&folder, "merged")["outputs"], manifest(&folder, "whole")["outputs"]);
    assert!(column(&folder, "whole", "articles", "duplicate_of").iter().filter(|c| !c.is_empty()).count() > 30);
    assert!(merge(&["s1", "s2", "--output", "merged"]).2.contains("--force"));
    succeed(&folder, "s4", &["c.jsonl", "--sentence-text"]);
    succeed(&folder, "s5", &["c.jsonl", "--profile", "news"]);
    let (_, _, told) = merge(&["s1", "s5", "--output", "refused"]);
    assert!(told.contains("different settings, ") && told.contains("profile (research, news)"), "{told}");
    let (_, _, told) = merge(&["s1", "s4", "--output", "refused"]);
    assert!(told.contains("different options"), "{told}");
    fs::write(folder.path("s3/findings.csv"), "changed").unwrap();
    assert!(merge(&["s1", "s3", "--output", "refused"]).2.contains("findings.csv: is not what the run wrote"));
}

#[test]
fn a_run_says_how_it_was_made() {
    let folder = Folder::new("cite");
    folder.write("a.jsonl", generate::jsonl(0..7, 3));
    succeed(&folder, "out", &["a.jsonl"]);
    let tool = manifest(&folder, "out")["tool"].clone();
    assert!(["program_sha256", "weights"].iter().all(|key| tool[*key].as_str().is_some_and(|h| h.len() == 64)), "{tool}");
    assert!(tool["lexicons"].as_array().unwrap().iter().all(|l| l["sha256"].as_str().is_some_and(|h| h.len() == 64)));
    let (code, page, _) = sayso(&folder, &["cite", "out"]);
    let weights: String = tool["weights"].as_str().unwrap().chars().take(12).collect();
    assert!(
        code == Some(0) && page.contains("@software{sayso") && page.contains("We analysed 7 articles") && page.contains(&weights),
        "{page}"
    );
    assert!(page.contains("from 1 file with sayso") && page.contains("engine `fast` with weights"), "{page}");
    assert_eq!(tool["weights"], sayso::fast::embedded_name(), "those of the engine that ran");
    assert_eq!(sayso(&folder, &["cite", "."]).0, Some(2));
}

#[test]
fn json_in_other_encodings_is_converted() {
    let folder = Folder::new("json-encodings");
    let text = b"The caf\xE9 on the quay closed\x85 the owner\x92s sister said \x93no\x94.";
    let record = |id: &str| [format!("{{\"id\":\"{id}\",\"text\":\"").as_bytes(), text, b"\"}"].concat();
    folder.write("a.jsonl", [record("a"), record("b")].join(&b'\n'));
    folder.write("b.json", [b"[".to_vec(), record("c"), b",\n".to_vec(), record("d"), b"]".to_vec()].concat());
    succeed(&folder, "out", &["a.jsonl", "b.json", "--sentence-text"]);
    assert_eq!(column(&folder, "out", "articles", "article_id"), ["a", "b", "c", "d"]);
    assert_eq!(column(&folder, "out", "articles", "encoding"), ["windows-1252"; 4]);
    assert!(column(&folder, "out", "sentences", "text")[0].starts_with("The café on the quay"));
}

#[test]
fn a_file_that_is_cut_off_is_loud() {
    let folder = Folder::new("cut");
    let packed = gz(generate::jsonl(0..400, 12).as_bytes());
    folder.write("cut.jsonl.gz", &packed[..packed.len() / 2]);
    let told = ends(&folder, "out", &["cut.jsonl.gz"], 1);
    assert!(
        told.contains("1 file was not read to the end") && told.contains("1 record rejected (see rejects.jsonl), 1 file not read"),
        "{told}"
    );
    let articles = table(&folder, "out", "articles").len();
    assert!(articles > 10 && articles < 400, "{articles}");
    assert!(rejects(&folder, "out")[0]["reason"].as_str().unwrap().contains("the rest of the file was not read"));
    assert_eq!(manifest(&folder, "out")["counts"]["cut_short"], 1);
    // A table without the column of the text is lost as a whole.
    folder.write("a.csv", "id,text\n1,It rained.\n2,It snowed.\n3,It hailed.\n");
    folder.write("b.csv", "id,body\n1,It rained.\n2,It snowed.\n");
    assert!(ends(&folder, "columns", &["a.csv", "b.csv"], 1).contains("1 file was not read"));
}

#[test]
fn a_field_that_is_there_and_empty_is_no_fault() {
    let folder = Folder::new("empty-field");
    folder.write("a.csv", "id,text,section,paper,seen\n1,It rained.,,,NA\n2,It snowed.,,,NA\n");
    let args = ["--keep", "section,seen", "--na", "NA", "--map", "outlet=paper"];
    succeed(&folder, "csv", &[&["a.csv"][..], &args].concat());
    assert_eq!(column(&folder, "csv", "articles", "meta_section"), ["", ""]);
    folder.write("a.jsonl", "{\"text\":\"It rained.\",\"section\":null,\"seen\":\"\",\"paper\":null}\n");
    succeed(&folder, "json", &[&["a.jsonl"][..], &args].concat());
    let told = ends(&folder, "none", &["a.csv", "a.jsonl", "--map", "text=body"], 1);
    assert!(told.contains("the field `body`") && !told.contains("the field `text`"), "{told}");
    folder.write("b.jsonl", "{\"body\":\"It rained.\"}\n{\"text\":\"It snowed.\"}\n");
    succeed(&folder, "one", &["b.jsonl", "--map", "text=body"]);
    let reason = rejects(&folder, "one")[0]["reason"].as_str().unwrap().to_owned();
    assert!(reason.contains("\"body\"") && !reason.contains("--map"), "{reason}");
}

#[test]
fn packed_tables_are_read_like_others() {
    let folder = Folder::new("read-packed");
    folder.write("a.jsonl", generate::jsonl(0..12, 6));
    succeed(&folder, "packed", &["a.jsonl", "--sentence-text", "--format", "csv.gz"]);
    succeed(&folder, "plain", &["a.jsonl", "--sentence-text"]);
    let told = |args: &[&str]| {
        let (code, out, told) = sayso(&folder, args);
        assert_eq!(code, Some(0), "{args:?}: {told}");
        out
    };
    let compared =
        |tables: &str| told(&["compare", tables, "--by", "outlet", "--resamples", "99", "--permutations", "99", "--norm", "none"]);
    assert_eq!(compared("packed"), compared("plain"));
    assert_eq!(compared("packed/articles.csv.gz"), compared("plain"));
    assert!(told(&["diff", "plain", "packed"]).contains("Two runs"));
    for tables in ["packed", "plain"] {
        told(&["agree", "template", tables, "--output", &format!("coding-{tables}"), "--sample", "20"]);
    }
    assert_eq!(fs::read(folder.path("coding-packed/key.csv")).unwrap(), fs::read(folder.path("coding-plain/key.csv")).unwrap());
}
