//! Articles of an invented world, as many as are wanted and always the same ones: for tests of the corpus and for its benchmark.

/// A small generator of pseudo-random numbers (`SplitMix64`), so that nothing depends on a crate's version.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap_or(0)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

const GIVEN: [&str; 12] = ["Mara", "Tomas", "Ilse", "Bram", "Nadia", "Oskar", "Petra", "Jonas", "Vera", "Anton", "Lena", "Rolf"];
const FAMILY: [&str; 12] =
    ["Lindqvist", "Berg", "Halloran", "Okwuosa", "Varga", "Tennant", "Moreau", "Castellan", "Ferrand", "Ashdown", "Brandt", "Quillon"];
const PLACES: [&str; 10] =
    ["Ostervik", "Halden Bay", "Marrow", "Tellmark", "North Quay", "Grainfield", "Lower Aske", "Penhallow", "Varn", "Costwold"];
const OUTLETS: [&str; 5] = ["Halden Wire", "The Ostervik Post", "Marrow Daily", "Tellmark Today", "The Quay"];
const ROLES: [&str; 8] = [
    "the deputy mayor",
    "an economist at the University of Halden",
    "a spokeswoman for the port authority",
    "the police chief",
    "a teacher from the north quay",
    "the finance minister",
    "who owns two shops by the harbour",
    "a member of the town council",
];
const THINGS: [&str; 12] = [
    "harbour plan", "school budget", "bridge repair", "ferry timetable", "water charge", "housing bill", "fishing quota", "bus contract",
    "market permit", "library closure", "flood wall", "hospital wing",
];
const SAID: [&str; 6] = ["said", "added", "argued", "told reporters", "warned", "claimed"];
const VAGUE: [&str; 6] = ["critics", "officials", "residents", "experts", "observers", "supporters"];
const LOADED: [&str; 8] = ["reckless", "disastrous", "so-called", "radical", "shameful", "draconian", "heroic", "botched"];
const DONE: [&str; 8] = [
    "was put to a vote",
    "came before the council",
    "was signed",
    "was read a second time",
    "went to the court",
    "was sent back",
    "was made public",
    "was put off",
];
const WHEN: [&str; 7] =
    ["on Monday", "on Tuesday", "last week", "in March", "on Friday evening", "after two hours of debate", "before the holidays"];
const EFFECTS: [&str; 8] = [
    "will cost the town more than it has",
    "would close every second shop",
    "has divided the quay for years",
    "is the worst in decades",
    "led to the resignation of two members",
    "helps nobody but its owners",
    "will be ready by the autumn",
    "was meant to punish the north",
];

/// One article as a JSON record with id, outlet, date, title and text; about `sentences` sentences long.
pub(crate) fn record(number: u64, sentences: usize) -> String {
    let mut r = Random(number.wrapping_mul(0xD6E8_FEB8_6659_FD93));
    let (place, thing) = (r.pick(&PLACES), r.pick(&THINGS));
    let title = format!("{place} argues over {thing}");
    let mut text = format!("{title}\n\n{} - The {thing} of {place} {} {}.", place.to_uppercase(), r.pick(&DONE), r.pick(&WHEN));
    for i in 0..sentences {
        text.push_str(if i % 3 == 0 { "\n\n" } else { " " });
        text.push_str(&sentence(&mut r, thing));
    }
    let outlet = r.pick(&OUTLETS);
    let (month, day) = (1 + r.below(12), 1 + r.below(28));
    let quoted = |s: &str| format!("\"{}\"", s.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"));
    format!(
        "{{\"id\":\"g{number}\",\"outlet\":{},\"date\":\"2031-{month:02}-{day:02}\",\"title\":{},\"desk\":\"{}\",\"text\":{}}}",
        quoted(outlet),
        quoted(&title),
        number % 4,
        quoted(&text)
    )
}

fn sentence(r: &mut Random, thing: &str) -> String {
    let name = format!("{} {}", r.pick(&GIVEN), r.pick(&FAMILY));
    let (role, said, effect, other) = (r.pick(&ROLES), r.pick(&SAID), r.pick(&EFFECTS), r.pick(&THINGS));
    match r.below(7) {
        0 => format!("“The {thing} {effect},” {said} {name}, {role}."),
        1 => format!("The {} {other} {effect}, {} say.", r.pick(&LOADED), r.pick(&VAGUE)),
        2 => format!(
            "According to {name}, {role}, {} percent of the {} work on the {other} is done.",
            2 + r.below(90),
            r.pick(&WHEN).trim_start_matches("on ")
        ),
        3 => format!("The {} {thing} {effect}.", r.pick(&LOADED)),
        4 => format!("{name} {said} {} that the {other} {effect} and that {} people had asked for it.", r.pick(&WHEN), 20 + r.below(900)),
        5 => format!("In {}, the {other} {} {}.", r.pick(&PLACES), r.pick(&DONE), r.pick(&WHEN)),
        _ => format!("It was widely believed that the {other} of {} {effect}.", r.pick(&PLACES)),
    }
}

/// A file's worth of records, one a line.
#[allow(dead_code)]
pub(crate) fn jsonl(numbers: std::ops::Range<u64>, sentences: usize) -> String {
    numbers.map(|n| record(n, sentences) + "\n").collect()
}
