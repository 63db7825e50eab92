//! Why a statement needs a source: what lexicons, claims, findings, settings and reports share.

// Trained weights depend on the order: append, never reorder.
vocabulary! {
    /// Why a statement needs a source: the codebook's table, in its order (where two are equally central, the first counts).
    #[non_exhaustive]
    pub enum Reason {
        /// Someone did wrong, broke a rule, caused harm or is to blame.
        Accusation = "accusation",
        /// Good or bad, success or failure, fair, extreme, controversial.
        Evaluation = "evaluation",
        /// What someone wants, intends, fears, feels, or why they did it.
        Motive = "motive",
        /// One thing led to, forced or explains another.
        Cause = "cause",
        /// A figure that somebody must have counted or estimated.
        Number = "number",
        /// What will or may happen, other than a scheduled event.
        Prediction = "prediction",
        /// All, none, most, always, never, widely, increasingly.
        Generalization = "generalization",
        /// The first, the worst, unprecedented, more than ever.
        Comparison = "comparison",
    }
}
