//! What each claim rests on: claim x source content x source.
//!
//! Only this module and the library of sources see more than one note.

mod sources;
mod table;

pub use sources::{SourceRecord, Sources};
pub use table::{COLUMNS, REVIEW_COLUMNS, Row, Table};
