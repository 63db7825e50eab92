//! What is typed to serve the pages.
use super::Configured;
use clap::{Args as ClapArgs, value_parser};
use std::net::{IpAddr, Ipv4Addr};

/// `sayso serve`
#[derive(Debug, ClapArgs)]
pub(crate) struct Serve {
    /// Port; 0 takes a free one. The address is printed.
    #[arg(long, value_name = "N", default_value_t = 7297)]
    pub(crate) port: u16,
    /// Address to listen on.
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub(crate) bind: IpAddr,
    /// Let --bind name an address that other machines reach: texts then travel unencrypted, and whoever reaches it may use it.
    #[arg(long)]
    pub(crate) allow_remote: bool,
    /// A further name or address by which browsers may call this machine, such as desk.example; may be given several times.
    #[arg(long = "host", value_name = "NAME", value_parser = host)]
    pub(crate) hosts: Vec<String>,
    /// Refuse larger texts and files.
    #[arg(long, value_name = "BYTES", default_value_t = 2 << 20)]
    pub(crate) max_bytes: usize,
    /// Seconds that a request may take, waiting for its turn included.
    #[arg(long, value_name = "S", default_value_t = 60, value_parser = value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: u64,
    /// Texts that are read at the same time [default: all cores].
    #[arg(long, value_name = "N", value_parser = value_parser!(u16).range(1..))]
    pub(crate) threads: Option<u16>,
    /// Requests that may wait for their turn; further ones are told to come again.
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) queue: u16,
    #[command(flatten)]
    pub(crate) configured: Configured,
}

/// A name as it stands in the address line of a browser, without scheme and port.
fn host(name: &str) -> Result<String, String> {
    let inner = name.strip_prefix('[').and_then(|n| n.strip_suffix(']')).unwrap_or(name);
    match inner.parse() {
        Ok(IpAddr::V6(address)) => return Ok(format!("[{address}]")),
        Ok(IpAddr::V4(address)) => return Ok(address.to_string()),
        Err(_) => {}
    }
    let of_a_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    if name.is_empty() || !name.chars().all(of_a_name) {
        return Err("give a name or an address alone, such as desk.example: no http://, no port, no path".to_owned());
    }
    Ok(name.to_ascii_lowercase())
}
