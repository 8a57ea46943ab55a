//! Reference lists in any CSL style.
//!
//! Rendering goes through [`Engine`], so that the processor behind it can be replaced.
