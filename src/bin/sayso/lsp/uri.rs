//! Where a text that a client names stands on the disk.
use std::path::PathBuf;

/// The file behind `file:///home/desk/a%20draft.md`; anything else is a name in the working directory.
pub(super) fn path_of(uri: &str) -> PathBuf {
    let Some(path) = uri.strip_prefix("file://") else {
        return PathBuf::from(uri.rsplit(['/', ':']).next().filter(|n| !n.is_empty()).unwrap_or("untitled"));
    };
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
        match (first, tail) {
            (b'%', [a, b, after @ ..]) if hex(*a).is_some() && hex(*b).is_some() => {
                bytes.push(hex(*a).unwrap_or(0) * 16 + hex(*b).unwrap_or(0));
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    let path = String::from_utf8_lossy(&bytes).into_owned();
    // `/C:/desk` on Windows.
    let drive = path.strip_prefix('/').filter(|p| p.as_bytes().get(1) == Some(&b':'));
    PathBuf::from(drive.unwrap_or(&path))
}

#[cfg(test)]
mod tests {
    use super::path_of;
    use std::path::Path;

    #[test]
    fn uris_become_paths() {
        assert_eq!(path_of("file:///desk/caf%C3%A9%201.md"), Path::new("/desk/café 1.md"));
        assert_eq!(path_of("file:///C%3A/desk/a.md"), Path::new("C:/desk/a.md"));
        assert_eq!(path_of("file:///100%/a"), Path::new("/100%/a"));
        assert_eq!(path_of("untitled:Untitled-1"), Path::new("Untitled-1"));
    }
}
