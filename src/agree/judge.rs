//! The program against people: each category by itself, weighted by what a unit stands for, with intervals over articles.
use super::{
    codings::{Codings, Unit, Variable, by_article},
    outcome::{Accuracy, Options},
};
use crate::stats::{Confusion, Random, bootstrap, rogan_gladen};

/// What people say of a unit: the category that most of them gave, unless two are level.
fn majority(variable: &Variable, unit: usize, people: &[usize]) -> Option<u32> {
    let mut counts = vec![0_u32; variable.categories.len()];
    people.iter().filter_map(|&c| variable.codes.get(&(unit, c))).for_each(|&code| counts[code as usize] += 1);
    let most = *counts.iter().max().filter(|n| **n > 0)?;
    let mut first = counts.iter().zip(0..).filter(|(n, _)| **n == most).map(|(_, code)| code);
    first.next().filter(|_| first.next().is_none())
}

/// Units that both judged: the program's category, people's, the weight.
type Judged = Vec<(u32, u32, f64)>;

pub(super) fn accuracy<'a>(codings: &'a Codings, v: usize, program: usize, people: &[usize], options: &Options) -> Vec<Accuracy> {
    let variable = &codings.variables[v];
    let judged = |(u, unit): (usize, &'a Unit)| {
        let (ours, theirs) = variable.codes.get(&(u, program)).copied().zip(majority(variable, u, people))?;
        Some((unit, (ours, theirs, unit.weight.unwrap_or(1.0))))
    };
    let articles: Vec<Judged> = by_article(codings.units.iter().enumerate().filter_map(judged));
    (0..variable.categories.len()).filter_map(|c| category(v, u32::try_from(c).ok()?, &articles, options)).collect()
}

fn category(variable: usize, category: u32, articles: &[Judged], options: &Options) -> Option<Accuracy> {
    let confusion = |drawn: &mut dyn Iterator<Item = usize>| {
        let mut confusion = Confusion::default();
        for (ours, theirs, weight) in drawn.flat_map(|a| &articles[a]) {
            confusion.add(*ours == category, *theirs == category, *weight);
        }
        confusion
    };
    let all = confusion(&mut (0..articles.len()));
    if all.both + all.program + all.people <= 0.0 {
        return None;
    }
    // Where the program says yes to every unit, only its precision can be told.
    let no = all.people + all.neither > 0.0;
    let figure = |stream: u64, f: &dyn Fn(&Confusion) -> Option<f64>| {
        let mut random = Random::new(options.seed, 16 + stream);
        (f(&all), bootstrap(articles.len(), options.resamples, &mut random, |drawn| f(&confusion(&mut drawn.iter().copied()))))
    };
    let both = |f: fn(&Confusion) -> Option<f64>| move |c: &Confusion| if no { f(c) } else { None };
    let corrected = |c: &Confusion| rogan_gladen(c.apparent()?, c.recall()?, c.specificity()?);
    Some(Accuracy {
        variable,
        category: category as usize,
        units: articles.iter().map(Vec::len).sum(),
        given: articles.iter().flatten().filter(|(_, theirs, _)| *theirs == category).count(),
        articles: articles.len(),
        confusion: all,
        precision: figure(0, &Confusion::precision),
        recall: figure(1, &both(Confusion::recall)),
        specificity: figure(2, &both(Confusion::specificity)),
        f1: figure(3, &both(Confusion::f1)),
        mcc: figure(4, &both(Confusion::mcc)),
        apparent: figure(5, &both(Confusion::apparent)),
        corrected: figure(6, &both(corrected)),
    })
}
