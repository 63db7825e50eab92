//! Everything that codings tell, as numbers.
use super::{
    codings::{Codings, PROGRAM},
    judge,
    people::{Coded, Figure},
};
use crate::stats::Confusion;

/// How often, and from which seed.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Bootstrap samples.
    pub resamples: usize,
    /// Of all random numbers.
    pub seed: u64,
}

/// Coefficients of agreement, each with its interval.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    /// Share of pairs of codings that agree.
    pub percent: Figure,
    /// Cohen's kappa; over several coders, the mean over pairs.
    pub kappa: Figure,
    /// Fleiss' kappa.
    pub fleiss: Figure,
    /// Krippendorff's alpha, nominal.
    pub alpha: Figure,
    /// Ordinal, where categories have an order.
    pub alpha_ordinal: Option<Figure>,
    /// Interval, where categories are numbers.
    pub alpha_interval: Option<Figure>,
    /// Gwet's AC1.
    pub ac1: Figure,
}

/// How people agree on a variable, or on one category of it.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// Number of the variable.
    pub variable: usize,
    /// Number of the category; `None` for all.
    pub category: Option<usize>,
    /// Units with two codings or more.
    pub units: usize,
    /// Articles they are of.
    pub articles: usize,
    /// The coefficients.
    pub figures: Figures,
}

/// Two coders on a variable.
#[derive(Clone, Debug)]
pub struct PairOf {
    /// Number of the variable.
    pub variable: usize,
    /// Numbers of the coders.
    pub coders: [usize; 2],
    /// Units that both coded.
    pub units: usize,
    /// The coefficients.
    pub figures: Figures,
    /// How often the first one's categories met the second one's.
    pub matrix: Vec<Vec<u64>>,
}

/// The program on one category.
#[derive(Clone, Debug)]
pub struct Accuracy {
    /// Number of the variable.
    pub variable: usize,
    /// Number of the category.
    pub category: usize,
    /// Units that both judged.
    pub units: usize,
    /// Articles they are of.
    pub articles: usize,
    /// Units, unweighted, to which people gave the category.
    pub given: usize,
    /// Weighted counts.
    pub confusion: Confusion,
    /// Of the program's, those that people share.
    pub precision: Figure,
    /// Of people's, those that the program found.
    pub recall: Figure,
    /// Of what people leave alone, what the program leaves alone.
    pub specificity: Figure,
    /// Their harmonic mean.
    pub f1: Figure,
    /// Their correlation.
    pub mcc: Figure,
    /// The share that the program counts.
    pub apparent: Figure,
    /// The share that this stands for.
    pub corrected: Figure,
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Between people.
    pub agreements: Vec<Agreement>,
    /// Between two coders each, the program among them.
    pub pairs: Vec<PairOf>,
    /// Of the program.
    pub accuracies: Vec<Accuracy>,
    /// Variable and unit of every disagreement.
    pub disagreements: Vec<(usize, usize)>,
    /// Number of the program among coders.
    pub program: Option<usize>,
}

/// Judges the codings.
pub fn outcome(codings: &Codings, options: &Options) -> Outcome {
    let program = codings.coders.iter().position(|c| c == PROGRAM);
    let people: Vec<usize> = (0..codings.coders.len()).filter(|c| Some(*c) != program).collect();
    let mut outcome = Outcome { program, ..Outcome::default() };
    for (v, variable) in codings.variables.iter().enumerate() {
        let coded = Coded::new(codings, variable, &people, 1);
        let (units, articles) = (coded.len(), coded.shared().len());
        if units > 0 {
            let of = |category: Option<usize>| Agreement {
                variable: v,
                category,
                units,
                articles,
                figures: coded.figures(category.and_then(|c| u32::try_from(c).ok()), options),
            };
            outcome.agreements.push(of(None));
            // Of two categories each says the same.
            if variable.categories.len() > 2 {
                outcome.agreements.extend((0..variable.categories.len()).map(|c| of(Some(c))));
            }
        }
        for a in 0..codings.coders.len() {
            for b in a + 1..codings.coders.len() {
                let coded = Coded::new(codings, variable, &[a, b], 2);
                if coded.len() > 0 {
                    let figures = coded.figures(None, options);
                    outcome.pairs.push(PairOf { variable: v, coders: [a, b], units: coded.len(), figures, matrix: coded.matrix() });
                }
            }
        }
        if let Some(program) = program {
            outcome.accuracies.extend(judge::accuracy(codings, v, program, &people, options));
        }
        for u in 0..codings.units.len() {
            let mut codes = (0..codings.coders.len()).filter_map(|c| variable.codes.get(&(u, c)));
            if codes.next().is_some_and(|first| codes.any(|code| code != first)) {
                outcome.disagreements.push((v, u));
            }
        }
    }
    outcome
}
