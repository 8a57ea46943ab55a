//! The styles that references are recognised by: all that are known by name.

use std::sync::OnceLock;

use crate::cite::{Entry, Processor, list_styles};
use crate::model::Item;

/// A style that references are printed in, and whether they are those of its list or of its notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Style(u16);

/// A style made ready when it is first needed.
struct Slot {
    name: &'static str,
    is_note: bool,
    /// Shared by the two forms of a style.
    processor: &'static OnceLock<Option<Processor>>,
}

/// What the model adds to the name of a style for the form of its notes.
const NOTE: &str = "#note";

fn slots() -> &'static [Slot] {
    static SLOTS: OnceLock<Vec<Slot>> = OnceLock::new();
    SLOTS.get_or_init(|| {
        let mut slots = Vec::new();
        for style in list_styles() {
            // There are as many as there are styles, and they live as long as the program.
            let processor: &'static OnceLock<_> = Box::leak(Box::default());
            slots.push(Slot { name: style.name, is_note: false, processor });
            if style.family == "note" {
                slots.push(Slot { name: style.name, is_note: true, processor });
            }
        }
        slots
    })
}

impl Style {
    /// The style of a name; `#note` behind it asks for the form of its notes.
    ///
    /// ```
    /// use florilege::refparse::Style;
    /// assert_eq!(Style::named("apa").unwrap().name(), "apa");
    /// assert!(Style::named("no-such-style").is_none());
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        let (name, is_note) = name.strip_suffix(NOTE).map_or((name, false), |name| (name, true));
        let at = slots().iter().position(|slot| slot.name == name && slot.is_note == is_note)?;
        u16::try_from(at).ok().map(Self)
    }

    /// The name by which `format --style` knows it.
    pub fn name(self) -> &'static str {
        self.slot().map_or("", |slot| slot.name)
    }

    /// Every style, and the notes of those that have them, by the names that [`Self::named`] knows.
    pub fn names() -> Vec<String> {
        let name = |slot: &Slot| format!("{}{}", slot.name, if slot.is_note { NOTE } else { "" });
        slots().iter().map(name).collect()
    }

    /// Whether two styles are of one family: their names begin alike.
    pub(super) fn is_kin(self, other: Self) -> bool {
        let first = |style: Self| style.name().split('-').next();
        self.is_note() == other.is_note() && first(self) == first(other)
    }

    /// Whether references are printed as the style's notes have them.
    pub fn is_note(self) -> bool {
        self.slot().is_some_and(|slot| slot.is_note)
    }

    /// The style ready to print.
    pub fn processor(self) -> Option<&'static Processor> {
        let slot = self.slot()?;
        slot.processor.get_or_init(|| Processor::new(slot.name, None).ok()).as_ref()
    }

    /// A record as the style prints it; `None` if it prints nothing.
    pub fn print(self, item: &Item) -> Option<Entry> {
        let processor = self.processor()?;
        let entry = match self.is_note() {
            true => processor.cited(item),
            false => processor.each(item),
        };
        (!entry.failed).then_some(entry)
    }

    fn slot(self) -> Option<&'static Slot> {
        slots().get(usize::from(self.0))
    }
}
