//! Permutation tests: if groups were only labels, how often would labels given out at random be at least as far apart?
use super::random::Random;

/// Tests the difference of rates for several measures at once. Rows are articles; each holds `k, n` for every measure, so has twice as
/// many numbers as there are measures. The p-value counts the observed labels in (Phipson and Smyth 2010), so it is never zero.
pub fn permutation(a: &[f64], b: &[f64], measures: usize, permutations: usize, random: &mut Random) -> Vec<Option<f64>> {
    let width = 2 * measures;
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let rows: Vec<&[f64]> = few.chunks_exact(width.max(1)).chain(many.chunks_exact(width.max(1))).collect();
    let size = few.len().checked_div(width).unwrap_or(0);
    let part = summed(rows.get(..size).unwrap_or_default(), width);
    permuted(&rows, &[(size, part)], permutations, random).pop().unwrap_or_default()
}

/// The same for several groups of the articles in `rows`, each against all the others: `parts` holds how many articles each has, and the
/// sum of their rows. One draw of labels serves all groups.
pub fn permuted(rows: &[&[f64]], parts: &[(usize, Vec<f64>)], permutations: usize, random: &mut Random) -> Vec<Vec<Option<f64>>> {
    let width = rows.first().map_or(0, |row| row.len());
    let total = summed(rows, width);
    let observed: Vec<Vec<Option<f64>>> = parts.iter().map(|(_, part)| gaps(part, &total)).collect();
    // The others are as far from a group as the group from the others: only the fewer have to be drawn.
    let mut sizes: Vec<(usize, usize)> =
        parts.iter().enumerate().map(|(at, &(size, _))| (size.min(rows.len().saturating_sub(size)), at)).collect();
    sizes.sort_unstable();
    let most = sizes.last().map_or(0, |&(size, _)| size);
    let mut reached = vec![vec![1.0; width / 2]; parts.len()];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut part = vec![0.0; width];
    for _ in 0..permutations {
        part.fill(0.0);
        let mut next = sizes.iter().peekable();
        for drawn in 0..=most {
            while let Some(&(_, at)) = next.next_if(|of| of.0 == drawn) {
                count(&mut reached[at], &gaps(&part, &total), &observed[at]);
            }
            if drawn < most {
                order.swap(drawn, drawn + random.below(rows.len() - drawn));
                let row = order.get(drawn).and_then(|&at| rows.get(at)).copied().unwrap_or_default();
                part.iter_mut().zip(row).for_each(|(s, x)| *s += x);
            }
        }
    }
    let p = |(count, seen): (f64, &Option<f64>)| seen.map(|_| count / (permutations as f64 + 1.0));
    reached.into_iter().zip(&observed).map(|(counts, seen)| counts.into_iter().zip(seen).map(p).collect()).collect()
}

fn summed(rows: &[&[f64]], width: usize) -> Vec<f64> {
    let mut sums = vec![0.0; width];
    for row in rows {
        sums.iter_mut().zip(*row).for_each(|(s, x)| *s += x);
    }
    sums
}

/// By measure: how far the rate of a part is from that of all the rest.
fn gaps(part: &[f64], total: &[f64]) -> Vec<Option<f64>> {
    let gap = |(part, total): (&[f64], &[f64])| match (part, total) {
        (&[k, n], &[all_k, all_n]) if n > 0.0 && all_n > n => Some((k / n - (all_k - k) / (all_n - n)).abs()),
        _ => None,
    };
    part.chunks_exact(2).zip(total.chunks_exact(2)).map(gap).collect()
}

/// Counts the measures in which the gap reaches the one that was seen.
fn count(reached: &mut [f64], gaps: &[Option<f64>], observed: &[Option<f64>]) {
    for ((count, gap), seen) in reached.iter_mut().zip(gaps).zip(observed) {
        // Sums in another order differ in the last digits.
        if gap.zip(*seen).is_some_and(|(gap, seen)| gap >= seen * (1.0 - 1e-12)) {
            *count += 1.0;
        }
    }
}
