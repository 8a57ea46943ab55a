//! The words alone.

use super::Piece;
use crate::cite::render::buffer::{Buffer, Event, Tag};

/// Writes what was printed, letter by letter: [`Entry::spans`](crate::cite::Entry::spans) counts on it.
pub(super) fn write(printed: &Buffer, out: &mut String) {
    for event in &printed.events {
        match event {
            // A block has a line of its own; in a row of text it is set off by a space.
            Event::Open(Tag::Display(_)) => {
                if !out.is_empty() && !out.ends_with(char::is_whitespace) {
                    out.push(' ');
                }
            }
            Event::Open(_) | Event::Close => {}
            Event::Text { .. } => out.push_str(printed.slice(*event)),
        }
    }
}

/// Writes pieces in one line.
pub(super) fn write_pieces(pieces: &[Piece], out: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Run(run) => out.push_str(&run.text),
            Piece::Line { .. } | Piece::Gap => out.push(' '),
        }
    }
}
