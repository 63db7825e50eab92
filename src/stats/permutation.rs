//! Permutation tests: if groups were only labels, how often would labels given out at random be at least as far apart? Several measures
//! are tested at once: an article is a row of `k, n` for every measure. The p-value counts the observed labels in (Phipson and Smyth 2010),
//! so it is never zero.
use super::random::Random;
use statrs::distribution::{Discrete, Hypergeometric};

/// Articles, each of as many numbers.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    /// Row after row.
    pub cells: &'a [f64],
    /// Numbers in a row: twice as many as there are measures.
    pub width: usize,
}

impl<'a> Rows<'a> {
    fn len(self) -> usize {
        self.cells.len().checked_div(self.width).unwrap_or(0)
    }

    fn summed(self) -> Vec<f64> {
        let mut sums = vec![0.0; self.width];
        self.cells.chunks_exact(self.width.max(1)).for_each(|row| add(&mut sums, row));
        sums
    }

    /// An order that is made on the way, by [`Rows::draw`].
    fn order(self) -> Vec<u32> {
        (0..u32::try_from(self.len()).unwrap_or(u32::MAX)).collect()
    }

    /// The next row of the order, `drawn` of which are drawn.
    fn draw(self, order: &mut [u32], drawn: usize, random: &mut Random) -> &'a [f64] {
        order.swap(drawn, drawn + random.below(order.len() - drawn));
        let at = order.get(drawn).map_or(0, |&at| at as usize * self.width);
        self.cells.get(at..at + self.width).unwrap_or_default()
    }
}

fn add(sums: &mut [f64], row: &[f64]) {
    sums.iter_mut().zip(row).for_each(|(s, x)| *s += x);
}

/// Tests groups against one and the same other group. Of both together as many articles are drawn as the smaller one has: how many of them
/// are of the other is a hypergeometric number, and which they are, one order of the other's articles says for all groups. So a group of
/// a million is gone through once, not once for each that is held against it.
pub fn permuted_against(other: Rows<'_>, groups: &[Rows<'_>], permutations: usize, random: &mut Random) -> Vec<Vec<Option<f64>>> {
    let mut tests: Vec<Against<'_>> = groups.iter().map(|rows| Against::new(*rows, other)).collect();
    let most = tests.iter().map(|test| test.drawn).max().unwrap_or(0);
    let mut order = other.order();
    // After no, one, two articles of the other group.
    let mut sums = vec![0.0; (most + 1) * other.width];
    for _ in 0..permutations {
        let mut sum = vec![0.0; other.width];
        for (drawn, next) in sums.chunks_exact_mut(other.width.max(1)).skip(1).enumerate() {
            add(&mut sum, other.draw(&mut order, drawn, random));
            next.copy_from_slice(&sum);
        }
        for test in &mut tests {
            test.permute(&sums, random);
        }
    }
    tests.into_iter().map(|test| chances(test.reached, &test.observed, permutations)).collect()
}

/// A group that is held against another.
struct Against<'a> {
    rows: Rows<'a>,
    /// Of both groups together.
    total: Vec<f64>,
    observed: Vec<Option<f64>>,
    /// How many articles are drawn: as many as the smaller group has.
    drawn: usize,
    /// By how many of them are of the other group: the chance of so many or fewer.
    of_other: Vec<f64>,
    order: Vec<u32>,
    /// By measure: how often the gap reached the one that was seen, which itself is one.
    reached: Vec<f64>,
}

impl<'a> Against<'a> {
    fn new(rows: Rows<'a>, other: Rows<'_>) -> Against<'a> {
        let ours = rows.summed();
        let mut total = other.summed();
        add(&mut total, &ours);
        let drawn = rows.len().min(other.len());
        Against {
            observed: gaps(&ours, &total),
            total,
            drawn,
            of_other: hypergeometric(rows.len() + other.len(), other.len(), drawn),
            order: rows.order(),
            reached: vec![1.0; rows.width / 2],
            rows,
        }
    }

    /// Gives the labels out anew; `sums` are those of the first articles of the other group in its order of this time.
    fn permute(&mut self, sums: &[f64], random: &mut Random) {
        let (width, chance) = (self.rows.width, random.unit());
        let others = self.of_other.partition_point(|c| *c <= chance).min(self.drawn);
        let mut part = sums.get(others * width..(others + 1) * width).unwrap_or_default().to_vec();
        for drawn in 0..self.drawn - others {
            add(&mut part, self.rows.draw(&mut self.order, drawn, random));
        }
        count(&mut self.reached, &gaps(&part, &self.total), &self.observed);
    }
}

/// Chances of so many or fewer of `marked` ones among `drawn` of `all`.
fn hypergeometric(all: usize, marked: usize, drawn: usize) -> Vec<f64> {
    let Ok(law) = Hypergeometric::new(all as u64, marked as u64, drawn as u64) else { return Vec::new() };
    let up_to = |sum: &mut f64, n: u64| {
        *sum += law.pmf(n);
        Some(*sum)
    };
    (0..=drawn as u64).scan(0.0, up_to).collect()
}

/// Tests several groups of the articles in `rows`, each against all the others: `parts` holds how many articles each has, and the
/// sum of their rows. One draw of labels serves all groups.
pub fn permuted(rows: Rows<'_>, parts: &[(usize, Vec<f64>)], permutations: usize, random: &mut Random) -> Vec<Vec<Option<f64>>> {
    let (all, total) = (rows.len(), rows.summed());
    let observed: Vec<Vec<Option<f64>>> = parts.iter().map(|(_, part)| gaps(part, &total)).collect();
    // The others are as far from a group as the group from the others: only the fewer have to be drawn.
    let mut sizes: Vec<(usize, usize)> =
        parts.iter().enumerate().map(|(at, &(size, _))| (size.min(all.saturating_sub(size)), at)).collect();
    sizes.sort_unstable();
    let most = sizes.last().map_or(0, |&(size, _)| size);
    let mut reached = vec![vec![1.0; rows.width / 2]; parts.len()];
    let mut order = rows.order();
    let mut part = vec![0.0; rows.width];
    for _ in 0..permutations {
        part.fill(0.0);
        let mut next = sizes.iter().peekable();
        for drawn in 0..=most {
            while let Some(&(_, at)) = next.next_if(|of| of.0 == drawn) {
                count(&mut reached[at], &gaps(&part, &total), &observed[at]);
            }
            if drawn < most {
                add(&mut part, rows.draw(&mut order, drawn, random));
            }
        }
    }
    reached.into_iter().zip(&observed).map(|(reached, observed)| chances(reached, observed, permutations)).collect()
}

/// p by measure.
fn chances(reached: Vec<f64>, observed: &[Option<f64>], permutations: usize) -> Vec<Option<f64>> {
    reached.into_iter().zip(observed).map(|(count, seen)| seen.map(|_| count / (permutations as f64 + 1.0))).collect()
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
