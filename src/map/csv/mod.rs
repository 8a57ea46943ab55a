//! CSV of bibliographic records <-> items.
//!
//! A row is a record. What is written has CSL's variables as its columns and comes back as it was; what other
//! programs write is read by the names of their columns. A column that no variable holds is kept, and
//! returns.

mod cells;
mod columns;
mod foreign;
mod from;
mod kinds;
mod people;
mod row;

use std::collections::HashSet;

pub use columns::{Columns, InvalidColumns, fields};
pub(crate) use from::{Cells, column_name, columns_of_all, from_item};

use columns::{Target, folded};
use row::to_item;

use crate::bibliography::Sink;
use crate::diag::{Code, Diagnostic, Read};
use crate::map::shapes::keys::Keys;
use crate::model::{NumberVariable, StandardVariable};
use crate::read::csv::{Row, Rows};
use crate::source::Source;

/// Reads the items of a file, one after the other.
///
/// # Diagnostics
/// Those of [`each_with`].
pub fn each(source: &Source, sink: &mut Sink<'_>) {
    each_with(source, &Columns::default(), sink);
}

/// Reads the items of a file whose columns the user may have named.
///
/// # Diagnostics
/// `syntax` for a quote without an end and a header that names no column, `duplicate-field` for two columns
/// of one name, `bad-value` for rows longer or shorter than the header, `bad-date`, `unknown-type`.
pub fn each_with(source: &Source, given: &Columns, sink: &mut Sink<'_>) {
    let is_known = |name: &str| given.get(name).or_else(|| columns::find(name)).is_some();
    let mut rows = Rows::new(&source.text, is_known);
    let Some(first) = rows.next() else { return };
    let header = Header::read(&first, given, source);
    if !header.diagnostics.is_empty() {
        sink(Read { value: None, diagnostics: header.diagnostics.clone() });
    }
    let mut keys = Keys::default();
    for row in rows {
        sink(to_item(row, &header, &mut keys, source).map(Some));
    }
}

/// Whether the first row of a text names columns that are known, two at least.
pub(crate) fn is_table(text: &str) -> bool {
    let is_known = |name: &str| columns::find(name).is_some();
    let first = Rows::new(text, is_known).next();
    first.is_some_and(|row| row.cells.iter().filter(|name| is_known(name)).count() > 1)
}

/// What the columns of a file hold.
struct Header {
    columns: Vec<(String, Option<Target>)>,
    /// The columns in the order in which they are read.
    order: Vec<usize>,
    /// Whether florilege wrote the file, so that every cell means exactly what it says.
    is_own: bool,
    diagnostics: Vec<Diagnostic>,
}

impl Header {
    fn read(row: &Row, given: &Columns, source: &Source) -> Self {
        let mut diagnostics = Vec::new();
        let mut report = |code, message: String| {
            let place = source.place(row.span.clone());
            diagnostics.push(Diagnostic::new(code, message).at(place));
        };
        let has = |name: &str| row.cells.iter().any(|cell| cell == name);
        let is_own = ["id", "type", "author", "issued", "title"].into_iter().all(has);
        let mut seen = HashSet::new();
        let mut columns: Vec<(String, Option<Target>)> = Vec::new();
        for cell in &row.cells {
            let name = cells::unguarded(cell);
            // Beside the column that is written, one of another name is not a variable's.
            let known = columns::find(name)
                .filter(|column| !is_own || column.name == name || !has(column.name));
            let target = given.get(name).or(known).map(|column| column.target);
            let is_first = seen.insert(folded(name));
            if !is_first && target.is_some() {
                report(
                    Code::DuplicateField,
                    format!("two columns are named `{name}`; the first was used"),
                );
            }
            columns.push((name.to_owned(), target.filter(|_| is_first)));
        }
        if columns.iter().all(|(_, target)| target.is_none()) {
            let message = "the first row names no column that is known";
            report(Code::Syntax, message.to_owned());
            if let Some(finding) = diagnostics.last_mut() {
                finding.help =
                    Some("name the columns in the first row: id, title, author, issued".to_owned());
            }
        }
        let order = (0..columns.len()).collect();
        let mut header = Self { columns, order, is_own, diagnostics };
        header.resolve();
        header
    }

    /// Settles what the names of columns mean beside each other.
    fn resolve(&mut self) {
        let is = |name: &str, wanted: &str| folded(name) == wanted;
        let has_kind = self
            .columns
            .iter()
            .any(|(name, target)| *target == Some(Target::Kind) && !is(name, "type"));
        let has_issue = self
            .columns
            .iter()
            .any(|(_, target)| *target == Some(Target::Number(NumberVariable::Issue)));
        for (name, target) in &mut self.columns {
            if is(name, "type") && has_kind {
                // Zotero's `Type` is what CSL calls genre.
                *target = Some(Target::Text(StandardVariable::Genre));
            } else if is(name, "number") && !has_issue && !self.is_own {
                *target = Some(Target::Number(NumberVariable::Issue));
            }
        }
        // Names in full go before their short forms.
        self.order.sort_by_key(|at| folded(&self.columns[*at].0) != "authorfullnames");
    }
}

#[cfg(test)]
mod tests;
