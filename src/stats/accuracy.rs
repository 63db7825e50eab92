//! The program against people: how often it is right, and what a rate that it counted says once its errors are known.

/// Yes and no of the program against yes and no of people; weighted where the sample was drawn in strata.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Confusion {
    /// Both say yes.
    pub both: f64,
    /// Only the program.
    pub program: f64,
    /// Only people.
    pub people: f64,
    /// Neither.
    pub neither: f64,
}

fn over(a: f64, b: f64) -> Option<f64> {
    (b > 0.0).then(|| a / b)
}

impl Confusion {
    /// Counts a unit.
    pub fn add(&mut self, program: bool, people: bool, weight: f64) {
        *match (program, people) {
            (true, true) => &mut self.both,
            (true, false) => &mut self.program,
            (false, true) => &mut self.people,
            (false, false) => &mut self.neither,
        } += weight;
    }

    /// Of the program's yes, those that people share.
    pub fn precision(&self) -> Option<f64> {
        over(self.both, self.both + self.program)
    }

    /// Of people's yes, those that the program found: sensitivity.
    pub fn recall(&self) -> Option<f64> {
        over(self.both, self.both + self.people)
    }

    /// Of people's no, those that the program left alone.
    pub fn specificity(&self) -> Option<f64> {
        over(self.neither, self.neither + self.program)
    }

    /// Harmonic mean of precision and recall (van Rijsbergen 1979).
    pub fn f1(&self) -> Option<f64> {
        over(2.0 * self.both, 2.0 * self.both + self.program + self.people)
    }

    /// Correlation of the two (Matthews 1975).
    pub fn mcc(&self) -> Option<f64> {
        let Confusion { both, program, people, neither } = *self;
        let margins = (both + program) * (both + people) * (neither + program) * (neither + people);
        over(both * neither - program * people, margins.sqrt())
    }

    /// Share that the program counts.
    pub fn apparent(&self) -> Option<f64> {
        over(self.both + self.program, self.both + self.program + self.people + self.neither)
    }
}

/// The share that an apparent share stands for, once sensitivity and specificity are known (Rogan and Gladen 1978), held between 0 and 1.
/// `None` where the program is no better than a coin.
pub fn rogan_gladen(apparent: f64, sensitivity: f64, specificity: f64) -> Option<f64> {
    over(apparent + specificity - 1.0, sensitivity + specificity - 1.0).map(|p| p.clamp(0.0, 1.0))
}
