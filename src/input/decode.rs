//! Bytes of any encoding to text.
use super::InputError;
use std::borrow::Cow;

/// Text, and what had to be done to read it.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The text as UTF-8; borrowed where it was UTF-8 already.
    pub text: Cow<'b, str>,
    /// One sentence for the reader where the bytes were converted: all offsets are then those of the converted text.
    pub note: Option<String>,
    /// The encoding that it was converted from; none for UTF-8.
    pub encoding: Option<&'static str>,
}

/// Reads bytes as text: as UTF-8 only, or with `auto` as what they most likely are (UTF-16, Windows-1252 and the like).
///
/// # Errors
/// Where it is a file of another program, binary, or no UTF-8 and nothing else was allowed; it names the place.
pub fn decode(bytes: &[u8], auto: bool) -> Result<Decoded<'_>, InputError> {
    refuse_others(bytes)?;
    let encoding = match (utf8(bytes), wide(bytes)) {
        (Ok(text), None) => return Ok(Decoded { text: Cow::Borrowed(text), note: None, encoding: None }),
        (_, Some(wide)) if auto => wide,
        (Err(InputError::NotUtf8 { .. }), None) if auto => guess(bytes),
        (Err(error), _) => return Err(error),
        (Ok(_), Some(_)) => encoding_rs::UTF_8,
    };
    Ok(decode_as(bytes, encoding))
}

/// Reads bytes as text in this encoding, unless a mark at their beginning says otherwise.
pub fn decode_as<'b>(bytes: &'b [u8], encoding: &'static encoding_rs::Encoding) -> Decoded<'b> {
    let (text, encoding, damaged) = encoding.decode(bytes);
    let lost = if damaged { ", and some bytes could not be read" } else { "" };
    let note = format!("The text was converted from {} to UTF-8{lost}; offsets are those of the converted text.", encoding.name());
    Decoded { text: Cow::Owned(text.into_owned()), note: Some(note), encoding: Some(encoding.name()) }
}

/// Files of other programs that may look like text at their beginning, and what to do.
const OTHERS: [(&[u8], &str); 4] = [
    (b"{\\rtf", "it is RTF; save it as .docx or as plain text"),
    (b"%PDF-", "it is a PDF; save its text as .docx or as plain text"),
    (b"PK\x03\x04", "it is a ZIP archive, as Word documents are; if it is one, give it a name that ends in .docx"),
    (b"\xD0\xCF\x11\xE0", "it is an old Word document (.doc) or the like; save it as .docx"),
];

/// What a file is that begins like another program's, and what to do.
pub(super) fn other(bytes: &[u8]) -> Option<&'static str> {
    OTHERS.into_iter().find(|(begins, _)| bytes.starts_with(begins)).map(|(_, says)| says)
}

/// An error where a file begins like another program's.
pub(super) fn refuse_others(bytes: &[u8]) -> Result<(), InputError> {
    other(bytes).map_or(Ok(()), |problem| Err(InputError::Malformed { format: "text", problem: problem.to_owned() }))
}

/// The encoding other than UTF-8 that a mark at the beginning names.
fn wide(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    encoding_rs::Encoding::for_bom(bytes).map(|(e, _)| e).filter(|&e| e != encoding_rs::UTF_8)
}

/// UTF-8 without NUL.
pub(super) fn utf8(bytes: &[u8]) -> Result<&str, InputError> {
    let guess = wide(bytes).map(encoding_rs::Encoding::name);
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let offset = e.valid_up_to();
        let line = 1 + bytes.iter().take(offset).filter(|&&b| b == b'\n').count();
        (line, offset)
    });
    match (text, bytes.iter().position(|&b| b == 0)) {
        (_, Some(offset)) if guess.is_none() => Err(InputError::Binary { offset }),
        (Ok(text), _) => Ok(text),
        (Err((line, offset)), _) => Err(InputError::NotUtf8 { line, offset, guess }),
    }
}

/// The encoding that a file is most likely in by its beginning, which may end inside a character; none for UTF-8.
pub(super) fn of_sample(sample: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let damaged = std::str::from_utf8(sample).is_err_and(|e| e.error_len().is_some());
    damaged.then(|| guess(sample))
}

/// The encoding that bytes are most likely in. Texts are English: where the bytes fit several, the western one.
pub(super) fn guess(bytes: &[u8]) -> &'static encoding_rs::Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"us"), chardetng::Utf8Detection::Allow)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn other_encodings_are_converted_only_when_asked_and_told_of() {
        let latin = b"The caf\xE9 on the quay closed, the owner\x92s sister said.";
        assert!(decode(latin, false).is_err());
        let read = decode(latin, true).unwrap();
        assert_eq!(read.text, "The café on the quay closed, the owner’s sister said.");
        assert!(read.note.unwrap().contains("windows-1252"));
    }

    #[test]
    fn utf_16_is_known_by_its_mark() {
        let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain("Né.".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert!(decode(&wide, false).unwrap_err().to_string().contains("UTF-16LE"));
        assert_eq!(decode(&wide, true).unwrap().text, "Né.");
    }

    #[test]
    fn utf_8_is_borrowed_without_a_note() {
        assert_eq!(decode("né".as_bytes(), true).unwrap(), Decoded { text: Cow::Borrowed("né"), note: None, encoding: None });
    }
}
