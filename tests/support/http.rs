//! A server of this test's own, and the least of a client: one request a connection, written out.
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::Duration,
};

/// A running `sayso serve`; it ends with the test.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) port: u16,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Status line and fields, in lower case.
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Server {
    /// On a free port, without settings files.
    pub(crate) fn start(args: &[&str]) -> Server {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
        command.args(["serve", "--port", "0", "--no-config"]).args(args).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().strip_suffix('/').and_then(|l| l.rsplit(':').next()).and_then(|p| p.parse().ok());
        Server { port: port.unwrap_or_else(|| panic!("no address: {line:?}")), child }
    }

    /// An open connection.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(500))).unwrap();
        stream
    }

    /// What a client says before the body; `fields` replace the host where they begin with one.
    pub(crate) fn head(&self, line: &str, fields: &[&str], length: usize) -> String {
        let host = format!("Host: 127.0.0.1:{}", self.port);
        let host = if fields.iter().any(|f| f.starts_with("Host:")) { None } else { Some(host.as_str()) };
        let length = format!("Content-Length: {length}");
        let all: Vec<&str> = host.into_iter().chain(fields.iter().copied()).chain([length.as_str(), "Connection: close"]).collect();
        format!("{line} HTTP/1.1\r\n{}\r\n\r\n", all.join("\r\n"))
    }

    /// Asks and listens.
    pub(crate) fn ask(&self, line: &str, fields: &[&str], body: &[u8]) -> Answer {
        let mut stream = self.connect();
        stream.write_all(&[self.head(line, fields, body.len()).as_bytes(), body].concat()).unwrap();
        answer(&mut stream)
    }

    /// A text to the API.
    pub(crate) fn check(&self, text: &str) -> Answer {
        self.ask("POST /v1/check", &["Content-Type: text/plain; charset=utf-8"], text.as_bytes())
    }

    /// Fields of the start page's form, and a file where its name is not empty.
    pub(crate) fn form(&self, fields: &[(&str, &str)], file: (&str, &[u8])) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            write!(body, "--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").unwrap();
        }
        write!(body, "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\r\n", file.0).unwrap();
        body.extend_from_slice(file.1);
        body.extend_from_slice(b"\r\n--X--\r\n");
        let origin = format!("Origin: http://127.0.0.1:{}", self.port);
        self.ask("POST /", &["Content-Type: multipart/form-data; boundary=X", &origin], &body)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the server says until it closes.
pub(crate) fn answer(stream: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap();
    Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
}
