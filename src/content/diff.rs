//! What has changed between two documents, as it is shown.

use serde::{Deserialize, Serialize};

/// Two texts side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiffRow {
    pub kind: DiffKind,
    /// What the block is, where it is no paragraph.
    pub name: String,
    pub before: Vec<Run>,
    pub after: Vec<Run>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DiffKind {
    Same,
    Added,
    Removed,
    Changed,
    /// The same words in another form: bold, a link, another picture.
    Formed,
}

/// Words that stand on both sides, or on one alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    pub text: String,
    pub is_changed: bool,
}
