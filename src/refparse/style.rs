//! The styles that references are recognised by: all that are known by name.

use std::sync::OnceLock;

use crate::cite::{Processor, list_styles};

/// A style that references are printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Style(u16);

/// A style made ready when it is first needed.
struct Slot {
    name: &'static str,
    processor: OnceLock<Option<Processor>>,
}

fn slots() -> &'static [Slot] {
    static SLOTS: OnceLock<Vec<Slot>> = OnceLock::new();
    SLOTS.get_or_init(|| {
        let slot = |name| Slot { name, processor: OnceLock::new() };
        list_styles().into_iter().map(|style| slot(style.name)).collect()
    })
}

impl Style {
    /// The style of a name.
    ///
    /// ```
    /// use florilege::refparse::Style;
    /// assert_eq!(Style::named("apa").unwrap().name(), "apa");
    /// assert!(Style::named("no-such-style").is_none());
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        let at = slots().iter().position(|slot| slot.name == name)?;
        u16::try_from(at).ok().map(Self)
    }

    /// The name by which `format --style` knows it.
    pub fn name(self) -> &'static str {
        self.slot().map_or("", |slot| slot.name)
    }

    /// The style ready to print; `None` if it has no bibliography.
    pub fn processor(self) -> Option<&'static Processor> {
        let ready =
            |slot: &Slot| Processor::new(slot.name, None).ok().filter(Processor::has_bibliography);
        let slot = self.slot()?;
        slot.processor.get_or_init(|| ready(slot)).as_ref()
    }

    fn slot(self) -> Option<&'static Slot> {
        slots().get(usize::from(self.0))
    }
}
