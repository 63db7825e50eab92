//! What codings tell, as a sheet.
use super::{
    codings::Codings,
    outcome::{Accuracy, Agreement, Figures, Options, Outcome},
    people::Figure,
};
use crate::{
    sheet::{Cell, Dot, Picture, Point, Section, Sheet},
    stats::Interval,
};
use std::ops::Range;

/// Fewer units than this tell little.
const FEW_UNITS: usize = 50;
/// Fewer units of a category than this make its recall a guess.
const FEW_GIVEN: usize = 10;
/// Fewer articles than this make intervals too narrow.
const FEW_ARTICLES: usize = 20;
/// Krippendorff (2004, p. 241): rely on data from here on, and draw tentative conclusions down to the other.
const RELIABLE: f64 = 0.8;
const TENTATIVE: f64 = 0.667;
/// Categories in one picture.
const CATEGORIES: usize = 14;

/// Tables, pictures and warnings.
pub fn sheet(codings: &Codings, outcome: &Outcome, options: &Options) -> Sheet {
    let mut sections = vec![agreement(codings, outcome), pairs(codings, outcome)];
    if outcome.program.is_some() {
        sections.push(accuracy(codings, outcome));
    }
    sections.push(disagreements(codings, outcome));
    Sheet {
        title: "Agreement".to_owned(),
        facts: vec![format!("{} units, {} variables; coders: {}", codings.units.len(), codings.variables.len(), codings.coders.join(", "))],
        warnings: warnings(codings, outcome),
        sections,
        methods: vec![
            format!(
                "95 % intervals are percentiles over {} samples of whole articles (seed {}). Cohen's kappa of more than two coders is the mean over pairs.",
                options.resamples, options.seed
            ),
            "The program is judged by the category that most people gave; units on which they are level are left out. Where units have weights, they count \
             by them, so that rates are those of the population that was sampled. Corrected rates are those of Rogan and Gladen (1978)."
                .to_owned(),
            "Formulas and references: docs/statistics.md.".to_owned(),
        ],
    }
}

/// `.74 [.52, .91]`
fn shown(f: Figure) -> Cell {
    let short = |x: f64| format!("{x:.2}");
    match f {
        (None, _) => Cell::None,
        (Some(x), None) => Cell::text(short(x)),
        (Some(x), Some(i)) => Cell::text(format!("{} [{}, {}]", short(x), short(i.low), short(i.high))),
    }
}

/// The number for programs, its ends, and all three for people.
fn cells(f: Figure) -> [Cell; 4] {
    let end = |e: fn(Interval) -> f64| Cell::number(f.1.map(e), 3);
    [Cell::number(f.0, 3), end(|i| i.low), end(|i| i.high), shown(f)]
}

/// The columns of coefficients: each as [`cells`] gives it.
macro_rules! figures {
    ($($id:literal $title:literal),+ $(,)?) => {
        [$(($id, ""), (concat!($id, "_low"), ""), (concat!($id, "_high"), ""), ("", $title)),+]
    };
}

const COEFFICIENTS: [(&str, &str); 28] = figures![
    "percent" "agree",
    "kappa" "Cohen's kappa",
    "fleiss" "Fleiss' kappa",
    "alpha" "Krippendorff's alpha",
    "alpha_ordinal" "alpha, ordinal",
    "alpha_interval" "alpha, interval",
    "ac1" "Gwet's AC1",
];

fn coefficients(f: &Figures) -> impl Iterator<Item = Cell> {
    let none = (None, None);
    let all = [f.percent, f.kappa, f.fleiss, f.alpha, f.alpha_ordinal.unwrap_or(none), f.alpha_interval.unwrap_or(none), f.ac1];
    all.into_iter().flat_map(cells)
}

fn agreement(codings: &Codings, outcome: &Outcome) -> Section {
    let mut columns = vec![("variable", "variable"), ("category", "category"), ("units", "units"), ("articles", "articles")];
    columns.extend(COEFFICIENTS);
    let mut section = Section::new(
        "agreement",
        "People",
        "Agreement of people, of the variable as a whole and of each category against all others. Percent agreement counts what chance gives; \
         AC1 is the one that a rare category does not pull down.",
        &columns,
    );
    let mut dots = Vec::new();
    for a in &outcome.agreements {
        let variable = &codings.variables[a.variable];
        let category = a.category.map_or("all", |c| variable.categories[c].as_str());
        let mut row = vec![Cell::text(&variable.name), Cell::text(category), Cell::Count(a.units as u64), Cell::Count(a.articles as u64)];
        row.extend(coefficients(&a.figures));
        section.rows.push(row);
        if let (Some(value), interval) = a.figures.alpha {
            let label = if a.category.is_some() { format!("{}: {category}", variable.name) } else { variable.name.clone() };
            dots.push(Dot { label, point: Point { value, interval: interval.map(|i| (i.low, i.high)) } });
        }
    }
    if !dots.is_empty() {
        section.pictures.push(Picture::Dots {
            title: "Krippendorff's alpha, nominal".to_owned(),
            unit: "1 is perfect, 0 is chance".to_owned(),
            dots,
        });
    }
    section
}

fn pairs(codings: &Codings, outcome: &Outcome) -> Section {
    let mut columns = vec![("variable", "variable"), ("first", "first"), ("second", "second"), ("units", "units")];
    columns.extend(COEFFICIENTS);
    let mut section = Section::new("pairs", "Two and two", "The same for every two coders, over the units that both coded.", &columns);
    for p in &outcome.pairs {
        let variable = &codings.variables[p.variable];
        let [first, second] = p.coders.map(|c| codings.coders[c].clone());
        let mut row = vec![Cell::text(&variable.name), Cell::text(&first), Cell::text(&second), Cell::Count(p.units as u64)];
        row.extend(coefficients(&p.figures));
        section.rows.push(row);
        if variable.categories.len() <= CATEGORIES {
            section.pictures.push(Picture::Matrix {
                title: format!("{}: {first} and {second}", variable.name),
                axes: [first, second],
                labels: variable.categories.clone(),
                counts: p.matrix.clone(),
            });
        }
    }
    section
}

fn accuracy(codings: &Codings, outcome: &Outcome) -> Section {
    let mut columns = vec![
        ("variable", "variable"),
        ("category", "category"),
        ("units", "units"),
        ("articles", "articles"),
        ("both", ""),
        ("program_only", ""),
        ("people_only", ""),
        ("neither", ""),
    ];
    columns.extend(figures![
        "precision" "precision",
        "recall" "recall",
        "specificity" "specificity",
        "f1" "F1",
        "mcc" "MCC",
        "counted" "counted",
        "corrected" "corrected",
    ]);
    let mut section = Section::new(
        "program",
        "The program",
        "Each category by itself. `counted` is the share that the program gives; `corrected` is the share that this stands for, given its errors.",
        &columns,
    );
    section.rows.extend(outcome.accuracies.iter().map(|a| row(codings, a)));
    section
}

fn row(codings: &Codings, a: &Accuracy) -> Vec<Cell> {
    let variable = &codings.variables[a.variable];
    let mut row = vec![
        Cell::text(&variable.name),
        Cell::text(&variable.categories[a.category]),
        Cell::Count(a.units as u64),
        Cell::Count(a.articles as u64),
    ];
    let c = &a.confusion;
    row.extend([c.both, c.program, c.people, c.neither].map(|n| Cell::Number(n, 1)));
    row.extend([a.precision, a.recall, a.specificity, a.f1, a.mcc, a.apparent, a.corrected].into_iter().flat_map(cells));
    row
}

fn disagreements(codings: &Codings, outcome: &Outcome) -> Section {
    let codes = |v: usize, u: usize| {
        let variable = &codings.variables[v];
        let code = |(c, name): (usize, &String)| {
            variable.codes.get(&(u, c)).map(|&code| format!("{name}: {}", variable.categories[code as usize]))
        };
        codings.coders.iter().enumerate().filter_map(code).collect::<Vec<_>>().join("; ")
    };
    Section::of(
        "disagreements",
        "Disagreements",
        "Every unit that was not coded alike. Talk about these before you change a codebook.",
        &outcome.disagreements,
        &[
            ("variable", "variable", &|&&(v, _)| Cell::text(&codings.variables[v].name)),
            ("article", "article", &|&&(_, u)| Cell::text(&codings.units[u].article)),
            ("place", "place", &|&&(_, u)| Cell::text(&codings.units[u].place)),
            ("codings", "codings", &|&&(v, u)| Cell::text(codes(v, u))),
            ("text", "text", &|&&(_, u)| Some(&codings.units[u].text).filter(|t| !t.is_empty()).map_or(Cell::None, Cell::text)),
        ],
    )
}

fn warnings(codings: &Codings, outcome: &Outcome) -> Vec<String> {
    let mut warnings = Vec::new();
    let silent = codings.silent();
    if !silent.is_empty() {
        warnings.push(format!("Nothing is coded in what came from {}: no figure counts it.", silent.join(", ")));
    }
    let people = (codings.coders.len() - usize::from(outcome.program.is_some())).saturating_sub(silent.len());
    if people < 2 {
        warnings.push("One person coded: nobody knows whether another would have coded alike. Have a second one code at least a part, apart from the first.".to_owned());
    }
    let name = |v: usize| codings.variables[v].name.as_str();
    let mut tell = |wanted: &dyn Fn(&Agreement) -> bool, what: String, more: &str| {
        let whole = outcome.agreements.iter().filter(|a| a.category.is_none() && wanted(a));
        let list: Vec<&str> = whole.map(|a| name(a.variable)).collect();
        if !list.is_empty() {
            warnings.push(format!("{what}: {}.{more}", list.join(", ")));
        }
    };
    let alpha = |a: &Agreement, within: Range<f64>| a.figures.alpha.0.is_some_and(|x| within.contains(&x));
    tell(&|a| a.units < FEW_UNITS, format!("Fewer than {FEW_UNITS} units were coded by two or more"), "");
    let narrow = format!("The units come from fewer than {FEW_ARTICLES} articles, so intervals are too narrow, if anything");
    tell(&|a| a.articles < FEW_ARTICLES, narrow, "");
    let reckoning =
        " By Krippendorff's (2004) reckoning such codings carry no conclusion; talk over the disagreements, mend the codebook, code anew.";
    tell(&|a| alpha(a, f64::NEG_INFINITY..TENTATIVE), format!("Alpha is below {TENTATIVE}"), reckoning);
    let between = format!("Alpha is between {TENTATIVE} and {RELIABLE}");
    tell(&|a| alpha(a, TENTATIVE..RELIABLE), between, " Conclusions are tentative (Krippendorff 2004).");
    let constant = "One category was used throughout, so nothing can be said beyond chance".to_owned();
    tell(&|a| a.figures.alpha.0.is_none(), constant, "");
    if !outcome.accuracies.is_empty() {
        if codings.units.iter().all(|u| u.weight.is_none()) {
            warnings.push(
                "The units have no weights. If they were not drawn at random (a template draws more of what the program marks), precision holds, \
                 but recall, counted and corrected shares are those of the sample; give key.csv as --program."
                    .to_owned(),
            );
        }
        let few = outcome.accuracies.iter().filter(|a| a.given < FEW_GIVEN);
        let rare: Vec<String> =
            few.map(|a| format!("{} {}", name(a.variable), codings.variables[a.variable].categories[a.category])).collect();
        if !rare.is_empty() {
            warnings.push(format!("People gave these to fewer than {FEW_GIVEN} units, so recall is a guess: {}.", rare.join(", ")));
        }
    }
    warnings
}
