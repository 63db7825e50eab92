//! The weights as they lie in the file: read where they are, not copied.
//!
//! The file is a magic line, the number of tensors, their names and places, and their data. `train/encoder/export.py` writes it.
use super::{attention::HEAD, lanes::COLUMNS, linear::Linear};
use std::collections::BTreeMap;

const MAGIC: &[u8] = b"sayso-encoder/1\n";

/// Why a file of weights cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum WeightsError {
    /// It does not begin with the magic line.
    #[error("these are no weights of an encoder (the first line is not \"sayso-encoder/1\")")]
    Magic,
    /// It ends before its data do.
    #[error("the weights are cut short")]
    Short,
    /// A tensor is missing or has another shape.
    #[error("the weights have no tensor `{0}` of the shape that is needed")]
    Tensor(String),
}

/// A table of rows of signed bytes, each with a scale.
#[derive(Clone, Debug)]
pub(super) struct Table {
    rows: &'static [u8],
    scales: Vec<f32>,
    pub(super) width: usize,
}

impl Table {
    /// Adds a row to `out`; a row that is not there adds nothing.
    pub(super) fn add(&self, row: usize, out: &mut [f32]) {
        let (Some(scale), Some(bytes)) = (self.scales.get(row), self.rows.get(row * self.width..(row + 1) * self.width)) else { return };
        for (out, b) in out.iter_mut().zip(bytes) {
            *out += f32::from(b.cast_signed()) * scale;
        }
    }
}

/// Weight and bias of a normalisation.
#[derive(Clone, Debug)]
pub(super) struct Norm {
    pub(super) weight: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

/// One layer of the encoder.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub(super) qkv: Linear,
    pub(super) out: Linear,
    pub(super) norm1: Norm,
    pub(super) up: Linear,
    pub(super) down: Linear,
    pub(super) norm2: Norm,
}

/// All weights.
#[derive(Clone, Debug)]
pub struct Weights {
    pub(super) words: Table,
    pub(super) places: Table,
    pub(super) quoted: Vec<f32>,
    pub(super) senses: Vec<f32>,
    pub(super) norm: Norm,
    pub(super) layers: Vec<Layer>,
    /// Learned questions that a sentence is summed up by, beside its mean and the window's first piece.
    pub(super) query: Vec<f32>,
    pub(super) pool: Linear,
    pub(super) token: Linear,
    pub(super) sentence: Linear,
}

impl Weights {
    /// Reads weights from one file or several.
    ///
    /// # Errors
    /// Where they are no weights of this version, are cut short, or lack a tensor.
    pub fn read(parts: &[&'static [u8]]) -> Result<Weights, WeightsError> {
        let mut file = File { tensors: BTreeMap::new() };
        parts.iter().try_for_each(|part| file.add(part))?;
        let layer = |i: usize| {
            Ok(Layer {
                qkv: file.linear(&format!("{i}.qkv"))?,
                out: file.linear(&format!("{i}.out"))?,
                norm1: file.norm(&format!("{i}.norm1"))?,
                up: file.linear(&format!("{i}.up"))?,
                down: file.linear(&format!("{i}.down"))?,
                norm2: file.norm(&format!("{i}.norm2"))?,
            })
        };
        let count = (0..100).take_while(|i| file.tensors.contains_key(&format!("{i}.qkv"))).count();
        let weights = Weights {
            words: file.table("words")?,
            places: file.table("places")?,
            quoted: file.floats("quoted")?,
            senses: file.floats("senses")?,
            norm: file.norm("norm")?,
            layers: (0..count).map(layer).collect::<Result<_, _>>()?,
            query: file.floats("query")?,
            pool: file.linear("pool")?,
            token: file.linear("token")?,
            sentence: file.linear("sentence")?,
        };
        weights.checked()
    }

    /// Every shape fits the next one.
    fn checked(self) -> Result<Weights, WeightsError> {
        let h = self.width();
        let linear = |l: &Linear, inputs: usize, outputs: usize| l.inputs == inputs && l.outputs == outputs;
        let norm = |n: &Norm| n.weight.len() == h && n.bias.len() == h;
        let layer = |l: &Layer| {
            linear(&l.qkv, h, 3 * h)
                && linear(&l.out, h, h)
                && linear(&l.up, h, l.up.outputs)
                && linear(&l.down, l.up.outputs, h)
                && norm(&l.norm1)
                && norm(&l.norm2)
        };
        let fits = h > 0
            && h.is_multiple_of(HEAD)
            && self.places.width == h
            && self.quoted.len() == 2 * h
            && self.senses.len() == crate::lexicon::SENSES * h
            && norm(&self.norm)
            && !self.layers.is_empty()
            && self.layers.iter().all(layer)
            && self.query.len().is_multiple_of(h)
            && linear(&self.pool, self.query.len() + 2 * h, self.pool.outputs)
            && linear(&self.token, h, super::forward::TOKEN)
            && linear(&self.sentence, self.pool.outputs, super::forward::SENTENCE);
        if fits { Ok(self) } else { Err(WeightsError::Tensor("shapes".to_owned())) }
    }

    /// Numbers a piece.
    pub(super) fn width(&self) -> usize {
        self.words.width
    }
}

/// Names and places of tensors.
struct File {
    tensors: BTreeMap<String, (usize, usize, &'static [u8])>,
}

impl File {
    fn add(&mut self, bytes: &'static [u8]) -> Result<(), WeightsError> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(WeightsError::Magic)?;
        let count = number(&mut rest)?;
        for _ in 0..count.min(1000) {
            let length = number(&mut rest)?;
            let (name, after) = rest.split_at_checked(length).ok_or(WeightsError::Short)?;
            rest = after;
            let (rows, columns, start, size) = (number(&mut rest)?, number(&mut rest)?, number(&mut rest)?, number(&mut rest)?);
            let data = bytes.get(start..start.saturating_add(size)).ok_or(WeightsError::Short)?;
            self.tensors.insert(String::from_utf8_lossy(name).into_owned(), (rows, columns, data));
        }
        Ok(())
    }

    fn get(&self, name: &str) -> Result<(usize, usize, &'static [u8]), WeightsError> {
        self.tensors.get(name).copied().ok_or_else(|| WeightsError::Tensor(name.to_owned()))
    }

    fn floats(&self, name: &str) -> Result<Vec<f32>, WeightsError> {
        let (rows, columns, data) = self.get(name)?;
        let floats = floats(data);
        if floats.len() == rows * columns { Ok(floats) } else { Err(WeightsError::Tensor(name.to_owned())) }
    }

    fn norm(&self, name: &str) -> Result<Norm, WeightsError> {
        Ok(Norm { weight: self.floats(&format!("{name}.w"))?, bias: self.floats(&format!("{name}.b"))? })
    }

    fn table(&self, name: &str) -> Result<Table, WeightsError> {
        let (rows, width, data) = self.get(name)?;
        let (bytes, scales) = data.split_at_checked(rows * width).ok_or(WeightsError::Short)?;
        let scales = floats(scales);
        if scales.len() == rows { Ok(Table { rows: bytes, scales, width }) } else { Err(WeightsError::Tensor(name.to_owned())) }
    }

    fn linear(&self, name: &str) -> Result<Linear, WeightsError> {
        let (inputs, outputs, data) = self.get(name)?;
        let size = inputs * outputs.next_multiple_of(COLUMNS);
        let (bytes, numbers) = data.split_at_checked(size).ok_or(WeightsError::Short)?;
        let (weights, rest) = bytes.as_chunks();
        let mut scales = floats(numbers);
        if !inputs.is_multiple_of(2) || !rest.is_empty() || scales.len() != 2 * outputs {
            return Err(WeightsError::Tensor(name.to_owned()));
        }
        let bias = scales.split_off(outputs);
        Ok(Linear { inputs, outputs, weights, scales, bias })
    }
}

fn number(rest: &mut &'static [u8]) -> Result<usize, WeightsError> {
    let (bytes, after) = rest.split_first_chunk::<4>().ok_or(WeightsError::Short)?;
    *rest = after;
    usize::try_from(u32::from_le_bytes(*bytes)).map_err(|_| WeightsError::Short)
}

fn floats(data: &[u8]) -> Vec<f32> {
    data.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Weights, WeightsError};

    #[test]
    fn what_is_no_file_of_weights_is_refused() {
        assert_eq!(Weights::read(&[b"hello"]).err(), Some(WeightsError::Magic));
        assert_eq!(Weights::read(&[b"sayso-encoder/1\n\x01"]).err(), Some(WeightsError::Short));
        assert_eq!(
            Weights::read(&[b"sayso-encoder/1\n\x01\0\0\0\x01\0\0\0a\0\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff"]).err(),
            Some(WeightsError::Short)
        );
        assert_eq!(Weights::read(&[b"sayso-encoder/1\n\0\0\0\0"]).err(), Some(WeightsError::Tensor("words".to_owned())));
    }
}
