//! The shapes of values that the tagged formats share: dates, names, markup, pages, serial numbers, keys.

pub(crate) mod dates;
pub(crate) mod keys;
pub(crate) mod markup;
pub(crate) mod names;
pub(crate) mod serials;
pub(crate) mod values;
