//! Every method of `sayso::stats` against a value that others computed. Beside each stands the command that made it, or where it was printed.
//! Commands run in Python with scipy 1.12, statsmodels 0.15, scikit-learn 1.9, krippendorff 0.9 and irrCAC 0.4.4.
#![allow(clippy::unwrap_used, clippy::unreadable_literal, clippy::excessive_precision, clippy::float_cmp)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::many_single_char_names,
    reason = "small numbers of the examples"
)]
use sayso::stats::{
    Confusion, Counts, Metric, Random, Ratio, Rows, Square, Tied, ac1, alpha, benjamini_hochberg, bootstrap, chi_square, cliffs_delta,
    cohen, cohens_h, cramers_v, difference, fisher, fleiss, garwood, kruskal_wallis, mann_whitney, mover, percent, percentile, permuted,
    permuted_against, quantile, quasi_poisson, resampled_sums, rogan_gladen, wilson,
};

const K: [f64; 8] = [3.0, 0.0, 5.0, 2.0, 8.0, 1.0, 0.0, 4.0];
const N: [f64; 8] = [410.0, 230.0, 515.0, 390.0, 620.0, 300.0, 150.0, 480.0];
const K2: [f64; 5] = [6.0, 9.0, 2.0, 7.0, 5.0];
const N2: [f64; 5] = [400.0, 380.0, 210.0, 500.0, 330.0];

#[track_caller]
fn near(a: f64, b: f64, within: f64) {
    assert!((a - b).abs() <= within, "{a} is not {b}");
}

fn rows(k: &[f64], n: &[f64]) -> Vec<f64> {
    k.iter().zip(n).flat_map(|(k, n)| [*k, *n]).collect()
}

fn ratio(k: &[f64], n: &[f64]) -> Ratio {
    let mut ratio = Ratio::default();
    k.iter().zip(n).for_each(|(k, n)| ratio.add(*k, *n));
    ratio
}

#[test]
fn wilson_is_that_of_statsmodels() {
    // proportion_confint(7, 40, method="wilson"); proportion_confint(0, 12, method="wilson")
    let i = wilson(7.0, 40.0).unwrap();
    near(i.low, 0.0874541374603592, 1e-12);
    near(i.high, 0.3194999033178772, 1e-12);
    near(wilson(0.0, 12.0).unwrap().high, 0.24249400665524096, 1e-12);
    assert_eq!(wilson(0.0, 0.0), None);
}

#[test]
fn garwood_is_that_of_scipy() {
    // chi2.ppf([.025, .975], [2*5, 2*5 + 2]) / 2; chi2.ppf(.975, 2) / 2
    let i = garwood(5.0);
    near(i.low, 1.62348639, 1e-7);
    near(i.high, 11.66833208, 1e-7);
    near(garwood(0.0).high, 3.6888794541139354, 1e-9);
    assert_eq!(garwood(0.0).low, 0.0);
}

#[test]
fn quasi_poisson_is_that_of_statsmodels() {
    // m = GLM(k, ones(8), family=Poisson(), exposure=n).fit(scale="X2"); exp(m.params[0] ± t.ppf(.975, 7) * m.bse[0]); m.scale
    let (i, dispersion) = quasi_poisson(K.into_iter().zip(N)).unwrap();
    near(dispersion, 0.9558542663447881, 1e-12);
    near(i.low, 0.004588963203703541, 1e-11);
    near(i.high, 0.012034271078238063, 1e-11);
    assert!(quasi_poisson([(0.0, 100.0), (0.0, 90.0)].into_iter()).is_none());
}

#[test]
fn the_linearised_error_is_that_of_the_formula() {
    // r = k.sum() / n.sum(); sqrt(8/7 * ((k - r*n)**2).sum()) / n.sum()
    let r = ratio(&K, &N);
    near(r.value().unwrap(), 0.007431340872374798, 1e-15);
    near(r.error().unwrap(), 0.0015275165550184132, 1e-12);
    // r * exp([-1, 1] * t.ppf(.975, 7) * se / r)
    let i = r.interval().unwrap();
    near(i.low, 0.00457065, 1e-8);
    near(i.high, 0.01208248, 1e-8);
    // Nothing counted is no proof of nothing: -log(.025) / 1000.
    let none = ratio(&[0.0, 0.0], &[600.0, 400.0]);
    near(none.interval().unwrap().high, 0.0036888794541139354, 1e-9);
}

#[test]
fn the_bootstrap_draws_whole_articles() {
    // x = default_rng(1).integers(0, 8, (200000, 8)); percentile(k[x].sum(1) / n[x].sum(1), [2.5, 97.5])
    let sums = resampled_sums(&rows(&K, &N), 2, 50_000, &mut Random::new(1, 0));
    let i = percentile(sums.chunks_exact(2).map(|s| s[0] / s[1]).collect()).unwrap();
    near(i.low, 0.00416667, 5e-5);
    near(i.high, 0.00987654, 5e-5);
    // The same by the general way.
    let j = bootstrap(8, 50_000, &mut Random::new(2, 0), |drawn| {
        let (k, n) = drawn.iter().fold((0.0, 0.0), |(k, n), &i| (k + K[i], n + N[i]));
        Some(k / n)
    });
    near(j.unwrap().low, i.low, 5e-5);
    assert_eq!(bootstrap(1, 100, &mut Random::new(2, 0), |_| Some(1.0)), None, "one article says nothing of others");
}

#[test]
fn with_many_articles_the_bootstrap_comes_to_the_linearised_interval() {
    let mut random = Random::new(3, 0);
    let n: Vec<f64> = (0..3000).map(|_| 200.0 + random.below(400) as f64).collect();
    let k: Vec<f64> = n.iter().map(|n| random.below((n / 50.0) as usize) as f64).collect();
    let sums = resampled_sums(&rows(&k, &n), 2, 4000, &mut random);
    let boot = percentile(sums.chunks_exact(2).map(|s| s[0] / s[1]).collect()).unwrap();
    let line = ratio(&k, &n).interval().unwrap();
    near(boot.width() / line.width(), 1.0, 0.04);
    near(boot.low / line.low, 1.0, 0.005);
}

fn of_two(cells: &[f64]) -> Rows<'_> {
    Rows { cells, width: 2 }
}

#[test]
fn permutation_comes_to_the_enumeration() {
    let (a, b, c) = (rows(&K, &N), rows(&K2, &N2), rows(&[1.0, 7.0, 2.0], &[250.0, 410.0, 330.0]));
    // One order of the first group serves both. All 1287 ways to give five of thirteen articles the second label: 5 reach the observed
    // difference; of the 165 ways to give three of eleven the third, 80 do (itertools.combinations).
    let p = permuted_against(of_two(&a), &[of_two(&b), of_two(&c)], 200_000, &mut Random::new(5, 0));
    near(p[0][0].unwrap(), 0.003885003885003885, 0.0005);
    near(p[1][0].unwrap(), 0.48484848484848486, 0.005);
    // The smaller group may be the other one.
    let p = permuted_against(of_two(&b), &[of_two(&a)], 200_000, &mut Random::new(5, 0));
    near(p[0][0].unwrap(), 0.003885003885003885, 0.0005);
    // A group against itself differs by nothing, and every label reaches that.
    assert_eq!(permuted_against(of_two(&a), &[of_two(&a)], 99, &mut Random::new(5, 0)), [[Some(1.0)]]);
    assert_eq!(permuted_against(of_two(&a), &[], 99, &mut Random::new(5, 0)), Vec::<Vec<Option<f64>>>::new());
    assert_eq!(permuted_against(of_two(&[]), &[of_two(&a)], 99, &mut Random::new(5, 0)), [[None]], "nobody to be held against");
}

#[test]
fn one_draw_of_labels_serves_all_groups() {
    let all = [rows(&K, &N), rows(&K2, &N2)].concat();
    let part = |k: &[f64], n: &[f64]| (k.len(), vec![k.iter().sum::<f64>(), n.iter().sum()]);
    let parts = [part(&K, &N), part(&K2, &N2), part(&K[..3], &N[..3])];
    let p = permuted(of_two(&all), &parts, 200_000, &mut Random::new(6, 0));
    near(p[0][0].unwrap(), 0.003885003885003885, 0.0005);
    assert_eq!(p[0], p[1], "what is not the one group is the other");
    // Of the 286 ways to give three of thirteen articles a label 76 reach the difference of the first three (itertools.combinations).
    near(p[2][0].unwrap(), 0.26573426573426573, 0.005);
}

#[test]
fn differences_have_the_errors_of_both() {
    let pair = difference(&ratio(&K, &N), &ratio(&K2, &N2)).unwrap();
    near(pair.difference, -0.008502725061691134, 1e-12);
    let (ea, eb) = (ratio(&K, &N).error().unwrap(), ratio(&K2, &N2).error().unwrap());
    near(pair.difference_interval.unwrap().width(), 2.0 * 1.959963984540054 * ea.hypot(eb), 1e-12);
    // 2 * norm.sf(.008502725061691134 / hypot(ea, eb))
    near(pair.p.unwrap(), 0.0010389383537968125, 1e-12);
    // ra / rb * exp([-1, 1] * norm.ppf(.975) * hypot(ea / ra, eb / rb))
    near(pair.ratio.unwrap(), 0.46638070302490114, 1e-12);
    let i = pair.ratio_interval.unwrap();
    near(i.low, 0.2891036766903119, 1e-11);
    near(i.high, 0.7523631751906045, 1e-11);
}

#[test]
fn quantiles_are_those_of_numpy() {
    // percentile(k, [5, 25, 50, 90])
    let mut sorted = K;
    sorted.sort_by(f64::total_cmp);
    for (p, value) in [(0.05, 0.0), (0.25, 0.75), (0.5, 2.5), (0.9, 5.9)] {
        near(quantile(&sorted, p).unwrap(), value, 1e-12);
    }
    assert_eq!(quantile(&[], 0.5), None);
    // percentile(k, [2.5, 97.5]), whatever the order.
    let i = percentile(K.to_vec()).unwrap();
    near(i.low, 0.0, 1e-12);
    near(i.high, 7.475, 1e-12);
    assert_eq!(percentile(vec![2.0]).map(|i| (i.low, i.high)), Some((2.0, 2.0)));
}

#[test]
fn mover_of_wilson_is_newcombes_interval() {
    // Newcombe 1998, method 10: 56/70 less 48/80 is .0524 to .3339, 10/10 less 0/20 is .6791 to 1.
    let of = |k: f64, n: f64| (k / n, wilson(k, n).unwrap());
    let i = mover(of(56.0, 70.0), of(48.0, 80.0));
    near(i.low, 0.05243147240236498, 1e-12);
    near(i.high, 0.333872654036906, 1e-12);
    let i = mover(of(10.0, 10.0), of(0.0, 20.0));
    near(i.low, 0.6790860371419145, 1e-12);
    near(i.high, 1.0, 1e-12);
}

#[test]
fn cramers_v_is_corrected_as_bergsma_does() {
    // phi2 = chi2_contingency(t, correction=False)[0] / n; sqrt(max(0, phi2 - (r-1)*(c-1)/(n-1)) / min(r-1 - (r-1)**2/(n-1), c-1 - (c-1)**2/(n-1)))
    let v = |rows: &[&[f64]]| cramers_v(&rows.iter().map(|row| row.to_vec()).collect::<Vec<_>>());
    near(v(&[&[30.0, 10.0, 5.0], &[8.0, 22.0, 15.0]]).unwrap(), 0.4766093082898592, 1e-12);
    near(v(&[&[12.0, 88.0], &[25.0, 75.0], &[9.0, 41.0]]).unwrap(), 0.12068441299099869, 1e-12);
    near(v(&[&[10.0, 0.0, 0.0], &[0.0, 0.0, 10.0]]).unwrap(), 1.0, 1e-12);
    // Uncorrected it is .33.
    near(v(&[&[4.0, 2.0].repeat(5), &[2.0, 4.0].repeat(5)]).unwrap(), 0.0, 1e-12);
    assert_eq!((v(&[&[3.0, 4.0]]), v(&[&[1.0], &[0.0]]), v(&[])), (None, None, None));
}

fn ranked(groups: &[&[f64]]) -> Tied {
    let mut values: Vec<(f64, u32)> = groups.iter().zip(0..).flat_map(|(g, i)| g.iter().map(move |x| (*x, i))).collect();
    Tied::rank(&mut values, groups.len())
}

#[test]
fn rank_tests_are_those_of_scipy() {
    let a = [0.0, 0.0, 1.2, 3.4, 2.2, 0.0, 5.1, 2.0];
    let b = [0.0, 1.2, 4.4, 6.1, 2.2, 7.5, 3.3];
    let c = [0.0, 0.0, 0.0, 9.5, 1.2];
    // mannwhitneyu(a, b, method="asymptotic")
    let two = ranked(&[&a, &b]);
    let (u, p) = mann_whitney(&two, 0).unwrap();
    assert_eq!(u, 16.5);
    near(p, 0.19814129631042443, 1e-10);
    // Cliff's delta is 2U/mn - 1.
    near(cliffs_delta(&two, 0).unwrap(), 2.0 * 16.5 / 56.0 - 1.0, 1e-15);
    near(cliffs_delta(&two, 1).unwrap(), 1.0 - 2.0 * 16.5 / 56.0, 1e-15);
    // kruskal(a, b, c)
    let (h, df, p) = kruskal_wallis(&ranked(&[&a, &b, &c])).unwrap();
    near(h, 2.546888720027013, 1e-10);
    assert_eq!(df, 2.0);
    near(p, 0.27986600049810756, 1e-10);
    assert_eq!(kruskal_wallis(&ranked(&[&[1.0, 1.0], &[1.0]])), None, "all equal: nothing to rank");
}

#[test]
fn groups_against_one_have_the_ranks_of_two_and_two() {
    let groups: [&[f64]; 4] = [&[0.0, 0.0, 1.2, 3.4, 0.0], &[0.0, 1.2, 4.4, 6.1, 2.2], &[1.2, 9.5], &[]];
    let mut values: Vec<(f64, u32)> = groups.iter().zip(0..).flat_map(|(g, i)| g.iter().map(move |x| (*x, i))).collect();
    Tied::rank(&mut values, 4);
    let against = Tied::against(&values, 4, 1);
    assert_eq!([0, 2].map(|g: usize| against[g].clone()), [0, 2].map(|g: usize| ranked(&[groups[g], groups[1]])));
    assert_eq!(mann_whitney(&against[3], 0), None, "nobody is in it");
}

#[test]
fn fisher_is_that_of_scipy_even_where_chances_are_tiny() {
    let p = |a, b, c, d| fisher(Square { first: [a, b], second: [c, d] }).unwrap();
    // fisher_exact([[3, 17], [11, 9]]).pvalue and so on
    near(p(3, 17, 11, 9), 0.018701126042616586, 1e-12);
    near(p(8, 2, 1, 5), 0.034965034965034975, 1e-12);
    // statrs gave -3.9e-11 here.
    near(p(80000, 2, 100, 5) / 7.36204537975416e-14, 1.0, 1e-4);
    assert_eq!(fisher(Square { first: [0, 5], second: [0, 7] }), None);
}

#[test]
fn chi_square_is_that_of_scipy() {
    // chi2_contingency([[12, 88], [25, 75], [9, 41]], correction=False)
    let (x, df, p) = chi_square(&[[12.0, 88.0], [25.0, 75.0], [9.0, 41.0]]).unwrap();
    near(x, 5.634590792838875, 1e-12);
    assert_eq!(df, 2.0);
    near(p, 0.05976737135685976, 1e-10);
}

#[test]
fn adjusted_p_values_are_those_of_statsmodels() {
    // multipletests([.001, .041, .008, .039, .06, .205, .74], method="fdr_bh")[1]
    let adjusted = benjamini_hochberg(&[0.001, 0.041, 0.008, 0.039, 0.06, 0.205, 0.74]);
    for (a, b) in adjusted.iter().zip([0.007, 0.07175, 0.028, 0.07175, 0.084, 0.23916667, 0.74]) {
        near(*a, b, 1e-8);
    }
}

#[test]
fn cohens_h_is_that_of_statsmodels() {
    // proportion_effectsize(.3, .12)
    near(cohens_h(0.3, 0.12), 0.45179626894806535, 1e-12);
}

fn cells(table: [[usize; 3]; 3]) -> Vec<(u32, u32)> {
    let all = (0..3).flat_map(|a| (0..3).map(move |b| (a, b)));
    all.flat_map(|(a, b)| std::iter::repeat_n((a as u32, b as u32), table[a][b])).collect()
}

#[test]
fn cohens_kappa_of_1960() {
    // Cohen 1960, tables 1 (proportions of hundred) and 2: kappa -.09 and .492.
    near(cohen(&cells([[25, 13, 12], [12, 2, 16], [3, 15, 2]]), 3).unwrap(), -0.0923076923076924, 1e-12);
    near(cohen(&cells([[88, 14, 18], [10, 40, 10], [2, 6, 12]]), 3).unwrap(), 0.49152542372881347, 1e-12);
    assert_eq!(cohen(&[(1, 1), (1, 1)], 3), None, "one category: chance agrees always");
}

fn refs(units: &[Counts]) -> Vec<&[u32]> {
    units.iter().map(Vec::as_slice).collect()
}

#[test]
fn fleiss_kappa_of_1971() {
    // Fleiss 1971, table 1: thirty patients, six psychiatrists each, kappa .430.
    let units: Vec<Counts> = [
        [0, 0, 0, 6, 0],
        [0, 3, 0, 0, 3],
        [0, 1, 4, 0, 1],
        [0, 0, 0, 0, 6],
        [0, 3, 0, 3, 0],
        [2, 0, 4, 0, 0],
        [0, 0, 4, 0, 2],
        [2, 0, 3, 1, 0],
        [2, 0, 0, 4, 0],
        [0, 0, 0, 0, 6],
        [1, 0, 0, 5, 0],
        [1, 1, 0, 4, 0],
        [0, 3, 3, 0, 0],
        [1, 0, 0, 5, 0],
        [0, 2, 0, 3, 1],
        [0, 0, 5, 0, 1],
        [3, 0, 0, 1, 2],
        [5, 1, 0, 0, 0],
        [0, 2, 0, 4, 0],
        [1, 0, 2, 0, 3],
        [0, 0, 0, 0, 6],
        [0, 1, 0, 5, 0],
        [0, 2, 0, 1, 3],
        [2, 0, 0, 4, 0],
        [1, 0, 0, 4, 1],
        [0, 5, 0, 1, 0],
        [4, 0, 0, 0, 2],
        [0, 2, 0, 4, 0],
        [1, 0, 5, 0, 0],
        [0, 0, 0, 0, 6],
    ]
    .map(Vec::from)
    .into();
    near(fleiss(&refs(&units)).unwrap(), 0.43024452006014074, 1e-12);
    near(percent(&refs(&units)).unwrap(), 0.5556, 5e-5);
}

/// Categories by coder and unit as counts by unit.
fn counted<const U: usize>(coders: &[[u32; U]], categories: usize) -> Vec<Counts> {
    let unit = |u: usize| (1..=categories as u32).map(|c| coders.iter().filter(|coder| coder[u] == c).count() as u32).collect();
    (0..U).map(unit).collect()
}

/// Krippendorff 2011, part C: four observers, twelve units, 0 where none was coded.
const FOUR: [[u32; 12]; 4] = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 0],
    [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
];

#[test]
fn alpha_of_krippendorffs_four_coders() {
    // .743 nominal, .815 ordinal, .849 interval: krippendorff.alpha(reliability_data=d, level_of_measurement=…)
    let units = counted(&FOUR, 5);
    let values = [1.0, 2.0, 3.0, 4.0, 5.0];
    near(alpha(&refs(&units), &values, Metric::Nominal).unwrap(), 0.743421052631579, 1e-12);
    near(alpha(&refs(&units), &values, Metric::Ordinal).unwrap(), 0.8153875037548814, 1e-12);
    near(alpha(&refs(&units), &values, Metric::Interval).unwrap(), 0.8491071428571428, 1e-12);
}

#[test]
fn alpha_of_hayes_and_krippendorff_2007() {
    // Table 1, tones 0 to 3 by five observers, `.` where none was coded; ordinal .7598 in the paper.
    const TONES: &str = "112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223 111.1 111.1 212.2 1233. 1101. 000.0 \
                         0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2 110.0 2121. 22.22 3222. 222.2 223.2 222.2 22.12 2222. 111.1";
    let unit = |codes: &str| (0..4).map(|v| codes.chars().filter(|c| c.to_digit(10) == Some(v)).count() as u32).collect();
    let units: Vec<Counts> = TONES.split_whitespace().map(unit).collect();
    assert_eq!(units.len(), 40);
    let values = [0.0, 1.0, 2.0, 3.0];
    near(alpha(&refs(&units), &values, Metric::Nominal).unwrap(), 0.47650956741865835, 1e-12);
    near(alpha(&refs(&units), &values, Metric::Ordinal).unwrap(), 0.7598291891514336, 1e-12);
    near(alpha(&refs(&units), &values, Metric::Interval).unwrap(), 0.757378277153558, 1e-12);
}

#[test]
fn ac1_of_gwet() {
    // Gwet 2014, the same four coders: irrCAC CAC(raw_4raters()).gwet() and .fleiss()
    let units = counted(&FOUR, 5);
    near(ac1(&refs(&units)).unwrap(), 0.77544, 5e-6);
    near(fleiss(&refs(&units)).unwrap(), 0.76117, 5e-6);
    // Gwet 2002: 118 of 125 alike on a common category, 5 and 2 apart. Kappa is below zero, AC1 is .941.
    let mut units = vec![vec![2, 0]; 118];
    units.extend(vec![vec![1, 1]; 7]);
    near(ac1(&refs(&units)).unwrap(), 0.9408, 5e-5);
    assert!(fleiss(&refs(&units)).unwrap() < 0.0);
}

#[test]
fn accuracy_is_that_of_scikit_learn() {
    // y = [1]*38 + [0]*162; p = [1]*30 + [0]*8 + [1]*12 + [0]*150; precision_score, recall_score, f1_score, matthews_corrcoef
    let mut c = Confusion::default();
    for (program, people, n) in [(true, true, 30), (false, true, 8), (true, false, 12), (false, false, 150)] {
        (0..n).for_each(|_| c.add(program, people, 1.0));
    }
    near(c.precision().unwrap(), 0.7142857142857143, 1e-12);
    near(c.recall().unwrap(), 0.7894736842105263, 1e-12);
    near(c.f1().unwrap(), 0.75, 1e-12);
    near(c.mcc().unwrap(), 0.689040605810599, 1e-12);
    // Corrected with its own errors, the apparent share is that of people: 38 of 200.
    near(rogan_gladen(c.apparent().unwrap(), c.recall().unwrap(), c.specificity().unwrap()).unwrap(), 0.19, 1e-12);
    assert_eq!(rogan_gladen(0.3, 0.5, 0.5), None);
}
