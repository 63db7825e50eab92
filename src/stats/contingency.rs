//! Tables of counts: tests and effects where each article is one trial.
use super::distribution::chi_square_tail;
use statrs::function::gamma::ln_gamma;

/// Two groups, and in each how many articles have something and how many have not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Square {
    /// First group, with it and without.
    pub first: [u64; 2],
    /// Second group.
    pub second: [u64; 2],
}

/// Fisher's exact test, two-sided: the sum over all tables with the same margins that are at most as likely (Fisher 1935; as in R and
/// scipy). Summed in logarithms, for in large tables the single chances are too small for a number.
pub fn fisher(square: Square) -> Option<f64> {
    let Square { first, second } = square;
    let (row, with) = (first[0] + first[1], first[0] + second[0]);
    let all = row + second[0] + second[1];
    if row == 0 || row == all || with == 0 || with == all {
        return None;
    }
    let choose = |n: u64, k: u64| ln_gamma(n as f64 + 1.0) - ln_gamma(k as f64 + 1.0) - ln_gamma((n - k) as f64 + 1.0);
    let chance = |x: u64| choose(with, x) + choose(all - with, row - x) - choose(all, row);
    let seen = chance(first[0]) + 1e-7;
    let p: f64 = ((row + with).saturating_sub(all)..=row.min(with)).map(chance).filter(|p| *p <= seen).map(f64::exp).sum();
    Some(p.min(1.0))
}

/// Pearson's chi-square test of independence without correction: statistic, degrees of freedom, p. Rows and columns that are
/// empty are left out.
pub fn chi_square(table: &[[f64; 2]]) -> Option<(f64, f64, f64)> {
    let columns = [0, 1].map(|c| table.iter().map(|row| row[c]).sum::<f64>());
    let all = columns[0] + columns[1];
    let rows = table.iter().filter(|row| row[0] + row[1] > 0.0);
    let df = rows.clone().count() as f64 - 1.0;
    if df < 1.0 || columns.contains(&0.0) {
        return None;
    }
    let expected = |row: &[f64; 2], c: usize| (row[0] + row[1]) * columns[c] / all;
    let cells = rows.flat_map(|row| [0, 1].map(|c| (row[c], expected(row, c))));
    let statistic: f64 = cells.map(|(seen, e)| (seen - e).powi(2) / e).sum();
    Some((statistic, df, chi_square_tail(statistic, df)?))
}

/// Cramér's V, corrected for what chance alone gives (Bergsma 2013): 0 for independent, 1 for the same. Rows and columns that are empty are
/// left out.
pub fn cramers_v(table: &[Vec<f64>]) -> Option<f64> {
    let rows: Vec<f64> = table.iter().map(|row| row.iter().sum()).collect();
    let mut columns = vec![0.0_f64; table.iter().map(Vec::len).max().unwrap_or(0)];
    for row in table {
        columns.iter_mut().zip(row).for_each(|(sum, n)| *sum += n);
    }
    let all: f64 = rows.iter().sum();
    let filled = |sums: &[f64]| sums.iter().filter(|n| **n > 0.0).count() as f64;
    let (r, c) = (filled(&rows), filled(&columns));
    let seen = table.iter().zip(&rows).flat_map(|(row, of)| row.iter().zip(&columns).map(move |(n, in_all)| (n, of * in_all / all)));
    let phi: f64 = seen.filter(|(_, expected)| *expected > 0.0).map(|(n, expected)| (n - expected).powi(2) / expected / all).sum();
    let by_chance = (r - 1.0) * (c - 1.0) / (all - 1.0);
    let least = [r, c].map(|n| n - 1.0 - (n - 1.0).powi(2) / (all - 1.0)).into_iter().fold(f64::INFINITY, f64::min);
    (all > 1.0 && least > 0.0).then(|| ((phi - by_chance).max(0.0) / least).sqrt())
}

/// Distance of two shares on the scale of arcs (Cohen 1988).
pub fn cohens_h(a: f64, b: f64) -> f64 {
    let arc = |p: f64| 2.0 * p.clamp(0.0, 1.0).sqrt().asin();
    arc(a) - arc(b)
}
