//! Layers to effective settings: later layers win, every value remembers where it came from.
use super::{Condition, ConfigError, Engine, FailOn, MaxFindings, Options, Policy, Settings};
use crate::{level::Level, vocabulary::nearest};
use std::collections::BTreeMap;

/// One stage: a file, a `[[path]]` section, the command line.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// How messages and `sayso config` call it.
    pub origin: String,
    /// What it sets; its paths already as they are opened.
    pub options: Options,
}

/// The names that settings may use. Categories and entries are those of the lexicons that the same settings load.
#[derive(Clone, Debug, Default)]
pub struct Known<'a> {
    /// Engines whose weights are embedded.
    pub engines: &'a [Engine],
    /// Rule ids with their default levels.
    pub rules: Vec<(&'a str, Level)>,
    /// Score ids.
    pub scores: Vec<&'a str>,
    /// Lexicon categories.
    pub categories: Vec<&'a str>,
    /// The codebook's reasons why a statement needs a source.
    pub reasons: Vec<&'a str>,
    /// Full ids of lexicon entries.
    pub entries: Vec<&'a str>,
}

/// What holds in the end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effective {
    /// For the analysis.
    pub settings: Settings,
    /// For the exit code.
    pub policy: Policy,
    /// Lexicon files or folders of the user's own, in order.
    pub lexicons: Vec<String>,
    /// File of known findings.
    pub baseline: Option<String>,
    /// Every value that a layer set, in the order of keys.
    pub set: Vec<Setting>,
}

/// One effective value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Dotted key, as in the file.
    pub key: String,
    /// As TOML.
    pub value: String,
    /// The layer that set it.
    pub origin: String,
}

/// Lays the layers over each other, the last on top. Names are checked by [`Effective::check`], once the lexicons are loaded.
///
/// # Errors
/// Where a condition of `fail-if` cannot be read; it names the layer.
pub fn merge(layers: &[Layer]) -> Result<Effective, ConfigError> {
    let mut out = Effective::default();
    let mut set: BTreeMap<String, Setting> = BTreeMap::new();
    for layer in layers {
        let mut note = |key: String, value: String| {
            set.insert(key.clone(), Setting { key, value, origin: layer.origin.clone() });
        };
        let o = &layer.options;
        if let Some(engine) = o.engine {
            out.settings.engine = engine;
            note("engine".to_owned(), quoted(Engine::as_str(engine)));
        }
        if let Some(profile) = o.profile {
            out.settings.profile = profile;
            note("profile".to_owned(), quoted(profile.as_str()));
        }
        if let Some(genre) = o.genre {
            out.settings.genre = Some(genre);
            note("genre".to_owned(), quoted(genre.as_str()));
        }
        for (of, cut) in &o.confidence {
            out.settings.confidence.insert(of.clone(), *cut);
            note(format!("confidence.{}", quoted(of)), format!("{{ note = {}, warning = {} }}", cut.note, cut.warning));
        }
        if let Some(loadedness) = o.loadedness {
            out.settings.loadedness = loadedness;
            note("loadedness".to_owned(), loadedness.to_string());
        }
        for (rule, level) in &o.rules {
            out.settings.rules.insert(rule.clone(), *level);
            note(format!("rules.{rule}"), quoted(level.as_str()));
        }
        for (category, level) in &o.categories {
            out.settings.categories.insert(category.clone(), *level);
            note(format!("categories.{}", quoted(category)), quoted(level.as_str()));
        }
        for (reason, level) in &o.reasons {
            out.settings.reasons.insert(reason.clone(), *level);
            note(format!("reasons.{reason}"), quoted(level.as_str()));
        }
        for entry in &o.entries_off {
            out.settings.entries_off.insert(entry.clone());
            note(format!("entries-off.{}", quoted(entry)), "true".to_owned());
        }
        for lexicon in &o.lexicons {
            if !out.lexicons.contains(lexicon) {
                out.lexicons.push(lexicon.clone());
                note(format!("lexicons.{:02}", out.lexicons.len()), quoted(lexicon));
            }
        }
        if let Some(fail_on) = o.fail_on {
            out.policy.fail_on = fail_on;
            note("fail-on".to_owned(), quoted(FailOn::as_str(fail_on)));
        }
        match &o.max_findings {
            Some(MaxFindings::All(n)) => {
                out.policy.max_findings = *n;
                note("max-findings".to_owned(), n.to_string());
            }
            Some(MaxFindings::ByRule(by_rule)) => {
                for (rule, n) in by_rule {
                    out.policy.max_by_rule.insert(rule.clone(), *n);
                    note(format!("max-findings.{rule}"), n.to_string());
                }
            }
            None => {}
        }
        for text in &o.fail_if {
            let condition: Condition =
                text.parse().map_err(|problem| ConfigError { origin: layer.origin.clone(), line: None, problem, mend: None })?;
            // A later condition on the same side of the same score takes the place of the earlier one.
            let key = format!("fail-if.{}", condition.to_string().rsplit_once(' ').map_or(text.as_str(), |(k, _)| k));
            out.policy.fail_if.retain(|c| c.score != condition.score || c.op != condition.op);
            note(key, condition.value.to_string());
            out.policy.fail_if.push(condition);
        }
        if let Some(baseline) = &o.baseline {
            out.baseline = Some(baseline.clone());
            note("baseline".to_owned(), quoted(baseline));
        }
    }
    out.set = set.into_values().collect();
    Ok(out)
}

impl Effective {
    /// Every key names something that exists.
    ///
    /// # Errors
    /// The first that does not, with the nearest right name.
    pub fn check(&self, known: &Known<'_>) -> Result<(), ConfigError> {
        self.demand_engine(known.engines)?;
        let rules = || known.rules.iter().map(|(r, _)| *r);
        for rule in self.settings.rules.keys() {
            self.demand(&format!("rules.{rule}"), rule, "rule", &mut rules())?;
        }
        for rule in self.policy.max_by_rule.keys() {
            self.demand(&format!("max-findings.{rule}"), rule, "rule", &mut rules())?;
        }
        for condition in &self.policy.fail_if {
            let key = format!("fail-if.{}", condition.to_string().rsplit_once(' ').map_or("", |(k, _)| k));
            self.demand(&key, &condition.score, "score", &mut known.scores.iter().copied())?;
        }
        for of in self.settings.confidence.keys() {
            let mut names = rules().chain(known.categories.iter().copied());
            self.demand(&format!("confidence.{}", quoted(of)), of, "rule or lexicon category", &mut names)?;
        }
        for category in self.settings.categories.keys() {
            let key = format!("categories.{}", quoted(category));
            self.demand(&key, category, "lexicon category", &mut known.categories.iter().copied())?;
            self.refuse_reason(&key, category, &known.reasons)?;
        }
        for reason in self.settings.reasons.keys() {
            self.demand(&format!("reasons.{reason}"), reason, "reason", &mut known.reasons.iter().copied())?;
        }
        for entry in &self.settings.entries_off {
            self.demand(&format!("entries-off.{}", quoted(entry)), entry, "lexicon entry", &mut known.entries.iter().copied())?;
        }
        Ok(())
    }

    /// Where a value was set: the settings file, or the command line.
    pub fn origin(&self, key: &str, value: &str) -> &str {
        let set = self.set.iter().find(|s| s.key.starts_with(key) && s.value == quoted(value));
        set.map_or("settings", |s| s.origin.as_str())
    }

    /// The engine that a layer asks for is in this build.
    fn demand_engine(&self, embedded: &[Engine]) -> Result<(), ConfigError> {
        let Some(asked) = self.set.iter().find(|s| s.key == "engine").filter(|_| !embedded.contains(&self.settings.engine)) else {
            return Ok(());
        };
        let name = self.settings.engine.as_str();
        let others: Vec<&str> = embedded.iter().map(|e| e.as_str()).collect();
        Err(ConfigError {
            origin: asked.origin.clone(),
            line: None,
            problem: format!("this build of sayso has no engine `{name}`"),
            mend: Some(format!("ask for `{}`, or build it with the feature `{name}`", others.join("`, `"))),
        })
    }

    /// Most statements that need a source are found by no entry: a level for their category would reach a few and pass over the others.
    fn refuse_reason(&self, key: &str, category: &str, reasons: &[&str]) -> Result<(), ConfigError> {
        let Some(reason) = category.strip_prefix("en/claims/").filter(|reason| reasons.contains(reason)) else { return Ok(()) };
        Err(ConfigError {
            origin: self.layer_of(key).to_owned(),
            line: None,
            problem: format!("a level for `{category}` would miss the statements in which no entry of it stands"),
            mend: Some(format!("write [reasons] {reason} = …")),
        })
    }

    /// Which layer set a key.
    fn layer_of(&self, key: &str) -> &str {
        self.set.iter().find(|s| s.key == key).map_or("settings", |s| s.origin.as_str())
    }

    fn demand(&self, key: &str, name: &str, what: &str, names: &mut dyn Iterator<Item = &str>) -> Result<(), ConfigError> {
        let names: Vec<&str> = names.collect();
        if names.contains(&name) {
            return Ok(());
        }
        Err(ConfigError {
            origin: self.layer_of(key).to_owned(),
            line: None,
            problem: format!("there is no {what} `{name}`"),
            // Of an entry the word alone may have been written.
            mend: nearest(name, names.iter().copied())
                .or_else(|| names.iter().copied().find(|n| n.rsplit_once('#').is_some_and(|(_, word)| word == name)))
                .map(|near| format!("did you mean `{near}`?")),
        })
    }
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::parse;
    use super::*;

    fn layer(origin: &str, text: &str) -> Layer {
        Layer { origin: origin.to_owned(), options: parse(origin, text).unwrap().options() }
    }

    #[test]
    fn later_layers_win_and_lists_add() {
        let base =
            layer("base", "lexicons = [\"a\"]\nfail-if = [\"sources < 2\", \"loaded-term > 0.5\"]\n[rules]\nloaded-term = \"note\"\n");
        let top = layer("top", "lexicons = [\"b\", \"a\"]\nfail-if = [\"sources < 3\"]\n[rules]\nloaded-term = \"error\"\n");
        let e = merge(&[base, top]).unwrap();
        assert_eq!(e.lexicons, ["a", "b"]);
        assert_eq!(e.settings.rules["loaded-term"], Level::Error);
        let conditions: Vec<String> = e.policy.fail_if.iter().map(ToString::to_string).collect();
        assert_eq!(conditions, ["loaded-term > 0.5", "sources < 3"]);
        let origin = |key: &str| e.set.iter().find(|s| s.key == key).unwrap().origin.clone();
        assert_eq!(
            (origin("rules.loaded-term"), origin("lexicons.01"), origin("fail-if.sources <")),
            ("top".into(), "base".into(), "top".into())
        );
    }

    #[test]
    fn an_engine_that_is_not_in_the_build_is_told() {
        let e = merge(&[layer("desk.toml", "engine = \"context\"\n")]).unwrap();
        let known = Known { engines: &[Engine::Fast], ..Known::default() };
        assert_eq!(
            e.check(&known).unwrap_err().to_string(),
            "desk.toml: this build of sayso has no engine `context`; ask for `fast`, or build it with the feature `context`"
        );
        let both = Known { engines: &[Engine::Context, Engine::Fast], ..Known::default() };
        assert_eq!((e.check(&both), merge(&[]).unwrap().check(&known)), (Ok(()), Ok(())), "the default is always there");
    }

    #[test]
    fn a_reason_is_not_switched_by_its_category() {
        let e = merge(&[layer("desk.toml", "[categories]\n\"en/claims/number\" = \"off\"\n")]).unwrap();
        let known = Known { categories: vec!["en/claims/number"], reasons: vec!["number"], ..Known::default() };
        let told = e.check(&known).unwrap_err().to_string();
        assert!(told.starts_with("desk.toml: a level for `en/claims/number` would miss"), "{told}");
        assert!(told.ends_with("; write [reasons] number = …"), "{told}");
        let e = merge(&[layer("desk.toml", "[reasons]\nnumber = \"off\"\n")]).unwrap();
        assert_eq!(e.check(&known), Ok(()));
    }

    #[test]
    fn names_that_do_not_exist_are_told_with_their_layer() {
        let e = merge(&[layer("desk.toml", "[rules]\nloded-term = \"note\"\n")]).unwrap();
        let known = Known { rules: vec![("loaded-term", Level::Warning)], ..Known::default() };
        assert_eq!(e.check(&known).unwrap_err().to_string(), "desk.toml: there is no rule `loded-term`; did you mean `loaded-term`?");
        let e = merge(&[layer("x", "fail-if = [\"loaded-termper-1000 > 5\"]")]).unwrap();
        let known = Known { scores: vec!["loaded-term-per-1000"], ..Known::default() };
        assert!(e.check(&known).unwrap_err().to_string().ends_with("did you mean `loaded-term-per-1000`?"));
    }
}
