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

/// A name on one line: line ends and tabs are written out, too, so that no name can forge a line of its own.
pub fn label(name: &str) -> Cow<'_, str> {
    if !name.contains(|c: char| c.is_control() || is_hidden(c)) {
        return Cow::Borrowed(name);
    }
    let shown =
        |c: char| if c.is_control() { format!("⟦U+{:04X}⟧", u32::from(c)) } else { visible(c.encode_utf8(&mut [0; 4])).into_owned() };
    Cow::Owned(name.chars().map(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::{label, visible};

    #[test]
    fn a_name_stays_on_its_line() {
        assert_eq!(
            label("x\u{1B}]0;y\u{7}\r\nfake: all clean\t\u{202E}"),
            "x⟦U+001B⟧]0;y⟦U+0007⟧⟦U+000D⟧⟦U+000A⟧fake: all clean⟦U+0009⟧⟦U+202E⟧"
        );
        assert_eq!(label("desk/café 1.txt"), "desk/café 1.txt");
    }

    #[test]
    fn hidden_characters_are_written_out_and_others_stay() {
        assert_eq!(visible("a\u{202E}b\u{200B}c\u{1B}[2J"), "a⟦U+202E⟧b⟦U+200B⟧c⟦U+001B⟧[2J");
        assert_eq!(visible("שלום\n👩\u{200D}🔬"), "שלום\n👩\u{200D}🔬");
    }
}
