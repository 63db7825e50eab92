//! Who may ask. A page from elsewhere may point its own name at this machine (DNS rebinding) or send a form to it (request forgery):
//! the name that the browser went to, and the page that it came from, must both be ours.
use super::refusal::Refusal;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use std::net::SocketAddr;

/// What browsers call this machine when they are on it.
const LOOPBACK: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// Names with port, as they stand in `Host` and after the scheme in `Origin`; first the one that is told.
#[derive(Debug)]
pub(super) struct Door(Vec<String>);

impl Door {
    /// Opens for names that were typed, the address itself, and those of loopback.
    pub(super) fn new(address: SocketAddr, hosts: &[String]) -> Door {
        let (ip, port) = (address.ip(), address.port());
        let own = (!ip.is_unspecified()).then(|| if ip.is_ipv6() { format!("[{ip}]") } else { ip.to_string() });
        let names = hosts.iter().cloned().chain(own).chain(LOOPBACK.map(str::to_owned));
        // Browsers leave out the port that HTTP has anyway.
        Door(names.flat_map(|name| [Some(format!("{name}:{port}")), (port == 80).then_some(name)]).flatten().collect())
    }

    /// By which people go to this server.
    pub(super) fn name(&self) -> &str {
        self.0.first().map(String::as_str).unwrap_or_default()
    }

    pub(super) fn check(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let (mut hosts, mut origins) = (headers.get_all(header::HOST).iter(), headers.get_all(header::ORIGIN).iter());
        let forbidden = |detail: String| Err(Refusal::new(StatusCode::FORBIDDEN, detail));
        if !(hosts.next().is_some_and(|host| self.knows(host, "")) && hosts.next().is_none()) {
            let known = self.name();
            return forbidden(format!(
                "This server does not answer under this name. Go to http://{known}/, or start it with --host NAME to allow the name."
            ));
        }
        if !origins.all(|origin| self.knows(origin, "http://")) {
            return forbidden("This request comes from a page of another site. Only this server's own pages may send to it.".to_owned());
        }
        Ok(())
    }

    fn knows(&self, value: &HeaderValue, scheme: &str) -> bool {
        let authority = value.to_str().ok().and_then(|v| v.strip_prefix(scheme));
        authority.is_some_and(|a| self.0.iter().any(|known| known.eq_ignore_ascii_case(a)))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use axum::http::header::{HOST, HeaderName, ORIGIN};

    #[test]
    fn only_own_names_at_the_own_port_pass() {
        let door = Door::new("127.0.0.1:7297".parse().unwrap(), &["desk.example".to_owned()]);
        let passes = |fields: &[(HeaderName, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in fields {
                headers.append(name, HeaderValue::from_static(value));
            }
            door.check(&headers).is_ok()
        };
        for host in ["127.0.0.1:7297", "LOCALHOST:7297", "[::1]:7297", "desk.example:7297"] {
            assert!(passes(&[(HOST, host)]), "{host}");
        }
        for host in ["", "127.0.0.1", "127.0.0.1:80", "evil.example:7297", "a@127.0.0.1:7297", "127.0.0.1:7297.evil.example"] {
            assert!(!passes(&[(HOST, host)]), "{host}");
        }
        assert!(!passes(&[]) && !passes(&[(HOST, "localhost:7297"), (HOST, "evil.example")]));
        let from = |origin| passes(&[(HOST, "localhost:7297"), (ORIGIN, origin)]);
        assert!(from("http://127.0.0.1:7297") && from("http://localhost:7297"));
        assert!(!from("null") && !from("https://evil.example") && !from("http://127.0.0.1:8000") && !from("http://localhost"));
    }
}
