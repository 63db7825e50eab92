//! Permutation tests: if groups were only labels, how often would labels given out at random be at least as far apart?
use super::random::Random;

/// Tests the difference of rates for several measures at once. Rows are articles; each holds `k, n` for every measure, so has twice as
/// many numbers as there are measures. The p-value counts the observed labels in (Phipson and Smyth 2010), so it is never zero.
pub fn permutation(a: &[f64], b: &[f64], measures: usize, permutations: usize, random: &mut Random) -> Vec<Option<f64>> {
    let width = 2 * measures;
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let rows: Vec<&[f64]> = few.chunks_exact(width.max(1)).chain(many.chunks_exact(width.max(1))).collect();
    let size = few.len().checked_div(width).unwrap_or(0);
    let sum = |rows: &[&[f64]]| {
        let mut sums = vec![0.0; width];
        for row in rows {
            sums.iter_mut().zip(*row).for_each(|(s, x)| *s += x);
        }
        sums
    };
    let total = sum(&rows);
    let gaps = |part: &[f64]| -> Vec<Option<f64>> {
        let gap = |(part, total): (&[f64], &[f64])| match (part, total) {
            (&[k, n], &[all_k, all_n]) if n > 0.0 && all_n > n => Some((k / n - (all_k - k) / (all_n - n)).abs()),
            _ => None,
        };
        part.chunks_exact(2).zip(total.chunks_exact(2)).map(gap).collect()
    };
    let observed = gaps(&sum(rows.get(..size).unwrap_or_default()));
    let mut reached = vec![1.0; measures];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut part = vec![0.0; width];
    for _ in 0..permutations {
        part.fill(0.0);
        // Only those who get the label of the smaller group have to be drawn.
        for i in 0..size {
            order.swap(i, i + random.below(rows.len() - i));
            let row = order.get(i).and_then(|&at| rows.get(at)).copied().unwrap_or_default();
            part.iter_mut().zip(row).for_each(|(s, x)| *s += x);
        }
        for ((count, gap), seen) in reached.iter_mut().zip(gaps(&part)).zip(&observed) {
            // Sums in another order differ in the last digits.
            if gap.zip(*seen).is_some_and(|(gap, seen)| gap >= seen * (1.0 - 1e-12)) {
                *count += 1.0;
            }
        }
    }
    let p = |(count, seen): (f64, &Option<f64>)| seen.map(|_| count / (permutations as f64 + 1.0));
    reached.into_iter().zip(&observed).map(p).collect()
}
