//! Pictures as inline SVG: shapes with classes, coloured by the page's style. Every number in them stands in a table, too.
use super::picture::{Bar, Dot, Line, Picture, Point};
use crate::render::visible;
use std::fmt::Write;

const WIDTH: f64 = 640.0;
/// Room for labels.
const LEFT: f64 = 196.0;
const RIGHT: f64 = 24.0;
const ROW: f64 = 24.0;
/// Characters of a label.
const LABEL: usize = 22;

/// The picture, and in words what it shows, for those who do not see it.
pub(super) fn draw(picture: &Picture) -> (String, String) {
    match picture {
        Picture::Dots { title, unit, dots } => (title.clone(), self::dots(title, unit, dots)),
        Picture::Series { title, unit, periods, lines } => (title.clone(), series(title, unit, periods, lines)),
        Picture::Matrix { title, axes, labels, counts } => (title.clone(), matrix(title, axes, labels, counts)),
        Picture::Bars { title, unit, bars } => (title.clone(), self::bars(title, unit, bars)),
    }
}

fn escaped(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A label that fits; what is cut is told where a pointer rests on it.
fn short(text: &str) -> String {
    let cut: String = text.chars().take(LABEL).collect();
    if cut.len() == text.len() {
        return escaped(text);
    }
    format!("{}…<title>{}</title>", escaped(cut.trim_end()), escaped(text))
}

fn open(title: &str, height: f64) -> String {
    format!(r#"<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{}" class="plot">"#, escaped(title))
}

/// So many, of something to draw.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few digits, ticks or letters")]
fn count(x: f64) -> usize {
    x as usize
}

/// A step of 1, 2 or 5 times a power of ten that divides the scale into about four.
fn step(span: f64) -> f64 {
    let power = 10_f64.powf((span / 4.0).log10().floor());
    let times = [1.0, 2.0, 5.0, 10.0].into_iter().find(|t| power * t >= span / 4.5).unwrap_or(10.0);
    power * times
}

/// The scale from zero (or below) to the largest end, as far as the intervals reach.
struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    fn over(points: impl Iterator<Item = Point>) -> Scale {
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for point in points {
            let (a, b) = point.interval.unwrap_or((point.value, point.value));
            low = low.min(a).min(point.value);
            high = high.max(b).max(point.value);
        }
        if high <= low {
            high = low + 1.0;
        }
        let step = step(high - low);
        Scale { low: (low / step).floor() * step, high: (high / step).ceil() * step, step }
    }

    /// Where a value stands between `from` and `to`.
    fn at(&self, x: f64, from: f64, to: f64) -> f64 {
        from + (x - self.low) / (self.high - self.low) * (to - from)
    }

    fn ticks(&self) -> impl Iterator<Item = (f64, String)> {
        let digits = count((-self.step.log10().floor()).clamp(0.0, 6.0));
        let many = count(((self.high - self.low) / self.step).round());
        (0..=many).map(move |i| self.low + i as f64 * self.step).map(move |x| (x, format!("{x:.digits$}")))
    }
}

/// Upright lines with numbers below them.
fn upright(svg: &mut String, scale: &Scale, bottom: f64, unit: &str) {
    for (x, text) in scale.ticks() {
        let at = scale.at(x, LEFT, WIDTH - RIGHT);
        let _ = write!(
            svg,
            r#"<line class="grid" x1="{at:.1}" x2="{at:.1}" y1="0" y2="{bottom}"/><text class="tick" x="{at:.1}" y="{}" text-anchor="middle">{text}</text>"#,
            bottom + 16.0
        );
    }
    let _ = write!(svg, r#"<text class="tick" x="{LEFT}" y="{}">{}</text>"#, bottom + 34.0, escaped(unit));
}

fn dots(title: &str, unit: &str, dots: &[Dot]) -> String {
    let scale = Scale::over(dots.iter().map(|d| d.point));
    let bottom = dots.len() as f64 * ROW;
    let mut svg = open(title, bottom + 42.0);
    upright(&mut svg, &scale, bottom, unit);
    for (i, dot) in dots.iter().enumerate() {
        let y = (i as f64 + 0.5) * ROW;
        let x = |v: f64| scale.at(v, LEFT, WIDTH - RIGHT);
        let _ = write!(svg, r#"<text class="label" x="{}" y="{}" text-anchor="end">{}</text>"#, LEFT - 8.0, y + 4.0, short(&dot.label));
        if let Some((low, high)) = dot.point.interval {
            let _ = write!(svg, r#"<line class="range" x1="{:.1}" x2="{:.1}" y1="{y}" y2="{y}"/>"#, x(low), x(high));
        }
        let _ = write!(svg, r#"<circle class="dot" cx="{:.1}" cy="{y}" r="4.5"/>"#, x(dot.point.value));
    }
    svg + "</svg>"
}

fn bars(title: &str, unit: &str, bars: &[Bar]) -> String {
    let scale = Scale::over(bars.iter().map(|b| Point { value: b.value, interval: None }));
    let bottom = bars.len() as f64 * ROW;
    let mut svg = open(title, bottom + 42.0);
    upright(&mut svg, &scale, bottom, unit);
    for (i, bar) in bars.iter().enumerate() {
        let y = i as f64 * ROW;
        let (from, to) = (scale.at(0.0, LEFT, WIDTH - RIGHT), scale.at(bar.value, LEFT, WIDTH - RIGHT));
        let _ = write!(
            svg,
            r#"<text class="label" x="{}" y="{}" text-anchor="end">{}</text><rect class="bar" x="{from:.1}" y="{}" width="{:.1}" height="{}"/>"#,
            LEFT - 8.0,
            y + ROW / 2.0 + 4.0,
            short(&bar.label),
            y + 5.0,
            (to - from).max(0.5),
            ROW - 10.0
        );
    }
    svg + "</svg>"
}

/// Signs of lines, so that they can be told apart in black, too: each filled, then each hollow.
const SIGNS: [&str; 6] = [
    "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z",
    "M-3.2 -3.2h6.4v6.4h-6.4z",
    "M0 -4.8L4.8 0L0 4.8L-4.8 0z",
    "M0 -4.4L4.4 3.6H-4.4z",
    "M0 4.4L4.4 -3.6H-4.4z",
    "M-4 -1.5h2.5v-2.5h3v2.5h2.5v3h-2.5v2.5h-3v-2.5h-2.5z",
];

fn sign(line: usize, x: f64, y: f64) -> String {
    let hollow = if line / SIGNS.len() % 2 == 1 { " hollow" } else { "" };
    format!(r#"<path class="dot k{}{hollow}" transform="translate({x:.1} {y:.1})" d="{}"/>"#, line % 12, SIGNS[line % SIGNS.len()])
}

const PLOT: f64 = 200.0;
/// Labels of periods that fit below the plot.
const PERIODS: usize = 9;

fn series(title: &str, unit: &str, periods: &[String], lines: &[Line]) -> String {
    let (left, top) = (56.0, 28.0);
    let scale = Scale::over(lines.iter().flat_map(|l| l.points.iter().flatten().copied()));
    let bottom = top + PLOT;
    let mut svg = open(title, bottom + 30.0 + lines.len().div_ceil(3) as f64 * 20.0);
    let y = |v: f64| scale.at(v, bottom, top);
    let apart = (WIDTH - RIGHT - left - 48.0) / (periods.len().max(2) - 1) as f64;
    let x = |i: usize| left + 24.0 + i as f64 * apart;
    // Beside each other, or their intervals would hide each other.
    let beside = (0.6 * apart / lines.len().max(1) as f64).min(4.0);
    let shift = |n: usize| (n as f64 - (lines.len().max(1) - 1) as f64 / 2.0) * beside;
    for (v, text) in scale.ticks() {
        let at = y(v);
        let _ = write!(
            svg,
            r#"<line class="grid" x1="{left}" x2="{}" y1="{at:.1}" y2="{at:.1}"/><text class="tick" x="{}" y="{:.1}" text-anchor="end">{text}</text>"#,
            WIDTH - RIGHT,
            left - 6.0,
            at + 4.0
        );
    }
    let _ = write!(svg, r#"<text class="tick" x="0" y="10">{}</text>"#, escaped(unit));
    let every = periods.len().div_ceil(PERIODS).max(1);
    for (i, period) in periods.iter().enumerate().step_by(every) {
        let _ = write!(svg, r#"<text class="tick" x="{:.1}" y="{}" text-anchor="middle">{}</text>"#, x(i), bottom + 16.0, escaped(period));
    }
    for (n, line) in lines.iter().enumerate() {
        let class = n % 12;
        // A gap stays a gap: a month without articles is not between its neighbours.
        for run in line.points.iter().enumerate().collect::<Vec<_>>().split(|(_, p)| p.is_none()) {
            let points: Vec<String> =
                run.iter().filter_map(|(i, p)| p.map(|p| format!("{:.1},{:.1}", x(*i) + shift(n), y(p.value)))).collect();
            let _ = write!(svg, r#"<polyline class="line k{class}" points="{}"/>"#, points.join(" "));
        }
        for (i, point) in line.points.iter().enumerate().filter_map(|(i, p)| p.map(|p| (i, p))) {
            let x = x(i) + shift(n);
            if let Some((low, high)) = point.interval {
                let _ = write!(svg, r#"<line class="range k{class}" x1="{x:.1}" x2="{x:.1}" y1="{:.1}" y2="{:.1}"/>"#, y(low), y(high));
            }
            svg += &sign(n, x, y(point.value));
        }
        let (lx, ly) = (left + (n % 3) as f64 * 190.0, bottom + 38.0 + (n / 3) as f64 * 20.0);
        svg += &sign(n, lx, ly - 4.0);
        let _ = write!(svg, r#"<text class="label" x="{}" y="{ly}">{}</text>"#, lx + 10.0, short(&line.label));
    }
    svg + "</svg>"
}

fn matrix(title: &str, axes: &[String; 2], labels: &[String], counts: &[Vec<u64>]) -> String {
    let side = ((WIDTH - LEFT - RIGHT) / labels.len().max(1) as f64).min(64.0);
    let (top, height) = (44.0, 30.0);
    let most = counts.iter().flatten().copied().max().unwrap_or(0).max(1) as f64;
    let mut svg = open(title, top + labels.len() as f64 * height + 8.0);
    let _ = write!(
        svg,
        r#"<text class="tick" x="{LEFT}" y="12">{}</text><text class="tick" x="{}" y="{}" text-anchor="end">{}</text>"#,
        escaped(&axes[1]),
        LEFT - 8.0,
        top - 10.0,
        escaped(&axes[0])
    );
    for (i, label) in labels.iter().enumerate() {
        let few: String = label.chars().take(count(side / 7.0)).collect();
        let _ = write!(
            svg,
            r#"<text class="tick" x="{:.1}" y="{}" text-anchor="middle">{}</text><text class="label" x="{}" y="{}" text-anchor="end">{}</text>"#,
            LEFT + (i as f64 + 0.5) * side,
            top - 10.0,
            escaped(&few),
            LEFT - 8.0,
            top + i as f64 * height + 20.0,
            short(label)
        );
    }
    for (r, row) in counts.iter().enumerate() {
        for (c, &n) in row.iter().enumerate() {
            let (x, y) = (LEFT + c as f64 * side, top + r as f64 * height);
            let class = if r == c { "same" } else { "other" };
            let _ = write!(
                svg,
                r#"<rect class="cell {class}" x="{x:.1}" y="{y}" width="{:.1}" height="{}" fill-opacity="{:.2}"/><text class="label" x="{:.1}" y="{}" text-anchor="middle">{n}</text>"#,
                side - 2.0,
                height - 2.0,
                0.35 * n as f64 / most,
                x + side / 2.0,
                y + 20.0
            );
        }
    }
    svg + "</svg>"
}
