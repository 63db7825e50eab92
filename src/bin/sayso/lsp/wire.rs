//! Messages on standard input and output. What is no message is answered as the protocol says, and the next one is read.
use lsp_server::{Connection, ErrorCode, Message};
use serde_json::json;
use std::{
    io::{self, BufRead, Read, Write},
    thread::JoinHandle,
};

/// The longest message that is read; a longer one is passed over.
const MAX_MESSAGE: u64 = 64 << 20;
/// The longest header line.
const MAX_HEADER: u64 = 1 << 13;

/// A connection over standard input and output, and the thread that writes: it ends when the connection is dropped.
pub(super) fn connect() -> io::Result<(Connection, JoinHandle<io::Result<()>>)> {
    let (server, client) = Connection::memory();
    let (incoming, outgoing) = (client.sender, client.receiver);
    std::thread::Builder::new().name("lsp-read".to_owned()).spawn(move || {
        let mut input = io::stdin().lock();
        // Where input ends, so does the channel, and with it the server.
        while let Some(read) = read(&mut input) {
            match read {
                Ok(message) => {
                    let last = matches!(&message, Message::Notification(n) if n.method == "exit");
                    if incoming.send(message).is_err() || last {
                        break;
                    }
                }
                Err(problem) => {
                    if complain(&problem).is_err() {
                        break;
                    }
                }
            }
        }
    })?;
    let writer = std::thread::Builder::new().name("lsp-write".to_owned()).spawn(move || {
        for message in outgoing {
            message.write(&mut io::stdout().lock())?;
        }
        Ok(())
    })?;
    Ok((server, writer))
}

/// The next message, or what is wrong with it; nothing at the end of the input.
fn read(input: &mut impl BufRead) -> Option<Result<Message, String>> {
    let mut length = None;
    let mut any = false;
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(MAX_HEADER).read_until(b'\n', &mut line).ok()? == 0 {
            return None;
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end();
        if line.is_empty() {
            // Empty lines before a header are nothing.
            if any {
                break;
            }
            continue;
        }
        any = true;
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse::<u64>().ok();
        }
    }
    let Some(length) = length else { return Some(Err("a message has no Content-Length".to_owned())) };
    let mut body = input.by_ref().take(length);
    if length > MAX_MESSAGE {
        io::copy(&mut body, &mut io::sink()).ok()?;
        return Some(Err(format!("a message has more than {MAX_MESSAGE} bytes")));
    }
    let mut bytes = Vec::new();
    body.read_to_end(&mut bytes).ok()?;
    if (bytes.len() as u64) < length {
        return None;
    }
    Some(serde_json::from_slice(&bytes).map_err(|e| format!("a message is not understood: {e}")))
}

/// The answer to what is no message: it has no id to answer to.
fn complain(problem: &str) -> io::Result<()> {
    let error = json!({ "code": ErrorCode::ParseError as i32, "message": problem });
    let text = json!({ "jsonrpc": "2.0", "id": null, "error": error }).to_string();
    let mut out = io::stdout().lock();
    write!(out, "Content-Length: {}\r\n\r\n{text}", text.len())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::{Message, read};

    #[test]
    fn what_is_no_message_is_told_and_the_next_one_is_read() {
        let exit = "{\"method\":\"exit\"}";
        let good = format!("Content-Length: {}\r\n\r\n{exit}", exit.len());
        let input = format!("Content-Length: 4\r\n\r\nnope\r\nX: 1\r\n\r\n{good}{good}Content-Length: 99999999999\r\n\r\nshort");
        let mut input = input.as_bytes();
        assert!(matches!(read(&mut input), Some(Err(said)) if said.contains("not understood")));
        assert!(matches!(read(&mut input), Some(Err(said)) if said.contains("no Content-Length")));
        assert!((0..2).all(|_| matches!(read(&mut input), Some(Ok(Message::Notification(n))) if n.method == "exit")));
        assert!(matches!(read(&mut input), Some(Err(said)) if said.contains("more than")));
        assert!(read(&mut input).is_none());
    }
}
