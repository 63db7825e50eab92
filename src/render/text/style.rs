//! Colours, used only where the caller allows them. Every colour has a word or a mark beside it, so nothing hangs on colour alone.
use crate::{level::Level, render::wrap::wrap, report::FindingCited};
use anstyle::{AnsiColor, Color};
use std::io::{self, Write};

/// What a stretch of the terminal report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Heading,
    Quiet,
    Note,
    Warning,
    Error,
}

impl Style {
    /// The style of a finding.
    pub(super) fn of(finding: &FindingCited) -> Style {
        match (finding.level, &finding.because) {
            (_, Some(_)) => Style::Quiet,
            (Level::Error, _) => Style::Error,
            (Level::Warning, _) => Style::Warning,
            _ => Style::Note,
        }
    }

    fn ansi(self) -> anstyle::Style {
        let color = |c: AnsiColor| anstyle::Style::new().fg_color(Some(Color::Ansi(c)));
        match self {
            Style::Heading => anstyle::Style::new().bold(),
            Style::Quiet => anstyle::Style::new().dimmed(),
            Style::Note => color(AnsiColor::Cyan),
            Style::Warning => color(AnsiColor::Yellow).bold(),
            Style::Error => color(AnsiColor::Red).bold(),
        }
    }
}

/// Colours text, or leaves it as it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paint {
    pub(super) on: bool,
}

impl Paint {
    pub(super) fn with(self, style: Style, text: &str) -> String {
        if !self.on || text.is_empty() {
            return text.to_owned();
        }
        let ansi = style.ansi();
        format!("{ansi}{text}{ansi:#}")
    }

    /// Writes text in lines of at most so many columns.
    pub(super) fn wrapped(self, style: Option<Style>, text: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
        let painted = |line: String| match style {
            Some(style) => self.with(style, &line),
            None => line,
        };
        wrap(text, width).into_iter().map(painted).try_for_each(|line| writeln!(out, "{line}"))
    }

    /// `line` with its beginning `head` coloured.
    pub(super) fn prefix(self, style: Style, head: &str, line: &str) -> String {
        match line.strip_prefix(head) {
            Some(rest) => format!("{}{rest}", self.with(style, head)),
            None => self.with(style, line),
        }
    }
}
