//! Tests and effects on ranks: of the rates of single articles, whatever their distribution.
use super::distribution::{chi_square_tail, two_sided};

/// Ranks of one measure over all groups: sums of ranks by group, and what ties take away.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tied {
    /// By group: how many values, and the sum of their ranks.
    pub groups: Vec<(f64, f64)>,
    /// Sum of t³ − t over runs of t equal values.
    ties: f64,
}

impl Tied {
    /// Ranks the values together; equal values share the middle of their ranks. `values` comes with the group of each, and is sorted in place.
    pub fn rank(values: &mut [(f64, u32)], groups: usize) -> Tied {
        values.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut tied = Tied { groups: vec![(0.0, 0.0); groups], ties: 0.0 };
        let mut before = 0.0;
        // Ties are equal to the last bit: the same counts divided.
        for run in values.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
            let t = run.len() as f64;
            let rank = before + f64::midpoint(t, 1.0);
            for (_, group) in run {
                if let Some(sum) = tied.groups.get_mut(*group as usize) {
                    sum.0 += 1.0;
                    sum.1 += rank;
                }
            }
            tied.ties += t * t * t - t;
            before += t;
        }
        tied
    }

    /// Ranks each group together with one other group, from `values` that [`Tied::rank`] has sorted: by group, it and the other. All come
    /// of one walk, for a million values are not sorted once for each group.
    pub fn against(values: &[(f64, u32)], groups: usize, other: usize) -> Vec<Tied> {
        let mut tied = vec![Tied { groups: vec![(0.0, 0.0); 2], ties: 0.0 }; groups];
        let (mut before, mut ties) = (0.0, 0.0);
        let mut counts = vec![0.0; groups];
        let cubed = |t: f64| t * t * t - t;
        for run in values.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
            for (_, group) in run {
                if let Some(n) = counts.get_mut(*group as usize) {
                    *n += 1.0;
                }
            }
            let theirs = counts.get(other).copied().unwrap_or(0.0);
            for (_, group) in run {
                // Each group once: its count is taken away.
                let Some((n, tied)) = counts.get_mut(*group as usize).map(std::mem::take).zip(tied.get_mut(*group as usize)) else {
                    continue;
                };
                if n > 0.0
                    && let Some(ours) = tied.groups.first_mut()
                {
                    ours.1 += n * (ours.0 + before + f64::midpoint(n + theirs, 1.0));
                    ours.0 += n;
                    tied.ties += cubed(n + theirs) - cubed(theirs);
                }
            }
            before += theirs;
            ties += cubed(theirs);
        }
        for tied in &mut tied {
            tied.ties += ties;
            if let [ours, theirs] = &mut tied.groups[..] {
                let all = ours.0 + before;
                *theirs = (before, all * (all + 1.0) / 2.0 - ours.1);
            }
        }
        tied
    }

    fn all(&self) -> f64 {
        self.groups.iter().map(|g| g.0).sum()
    }
}

/// Mann–Whitney test of one group against all others that were ranked with it: U of that group, and p by the normal approximation
/// with corrections for ties and continuity (Mann and Whitney 1947; as `scipy.stats.mannwhitneyu(method="asymptotic")`).
pub fn mann_whitney(tied: &Tied, group: usize) -> Option<(f64, f64)> {
    let &(n1, ranks) = tied.groups.get(group)?;
    let n = tied.all();
    let n2 = n - n1;
    if n1 < 1.0 || n2 < 1.0 {
        return None;
    }
    let u = ranks - n1 * (n1 + 1.0) / 2.0;
    let variance = n1 * n2 / 12.0 * ((n + 1.0) - tied.ties / (n * (n - 1.0)));
    let p = if variance > 0.0 { two_sided((((u - n1 * n2 / 2.0).abs() - 0.5) / variance.sqrt()).max(0.0)) } else { 1.0 };
    Some((u, p))
}

/// Chance that a value of the group is larger than one of the others, less the chance that it is smaller (Cliff 1993).
pub fn cliffs_delta(tied: &Tied, group: usize) -> Option<f64> {
    let n1 = tied.groups.get(group)?.0;
    let n2 = tied.all() - n1;
    mann_whitney(tied, group).map(|(u, _)| 2.0 * u / (n1 * n2) - 1.0)
}

/// Kruskal–Wallis test over all groups that have values: H with the correction for ties, degrees of freedom, p (Kruskal and Wallis 1952).
pub fn kruskal_wallis(tied: &Tied) -> Option<(f64, f64, f64)> {
    let n = tied.all();
    let filled = tied.groups.iter().filter(|g| g.0 > 0.0);
    let df = filled.clone().count() as f64 - 1.0;
    let correction = 1.0 - tied.ties / (n * n * n - n);
    if df < 1.0 || correction <= 0.0 {
        return None;
    }
    // Squares of deviations from the mean rank: the textbook's difference of two large sums loses digits at a million values.
    let h = 12.0 / (n * (n + 1.0)) * filled.map(|(m, sum)| m * (sum / m - f64::midpoint(n, 1.0)).powi(2)).sum::<f64>() / correction;
    Some((h, df, chi_square_tail(h, df)?))
}
