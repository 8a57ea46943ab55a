//! Printed text in the markup of other programs, each with its own escapes.

mod html;

pub(crate) use html::html;
