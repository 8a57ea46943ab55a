//! The styles in which references are printed again, each prepared once, when first needed.

use std::sync::OnceLock;

use crate::cite::Processor;
use crate::model::Item;
use crate::refparse::Style;

/// One processor for each style that [`crate::refparse`] reads.
#[derive(Default)]
pub(crate) struct Printers([OnceLock<Option<Processor>>; Style::ALL.len()]);

impl Printers {
    /// Prints a record alone in a style; `None` if it cannot be printed.
    pub(crate) fn print(&self, style: Style, item: &Item) -> Option<String> {
        let entry = self.processor(style)?.each(item);
        (!entry.failed).then(|| entry.text())
    }

    /// The processor of a style; these styles are embedded, so there is one.
    pub(crate) fn processor(&self, style: Style) -> Option<&Processor> {
        let slot = self.0.get(Style::ALL.iter().position(|known| *known == style)?)?;
        slot.get_or_init(|| Processor::new(style.name(), None).ok()).as_ref()
    }
}
