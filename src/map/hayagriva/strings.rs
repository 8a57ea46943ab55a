//! Formattable strings <-> text.
//!
//! Source: hayagriva, "Formattable String": braces keep letters as they are, dollars hold mathematics for Typst,
//! a backslash takes the meaning from `{`, `}`, `$` and itself.

use crate::model::{Event, Markup, Text, TextBuilder};

/// A brace that closes nothing; Hayagriva refuses the file for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unbalanced;

/// Reads a formattable string. Mathematics stays as it is, with its dollars.
pub(super) fn parse(text: &str) -> Result<Text, Unbalanced> {
    let mut builder = TextBuilder::default();
    let mut depth = 0usize;
    let mut is_math = false;
    let mut chars = text.chars().peekable();
    let mut buffer = [0; 4];
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(|next| is_sign(*next)) => {
                let escaped = chars.next().unwrap_or(c);
                builder.push(escaped.encode_utf8(&mut buffer));
            }
            '{' if !is_math => {
                if depth == 0 {
                    builder.open(Markup::NoCase);
                }
                depth += 1;
            }
            '}' if !is_math => {
                depth = depth.checked_sub(1).ok_or(Unbalanced)?;
                if depth == 0 {
                    builder.close(Markup::NoCase);
                }
            }
            c => {
                is_math ^= c == '$';
                builder.push(c.encode_utf8(&mut buffer));
            }
        }
    }
    Ok(builder.finish())
}

/// Whether a formattable string holds mathematics.
pub(super) fn has_math(text: &str) -> bool {
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '$' => return true,
            _ => {}
        }
    }
    false
}

/// Writes text as a formattable string, and says whether it has marks that such a string cannot hold.
pub(super) fn write(text: &Text) -> (String, bool) {
    let mut out = String::with_capacity(text.as_str().len());
    let mut has_others = false;
    let mut depth = 0usize;
    text.walk(|event| match event {
        Event::Open(Markup::NoCase) => {
            if depth == 0 {
                out.push('{');
            }
            depth += 1;
        }
        Event::Close(Markup::NoCase) => {
            depth -= 1;
            if depth == 0 {
                out.push('}');
            }
        }
        Event::Open(_) => has_others = true,
        Event::Close(_) => {}
        Event::Str(piece) => {
            for c in piece.chars() {
                if is_sign(c) {
                    out.push('\\');
                }
                out.push(c);
            }
        }
    });
    (out, has_others)
}

fn is_sign(c: char) -> bool {
    matches!(c, '\\' | '{' | '}' | '$')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, csl: &str, again: &str) {
        let text = parse(input).unwrap();
        assert_eq!(text.to_csl(), csl, "{input}");
        assert_eq!(write(&text).0, again, "{input}");
    }

    #[test]
    fn braces_keep_letters() {
        check(
            "{imagiNary} Publishing",
            r#"<span class="nocase">imagiNary</span> Publishing"#,
            "{imagiNary} Publishing",
        );
        check("{a {b}} c", r#"<span class="nocase">a b</span> c"#, "{a b} c");
        check(r"5 \$ \{x\} \\ \n", r"5 $ {x} \ \n", r"5 \$ \{x\} \\ \\n");
        check("a $x_{1}$ b", "a $x_{1}$ b", r"a \$x_\{1\}\$ b");
        assert_eq!(parse("a} b"), Err(Unbalanced));
    }

    proptest::proptest! {
        #[test]
        fn hayagriva_reads_the_same(text in "(<span class=\"nocase\">|</span>|[a{}$\\\\é ]){0,12}") {
            let text = Text::from_csl(&text);
            let (written, _) = write(&text);
            let read: hayagriva::types::FormatString = written.parse().unwrap();
            assert_eq!(read.to_string(), text.as_str());
            assert_eq!(parse(&written).unwrap().as_str(), text.as_str());
        }
    }
}
