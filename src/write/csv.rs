//! Items -> comma-separated values, a row each.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;

use super::ItemWriter;
use crate::diag::Diagnostic;
use crate::map::csv::{Cells, column_name, columns_of_all, from_item};
use crate::model::Item;

/// Writes items as the rows of one table by RFC 4180: UTF-8 with a byte order mark, CRLF, quotes where they
/// are needed, and an apostrophe before what a spreadsheet would run.
///
/// The header has the columns that some record needs and no others, so the rows are held until the last item
/// is there: about as much memory as the file has bytes. Nothing is written before.
#[derive(Debug, Default)]
pub struct Writer {
    rows: Vec<Cells>,
    /// How many of its cells each column of the table has.
    used: Vec<usize>,
    /// The columns that came from a file, in the order they came.
    own: Vec<String>,
    places: HashMap<(String, usize), usize>,
}

impl ItemWriter for Writer {
    fn item(&mut self, item: &Item, _out: &mut dyn io::Write) -> io::Result<Vec<Diagnostic>> {
        let cells = from_item(item);
        for (at, _) in &cells.known {
            if self.used.len() <= *at {
                self.used.resize(*at + 1, 0);
            }
            self.used[*at] += 1;
        }
        for (at, (name, _)) in cells.own.iter().enumerate() {
            // A field that stands twice has two columns.
            let place = (name.clone(), nth(&cells.own, at));
            if let Entry::Vacant(slot) = self.places.entry(place) {
                slot.insert(self.own.len());
                self.own.push(name.clone());
            }
        }
        self.rows.push(cells);
        Ok(Vec::new())
    }

    fn finish(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        let is_used = |at: usize| self.used.get(at).is_some_and(|count| *count > 0);
        let most = self.used.len().max(columns_of_all());
        let known: Vec<usize> =
            (0..most).filter(|at| *at < columns_of_all() || is_used(*at)).collect();
        let names = known.iter().map(|at| column_name(*at));
        csv.write_record(names.chain(self.own.iter().map(String::as_str)))?;
        // Each row is laid out in the same two lines of cells.
        let mut line: Vec<&str> = vec![""; most];
        let mut own: Vec<&str> = vec![""; self.own.len()];
        for row in &self.rows {
            for (at, text) in &row.known {
                line[*at] = text;
            }
            for (at, (name, text)) in row.own.iter().enumerate() {
                if let Some(place) = self.places.get(&(name.clone(), nth(&row.own, at))) {
                    own[*place] = text;
                }
            }
            csv.write_record(known.iter().map(|at| line[*at]).chain(own.iter().copied()))?;
            row.known.iter().for_each(|(at, _)| line[*at] = "");
            own.fill("");
        }
        csv.flush()
    }
}

/// How many cells before this one have the same name.
fn nth(own: &[(String, String)], at: usize) -> usize {
    own[..at].iter().filter(|(name, _)| *name == own[at].0).count()
}
