//! What a picture shows, apart from how it is drawn.

/// A picture of some rows of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Picture {
    /// A dot and its interval for every label.
    Dots {
        /// Above it.
        title: String,
        /// Of the scale.
        unit: String,
        /// From top to bottom.
        dots: Vec<Dot>,
    },
    /// Values over time.
    Series {
        /// Above it.
        title: String,
        /// Of the scale.
        unit: String,
        /// Periods, in order.
        periods: Vec<String>,
        /// One a group.
        lines: Vec<Line>,
    },
    /// How often one coder's category met another's.
    Matrix {
        /// Above it.
        title: String,
        /// Whose categories are the rows, and whose the columns.
        axes: [String; 2],
        /// The categories.
        labels: Vec<String>,
        /// By row and column.
        counts: Vec<Vec<u64>>,
    },
    /// How much each one has.
    Bars {
        /// Above it.
        title: String,
        /// Of the scale.
        unit: String,
        /// From top to bottom.
        bars: Vec<Bar>,
    },
}

/// A value and where it may lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The estimate.
    pub value: f64,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
}

/// A point with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// Beside it.
    pub label: String,
    /// Where it stands.
    pub point: Point,
}

/// A group over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// In the legend.
    pub label: String,
    /// One a period; `None` where there is no article.
    pub points: Vec<Option<Point>>,
}

/// A bar with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Beside it.
    pub label: String,
    /// Its length.
    pub value: f64,
}
