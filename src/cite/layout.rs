//! How a style lays its reference list out.

use hayagriva::citationberg::SecondFieldAlign;

use super::plan::ListOptions;

/// What a style says about its reference list as a whole.
///
/// Source: CSL 1.0.2, "Bibliography-specific options", "Whitespace".
///
/// ```
/// use florilege::cite::{LabelAlign, Processor};
/// let layout = Processor::new("apa", None).unwrap().layout();
/// assert!(layout.hanging && layout.line_spacing == 2 && layout.entry_spacing == 0);
/// let layout = Processor::new("ieee", None).unwrap().layout();
/// assert_eq!(layout.labels, Some(LabelAlign::Flush));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ListLayout {
    /// The lines of an entry after its first are set in.
    pub hanging: bool,
    /// How many empty lines stand between entries.
    pub entry_spacing: u8,
    /// How far lines are apart, in lines.
    pub line_spacing: u8,
    /// Where labels stand, if the style aligns what follows them.
    pub labels: Option<LabelAlign>,
}

/// Where the labels of a list stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LabelAlign {
    /// At the left margin, with the text set in beside them.
    Flush,
    /// In the margin itself.
    Margin,
}

impl ListLayout {
    pub(super) fn of(options: &ListOptions) -> Self {
        // More than a page of white is a slip of the style.
        let lines = |lines: i16, least: i16| u8::try_from(lines.clamp(least, 50)).unwrap_or(1);
        Self {
            hanging: options.hanging,
            entry_spacing: lines(options.entry_spacing, 0),
            line_spacing: lines(options.line_spacing, 1),
            labels: options.align.map(|align| match align {
                SecondFieldAlign::Flush => LabelAlign::Flush,
                SecondFieldAlign::Margin => LabelAlign::Margin,
            }),
        }
    }
}

impl Default for ListLayout {
    /// What a style means that says nothing: one empty line between entries.
    fn default() -> Self {
        Self { hanging: false, entry_spacing: 1, line_spacing: 1, labels: None }
    }
}
