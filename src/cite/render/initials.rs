//! Given names as initials.
//!
//! Source: CSL 1.0.2, `initialize-with`, `initialize`, `initialize-with-hyphen`.

/// Sets initials: `John Edward` with `.` is `J.E.`, with `. ` it is `J. E.`
///
/// Without `shorten` names that are written in full stay so, and initials among them are set alike.
pub(crate) fn initials(given: &str, with: &str, shorten: bool, hyphen: bool) -> String {
    let mut out = String::with_capacity(given.len());
    let glue = with.trim_end();
    // What ends the last piece: an initial or a name in full.
    let mut after_initial = false;
    for word in words(given) {
        let piece = word.text;
        let first = piece.chars().next().unwrap_or(' ');
        let initial = word.stopped || piece.chars().count() == 1 && first.is_uppercase();
        if word.hyphen && first.is_lowercase() && shorten {
            // `Guo-ping` is one name.
            continue;
        }
        if word.hyphen && !out.is_empty() {
            while out.ends_with(' ') {
                out.pop();
            }
            if hyphen {
                out.push('-');
            }
        }
        let kept = first.is_lowercase() && !initial || !first.is_alphabetic();
        if kept && !word.hyphen {
            // Particles among given names stay: `Pierre de`.
            while out.ends_with(' ') {
                out.pop();
            }
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(piece);
            out.push_str(if word.stopped { ". " } else { " " });
            after_initial = false;
            continue;
        }
        if shorten || initial {
            match initial && piece.chars().count() > 1 {
                // An abbreviation such as `Yu.` keeps its letters.
                true => out.push_str(piece),
                false => push_initial(&mut out, piece),
            }
            out.push_str(with);
            after_initial = true;
        } else {
            if after_initial && !word.hyphen && !out.ends_with(' ') && !out.is_empty() {
                out.push(' ');
            }
            out.push_str(piece);
            out.push(' ');
            after_initial = false;
        }
    }
    let _ = glue;
    out.trim_end().to_owned()
}

/// The first letter; `TSerendorj` has two that are one sound.
fn push_initial(out: &mut String, word: &str) {
    let capitals = word.chars().take_while(|c| c.is_uppercase()).count();
    let more = word.chars().nth(capitals).is_some_and(char::is_lowercase);
    let mut chars = word.chars();
    out.extend(chars.next());
    if more && capitals > 1 {
        chars.take(capitals - 1).for_each(|c| out.extend(c.to_lowercase()));
    }
}

/// A part of given names.
struct Word<'t> {
    text: &'t str,
    /// A stop follows it.
    stopped: bool,
    /// A hyphen stands before it.
    hyphen: bool,
}

fn words(given: &str) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    let mut hyphen = false;
    let mut start = None;
    for (at, c) in given.char_indices() {
        let breaks = c.is_whitespace() || matches!(c, '.' | '-' | '‐' | '‑' | '–');
        match (breaks, start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                out.push(Word { text: &given[from..at], stopped: c == '.', hyphen });
                start = None;
                hyphen = false;
            }
            (true, None) | (false, Some(_)) => {}
        }
        if matches!(c, '-' | '‐' | '‑' | '–') {
            hyphen = true;
        } else if c.is_whitespace() {
            hyphen = false;
        }
    }
    if let Some(from) = start {
        out.push(Word { text: &given[from..], stopped: false, hyphen });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &str, with: &str, shorten: bool, expected: &str) {
        assert_eq!(initials(given, with, shorten, true), expected, "{given}");
    }

    #[test]
    fn initials_are_set() {
        check("John Edward", ".", true, "J.E.");
        check("John Edward", ". ", true, "J. E.");
        check("J.A.", ". ", true, "J. A.");
        check("J A", "", true, "JA");
        check("Jean-Luc", ".", true, "J.-L.");
        check("Philippe de", ". ", true, "P. de");
        check("James T", ". ", false, "James T.");
        check("J. Edward", ".", false, "J. Edward");
    }
}
