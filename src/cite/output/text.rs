//! The words alone.

use super::Piece;

/// Writes pieces in one line.
pub(super) fn write(pieces: &[Piece], out: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Run(run) => out.push_str(&run.text),
            Piece::Line { .. } | Piece::Gap => out.push(' '),
        }
    }
}
