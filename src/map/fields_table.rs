//! What formats hold, as a table for people.

/// One row: a field of a format, and the variable that it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldRow {
    /// The field's name in the format.
    pub field: String,
    /// The CSL variable.
    pub variable: String,
    /// Where the row holds: entry types or kinds; empty if everywhere.
    pub only: String,
    /// Whether the field is read into the variable.
    pub reads: bool,
    /// Whether the variable is written into the field.
    pub writes: bool,
}
