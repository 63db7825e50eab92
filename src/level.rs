//! How much a finding weighs: the one scale that lexicons, rules, settings and reports share.

vocabulary! {
    /// Weight of a finding. `Off` stands only in settings and lexicons; no finding carries it.
    pub enum Level {
        /// Not reported.
        Off = "off",
        /// Worth a look.
        Note = "note",
        /// A careful editor would ask.
        Warning = "warning",
        /// House policy forbids it.
        Error = "error",
    }
}
