//! Which works a manuscript cites.
