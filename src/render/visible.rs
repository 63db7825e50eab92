//! Hidden characters made visible: text of an article is shown as it is, but it may not steer the page or the terminal.
use std::borrow::Cow;

/// Control, direction and zero-width characters, which show nothing and can hide or reorder what stands around them.
/// The joiners of scripts and emoji (U+200C, U+200D) and the plain direction marks stay.
pub(super) fn is_hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{200B}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// The text with every hidden character written out as its code, as in `⟦U+202E⟧`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_hidden(c) {
            shown.extend(format!("⟦U+{:04X}⟧", u32::from(c)).chars());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn hidden_characters_are_written_out_and_others_stay() {
        assert_eq!(visible("a\u{202E}b\u{200B}c\u{1B}[2J"), "a⟦U+202E⟧b⟦U+200B⟧c⟦U+001B⟧[2J");
        assert_eq!(visible("שלום\n👩\u{200D}🔬"), "שלום\n👩\u{200D}🔬");
    }
}
