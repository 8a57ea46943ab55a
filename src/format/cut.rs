//! Where a stream can be cut: the last place in a block at which a record begins.
//!
//! A cut is never inside what the format's reader takes for one record, so that pieces give the records that
//! the whole would. Where that is in doubt there is none, and the piece grows.

/// The last line that begins an object.
pub(super) fn json_lines(block: &[u8]) -> Option<usize> {
    lines(block, b"{").next()
}

/// The last type of a record behind the end of another: `TY  - ` after `ER  - `, as every reader knows them.
/// In the plain text of Web of Science that is `PT ` after `ER`.
pub(super) fn ris(block: &[u8]) -> Option<usize> {
    let is_wos = [b"FN ", b"PT "].iter().any(|start| block.trim_ascii_start().starts_with(*start));
    let (start, end) = match is_wos {
        true => (b"PT ".as_slice(), b"ER".as_slice()),
        false => (b"TY  -".as_slice(), b"ER  -".as_slice()),
    };
    lines(block, start).find(|at| {
        // Blank lines and numbers stand between records.
        let said = block[..*at].split(is_break).rev().find(|line| line.iter().any(is_letter));
        said.is_some_and(|line| match is_wos {
            true => line.trim_ascii_end() == end,
            false => line.starts_with(end),
        })
    })
}

/// The last record's number behind an empty line.
pub(super) fn nbib(block: &[u8]) -> Option<usize> {
    lines(block, b"PMID- ").find(|at| {
        let before = block[..*at].strip_suffix(b"\n").unwrap_or_default();
        let before = before.strip_suffix(b"\r").unwrap_or(before);
        before.ends_with(b"\n")
    })
}

/// Where lines begin that start with these bytes, the last first.
fn lines(block: &[u8], start: &'static [u8]) -> impl Iterator<Item = usize> {
    let breaks = memchr::memrchr_iter(b'\n', block).map(|at| at + 1);
    breaks.filter(move |at| block[*at..].starts_with(start))
}

fn is_break(byte: &u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Whether a byte is a letter, or part of one.
fn is_letter(byte: &u8) -> bool {
    byte.is_ascii_alphabetic() || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use crate::bibliography::{self, Shared};
    use crate::diag::json_line;
    use crate::format::Format;
    use crate::map::csl_json::{Profile, from_item};
    use crate::source::{Pieces, Source};

    /// Shows where a block is cut with a bar.
    fn check(format: Format, block: &str, expected: &str) {
        let cut = format.cut().unwrap();
        let shown = match cut(block.as_bytes()) {
            Some(at) => format!("{}|{}", &block[..at], &block[at..]),
            None => block.to_owned(),
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn records_of_ris_are_parted() {
        let check = |block: &str, expected: &str| check(Format::Ris, block, expected);
        check(
            "TY  - A\nER  - \nTY  - B\nER  - \nTY  -",
            "TY  - A\nER  - \nTY  - B\nER  - \n|TY  -",
        );
        check(
            "TY  - A\r\nER  -\r\n\r\n2.\r\nTY  - B\r\n",
            "TY  - A\r\nER  -\r\n\r\n2.\r\n|TY  - B\r\n",
        );
        // The end of a record is missing, is no end, or may go on behind the block.
        check("TY  - A\nTI  - x\nTY  - B\n", "TY  - A\nTI  - x\nTY  - B\n");
        check("TY  - A\n  ER  - x\nTY  - B\n", "TY  - A\n  ER  - x\nTY  - B\n");
        check("TY  - A\nER  - \nTY", "TY  - A\nER  - \nTY");
        check("TY  - A\nER  - \nlost\nTY  - B\n", "TY  - A\nER  - \nlost\nTY  - B\n");
        // The end that counts is the nearest.
        check("TY  - A\nER  - \nTY  - B\nTY  - C\n", "TY  - A\nER  - \n|TY  - B\nTY  - C\n");
        check("TY  - A\rER  - \rTY  - B\r", "TY  - A\rER  - \rTY  - B\r");
        check("FN X\nPT J\nER\n\nPT J\nTI a\n", "FN X\nPT J\nER\n\n|PT J\nTI a\n");
        check("TY  - A\nAB  - x\nER\nPT J\n", "TY  - A\nAB  - x\nER\nPT J\n");
        check("", "");
    }

    #[test]
    fn records_of_medline_are_parted() {
        let check = |block: &str, expected: &str| check(Format::Nbib, block, expected);
        check("PMID- 1\nTI  - a\n\nPMID- 2\n", "PMID- 1\nTI  - a\n\n|PMID- 2\n");
        check("PMID- 1\r\n\r\nPMID- 2\r\nPMID- 3", "PMID- 1\r\n\r\n|PMID- 2\r\nPMID- 3");
        check("PMID- 1\nPMID- 2\n", "PMID- 1\nPMID- 2\n");
        check("\nPMID- 1\n", "\nPMID- 1\n");
    }

    /// Shows the records of a text and the findings, read in pieces that are cut wherever that is possible.
    fn shown(format: Format, texts: Vec<Source>) -> Vec<String> {
        let mut shown = Vec::new();
        let mut shared = Shared::default();
        for source in texts {
            bibliography::each_piece(format, &source, &mut shared, &mut |read| {
                let items = read.value.iter().map(|item| {
                    let json = serde_json::Value::Object(from_item(item, Profile::Csl).value);
                    format!("{:?} {json}", item.kind.origin.span)
                });
                shown.extend(items);
                shown.extend(read.diagnostics.iter().map(json_line));
            });
        }
        shown
    }

    /// A piece of many records and the next: what stands in them is what the whole gives, with keys of its own.
    #[test]
    fn pieces_give_what_the_whole_gives() {
        let long = "ä ".repeat(2_000);
        let ris = format!(
            "TY  - BOOK\r\nAU  - Doe, Jane\r\nPY  - 2020/02/30\r\nAB  - {long}\r\nER  - \r\n\r\n"
        );
        let keyed = "TY  - BOOK\r\nID  - doe2020\r\nTI  - Größe\r\nER  - \r\n\r\n";
        let wos = format!("PT J\nAU Doe, J\nTI Notes\nAB {long}\nER\n\n");
        let nbib = format!("PMID- 1\nTI  - Notes.\nAU  - Doe J\nDP  - 2020 Foo\nAB  - {long}\n\n");
        let texts = [
            (Format::Ris, "Provider: X\n\n".to_owned() + &(ris.repeat(3) + keyed).repeat(80)),
            (Format::Ris, "FN X\nVR 1.0\n".to_owned() + &wos.repeat(220) + "EF\n"),
            (Format::Nbib, "\n".to_owned() + &nbib.repeat(220)),
        ];
        for (format, text) in texts {
            let pieces = Pieces::new("a", text.as_bytes(), format.cut().unwrap());
            let pieces: Vec<_> = pieces.map(|piece| piece.value.unwrap()).collect();
            assert!(pieces.len() > 1, "{format}");
            let in_pieces = shown(format, pieces);
            let whole = shown(format, vec![Source::new("a", text)]);
            let differs = in_pieces.iter().zip(&whole).find(|(a, b)| a != b);
            assert_eq!(differs, None, "{format}");
            assert_eq!(in_pieces.len(), whole.len(), "{format}");
        }
    }

    proptest::proptest! {
        /// Both sides of a cut give the records that the whole gives.
        #[test]
        fn no_cut_is_inside_a_record(
            text in "(TY  - BOOK\n|ER  - \n|TI  - a\n|PT J\n|ER\n|PMID- 1\n|TI - x|  |ER  -|\r|\n|2\\.|é){0,24}"
        ) {
            for format in [Format::Ris, Format::Nbib] {
                let Some(at) = format.cut().unwrap()(text.as_bytes()) else { continue };
                let count = |text: &str| bibliography::read(format, &Source::new("a", text)).value.len();
                proptest::prop_assert_eq!(count(&text[..at]) + count(&text[at..]), count(&text));
            }
        }
    }
}
