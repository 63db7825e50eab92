//! Files to compiled [`Lexicons`]: merging, inflection, the phrase index.
use super::{
    builtin,
    class::{Class, Classes},
    condition::{Case, Conditions, Pos},
    entry::{Entry, LexiconInfo},
    file::{Context, EntryFile, Kind, LexiconFile, VoiceLevels},
    inflect::Irregular,
    matcher::{Lexicons, Pattern, Rule},
};
use crate::{document::key, level::Level, reason::Reason};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

impl Lexicons {
    /// Compiles files in order; a later file's entry replaces or switches off an earlier one of the same full id. A loaded term that is
    /// switched off stays known, so that nothing else takes its place.
    pub fn compile(files: Vec<LexiconFile>) -> Lexicons {
        let mut c = Compiler::default();
        let ids: Vec<String> = files.iter().flat_map(|f| f.entries.iter().map(|e| e.full_id(&f.id))).collect();
        let last: FxHashMap<u64, usize> = ids.iter().enumerate().map(|(n, id)| (key(id), n)).collect();
        // Those whose last word is a switch: a file after it may bring the term back.
        let switches = files.iter().flat_map(|f| &f.entries).zip(&ids).enumerate().filter(|(_, (e, _))| e.switches_off());
        let off: FxHashSet<u64> = switches.filter(|(n, (_, id))| last.get(&key(id)) == Some(n)).map(|(_, (_, id))| key(id)).collect();
        c.out.entries.reserve(ids.len());
        c.out.rules.reserve(ids.len());
        c.out.patterns.reserve(2 * ids.len());
        let mut ids = ids.into_iter().enumerate();
        for mut file in files {
            c.out.infos.push(info(&file));
            c.shared = Shared { id: file.id.as_str().into(), reason: file.reason, why: file.why.as_str().into() };
            for (entry, (n, id)) in std::mem::take(&mut file.entries).into_iter().zip(&mut ids) {
                let stays = last.get(&key(&id)) == Some(&n);
                if entry.enabled != Some(false) && stays {
                    c.add(&file, entry, id);
                } else if file.kind == Kind::Loaded && entry.has_words() && (stays || off.contains(&key(&id))) {
                    c.add(&file, EntryFile { level: Some(VoiceLevels::OFF), ..entry }, id);
                }
            }
        }
        c.finish()
    }

    /// The lexicons embedded in the library.
    pub fn builtin() -> Lexicons {
        Lexicons::compile(builtin::builtin())
    }
}

#[derive(Default)]
struct Compiler {
    out: Lexicons,
    domains: FxHashMap<String, u32>,
    groups: FxHashMap<(Kind, String), u32>,
    shared: Shared,
}

/// What the entries of the file at hand share.
#[derive(Default)]
struct Shared {
    id: Arc<str>,
    reason: Option<Reason>,
    why: Arc<str>,
}

impl Compiler {
    fn add(&mut self, file: &LexiconFile, entry: EntryFile, id: String) {
        let Ok(number) = u32::try_from(self.out.entries.len()) else { return };
        let spellings = Irregular::english().spellings(&entry);
        let (case, pos) = (entry.case, entry.pos);
        for (i, spelling) in spellings.iter().enumerate() {
            let is_past = i > 0 && pos == Some(Pos::Verb) && is_past(spelling);
            for variant in with_variant(spelling) {
                let words = self.out.vocabulary.phrase(&variant);
                if let (1.., Ok(length), Ok(at)) = (words.len(), u16::try_from(words.len()), u32::try_from(self.out.phrases.len())) {
                    self.out.phrases.extend(words);
                    self.out.patterns.push(Pattern { entry: number, at, length, is_past });
                }
            }
        }
        let class = entry.class.unwrap_or_default();
        let rule = Rule {
            pos,
            case,
            proper: spellings.first().is_some_and(|s| s.chars().any(char::is_uppercase)),
            exact: if case == Case::Exact { spellings } else { Vec::new() },
            unless: self.conditions(entry.unless.as_deref()),
            only: self.conditions(entry.only.as_deref()),
            domain: if file.kind == Kind::Domain { number_of(&mut self.domains, class.clone()) } else { u32::MAX },
            group: number_of(&mut self.groups, (file.kind, rivals(file, &class))),
        };
        self.out.rules.push(rule);
        self.out.entries.push(Entry {
            id,
            inflects: pos.filter(|_| entry.lemma.is_some()),
            term: entry.term.or(entry.lemma).unwrap_or_default(),
            kind: file.kind,
            house: file.house,
            category: self.shared.id.clone(),
            classes: Classes::parse(file.kind, &class).unwrap_or_default(),
            canonical: entry.canonical.map(String::into_boxed_str),
            reason: self.shared.reason,
            level: levels(file, entry.level.as_ref()),
            neutral: entry.neutral,
            advice: entry.advice,
            why: entry.why.map_or_else(|| self.shared.why.clone(), Arc::from),
        });
    }

    fn conditions(&mut self, context: Option<&Context>) -> Option<Box<Conditions>> {
        let (vocabulary, domains) = (&mut self.out.vocabulary, &mut self.domains);
        context.map(|c| Box::new(Conditions::compile(c, &mut |p| vocabulary.condition(p), &mut |d| number_of(domains, d.to_owned()))))
    }

    fn finish(mut self) -> Lexicons {
        let out = &mut self.out;
        let phrases = &out.phrases;
        out.patterns.sort_by(|a, b| (a.words(phrases), a.entry).cmp(&(b.words(phrases), b.entry)));
        out.patterns.dedup_by(|a, b| a.entry == b.entry && a.words(phrases) == b.words(phrases));
        out.starts = vec![0; out.vocabulary.len() + 1];
        for first in out.patterns.iter().filter_map(|p| p.words(phrases).first()) {
            out.starts[*first as usize + 1] += 1;
        }
        let body = |p: &&Pattern| out.entries[p.entry as usize].is(Kind::Name, Class::Body);
        let mut bodies: Vec<u32> = out.patterns.iter().filter(body).filter_map(|p| p.words(phrases).first()).copied().collect();
        bodies.dedup();
        out.bodies = bodies;
        let mut sum = 0;
        for start in &mut out.starts {
            sum += *start;
            *start = sum;
        }
        self.out
    }
}

/// A hyphenated term also without its hyphen (`far-right`, `far right`), a term of two words also with one.
fn with_variant(spelling: &str) -> impl Iterator<Item = String> {
    let spaces = spelling.matches(' ').count();
    let variant = if spelling.contains('-') {
        Some(spelling.replace('-', " "))
    } else if spaces == 1 {
        Some(spelling.replace(' ', "-"))
    } else {
        None
    };
    std::iter::once(spelling.to_owned()).chain(variant)
}

/// Is this inflection of a verb, which is not its lemma, a past form or participle?
fn is_past(spelling: &str) -> bool {
    let head = spelling.split(' ').next().unwrap_or(spelling);
    !head.ends_with('s') && !head.ends_with("ing")
}

/// Entries that contend for the same words: of one kind, and where several may rightly stand on one word, of one file or class.
fn rivals(file: &LexiconFile, class: &str) -> String {
    match file.kind {
        Kind::Claim | Kind::Exempt | Kind::Neighbour => file.id.clone(),
        Kind::Domain => class.to_owned(),
        Kind::Loaded | Kind::Cue | Kind::VagueSource | Kind::Title | Kind::Name => String::new(),
    }
}

fn levels(file: &LexiconFile, entry: Option<&VoiceLevels>) -> VoiceLevels {
    let pick = |of: fn(&VoiceLevels) -> Option<Level>, loaded: Level| {
        entry.and_then(of).or_else(|| of(&file.level)).or((file.kind == Kind::Loaded).then_some(loaded))
    };
    VoiceLevels {
        own: pick(|l| l.own, Level::Warning),
        cue: pick(|l| l.cue, Level::Warning),
        headline: pick(|l| l.headline, Level::Warning),
        indirect: pick(|l| l.indirect, Level::Off),
        quotation: pick(|l| l.quotation, Level::Off),
        scare_quote: pick(|l| l.scare_quote, Level::Warning),
    }
}

fn number_of<K: std::hash::Hash + Eq>(numbers: &mut FxHashMap<K, u32>, key: K) -> u32 {
    let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    *numbers.entry(key).or_insert(next)
}

fn info(file: &LexiconFile) -> LexiconInfo {
    LexiconInfo {
        id: file.id.clone(),
        version: file.version.clone(),
        hash: file.hash.chars().take(crate::hash::SHORT).collect(),
        sha256: file.hash.clone(),
        title: file.title.clone(),
        why: file.why.clone(),
        fine: file.fine.clone(),
    }
}
