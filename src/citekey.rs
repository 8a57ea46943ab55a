//! The citation key that Better BibTeX makes of a record by its default formula.

use crate::model::Item;

/// Predicts the key of a record: `auth.lower + shorttitle(3, 3) + year`.
///
/// Without the letter that tells apart records with the same key.
pub fn predict(item: &Item) -> String {
    let _ = item;
    unimplemented!()
}
