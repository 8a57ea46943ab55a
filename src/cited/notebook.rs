//! Jupyter notebooks: the Markdown of their cells.
//!
//! Source: nbformat 4, "Notebook file format".

use serde_json::Value;

use super::collect::Collector;
use super::markdown;
use crate::source::Source;

/// Finds the citations of a notebook. Their places are those of the keys in the file.
pub(super) fn read(text: &str, collector: &mut Collector<'_>) {
    let Ok(notebook) = serde_json::from_str::<Value>(text) else { return };
    let mut from = 0;
    // Looking through the whole file again is for a few keys only.
    let mut again = 100usize;
    for cell in notebook["cells"].as_array().into_iter().flatten() {
        if cell["cell_type"] != "markdown" {
            continue;
        }
        let source = match &cell["source"] {
            Value::String(source) => source.clone(),
            Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
            _ => continue,
        };
        let cell = Source::new("", source);
        let mut inner = Collector::new(&cell);
        markdown::read(&cell.text, &mut inner);
        let cited = inner.finish();
        if cited.all {
            collector.cite_all();
        }
        for citation in cited.keys {
            // Keys have no characters that JSON escapes, so each stands in the file as it is.
            let found = text[from..].find(&citation.key).map(|at| from + at);
            let at = match found {
                None if again > 0 => {
                    again -= 1;
                    text.find(&citation.key).unwrap_or(0)
                }
                found => found.unwrap_or(0),
            };
            from = found.unwrap_or(from);
            let span = at..at + citation.key.len();
            (0..citation.times)
                .for_each(|_| collector.cite(&citation.key, span.clone(), citation.certain));
        }
    }
}
