//! What a class has marked: the files that students saved from the class page, counted as that page counts them. Opens no file.
mod record;
mod show;
mod tally;

pub use record::RecordError;
pub use show::{marks, sheet};

use record::Work;
use std::collections::BTreeMap;

/// The saved work of a class, by text and student.
#[derive(Debug, Default)]
pub struct Class {
    texts: BTreeMap<String, Text>,
    remarks: Vec<String>,
}

/// A text and what students made of it, by their codes.
#[derive(Debug)]
struct Text {
    id: String,
    title: String,
    sentences: usize,
    works: BTreeMap<String, Work>,
}

impl Class {
    /// Takes a saved file; `name` is for what is told of it. Of two by one student on one text the later counts.
    ///
    /// # Errors
    /// Where it is no file that the class page saved.
    pub fn take(&mut self, name: &str, bytes: &[u8]) -> Result<(), RecordError> {
        let (about, work) = record::read(bytes)?;
        let text = self.texts.entry(about.sha256).or_insert_with(|| Text {
            id: about.id,
            title: about.title,
            sentences: about.sentences,
            works: BTreeMap::new(),
        });
        if text.sentences != about.sentences {
            return Err(RecordError::Cut);
        }
        let before = text.works.get(&work.student);
        if before.is_some() {
            self.remarks.push(format!("{name}: the code {} was there already; the later of the two counts", work.student));
        }
        if before.is_none_or(|before| before.saved_at <= work.saved_at) {
            text.works.insert(work.student.clone(), work);
        }
        Ok(())
    }

    /// Something that a reader of the results should know, such as a file that could not be read.
    pub fn remark(&mut self, remark: String) {
        self.remarks.push(remark);
    }

    /// Has anything been read?
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}
