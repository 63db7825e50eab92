//! Do coders agree more than chance would have them? All but Cohen's kappa work on how many coders gave each category to a unit, so
//! any number of coders may have coded a unit, and not every coder need have coded every unit.

/// By category: how many coders gave it to this unit.
pub type Counts = Vec<u32>;

fn total(unit: &[u32]) -> f64 {
    f64::from(unit.iter().sum::<u32>())
}

/// Share of pairs of coders that agree, averaged over units with two codings or more.
pub fn percent(units: &[&[u32]]) -> Option<f64> {
    let judged = units.iter().filter(|u| total(u) > 1.0);
    let n = judged.clone().count() as f64;
    let agree = |u: &&&[u32]| {
        let m = total(u);
        u.iter().map(|&c| f64::from(c) * (f64::from(c) - 1.0)).sum::<f64>() / (m * (m - 1.0))
    };
    (n > 0.0).then(|| judged.map(|u| agree(&u)).sum::<f64>() / n)
}

/// By category: its mean share over all coded units.
fn prevalence(units: &[&[u32]]) -> Vec<f64> {
    let coded = units.iter().filter(|u| total(u) > 0.0);
    let n = coded.clone().count() as f64;
    let categories = units.first().map_or(0, |u| u.len());
    let mut shares = vec![0.0; categories];
    for unit in coded {
        let m = total(unit);
        shares.iter_mut().zip(*unit).for_each(|(s, &c)| *s += f64::from(c) / m / n);
    }
    shares
}

fn beyond_chance(observed: f64, chance: f64) -> Option<f64> {
    (chance < 1.0 - 1e-12).then(|| (observed - chance) / (1.0 - chance))
}

/// Fleiss' kappa (1971), with Gwet's (2014) treatment of units that not every coder coded. `None` where one category was used only.
pub fn fleiss(units: &[&[u32]]) -> Option<f64> {
    let chance = prevalence(units).iter().map(|p| p * p).sum();
    beyond_chance(percent(units)?, chance)
}

/// Gwet's AC1 (2008): chance is what coders would agree on by guessing the hard units, so a rare category does not pull it down.
pub fn ac1(units: &[&[u32]]) -> Option<f64> {
    let shares = prevalence(units);
    let q = shares.len() as f64;
    if q < 2.0 {
        return None;
    }
    let chance = shares.iter().map(|p| p * (1.0 - p)).sum::<f64>() / (q - 1.0);
    beyond_chance(percent(units)?, chance)
}

/// Cohen's kappa (1960) of two coders over the units that both coded; `None` where both used one category only.
pub fn cohen(codings: &[(u32, u32)], categories: usize) -> Option<f64> {
    let n = codings.len() as f64;
    if n == 0.0 {
        return None;
    }
    let observed = codings.iter().filter(|(a, b)| a == b).count() as f64 / n;
    let mut shares = vec![(0.0, 0.0); categories];
    for &(a, b) in codings {
        if let Some(share) = shares.get_mut(a as usize) {
            share.0 += 1.0 / n;
        }
        if let Some(share) = shares.get_mut(b as usize) {
            share.1 += 1.0 / n;
        }
    }
    beyond_chance(observed, shares.iter().map(|(a, b)| a * b).sum())
}
