//! Lists and names taken apart where no brace protects them.

/// What parts a list or a name.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Separator {
    And,
    Comma,
    Semicolon,
    Space,
}

/// Splits at a separator outside braces.
pub(super) fn split_top(raw: &str, separator: Separator) -> Vec<&str> {
    let bytes = raw.as_bytes();
    let (mut parts, mut depth, mut from, mut at) = (Vec::new(), 0usize, 0, 0);
    while at < bytes.len() {
        let width = match bytes[at] {
            b'{' => {
                depth += 1;
                0
            }
            b'}' => {
                depth = depth.saturating_sub(1);
                0
            }
            _ if depth > 0 => 0,
            b',' if separator == Separator::Comma => 1,
            b';' if separator == Separator::Semicolon => 1,
            b'~' if separator == Separator::Space && !ends_in_backslash(&bytes[..at]) => 1,
            byte if byte.is_ascii_whitespace() => match separator {
                // The space that ends a command, or is one, parts nothing.
                Separator::Space if is_in_command(&bytes[from..at]) => 0,
                Separator::Space => 1,
                Separator::And if is_and(&bytes[at + 1..]) => 4,
                _ => 0,
            },
            _ => 0,
        };
        if width > 0 {
            parts.push(&raw[from..at]);
            // The space after `and` may begin another `and`.
            from = at + width;
            at = from;
        } else {
            at += 1;
        }
    }
    parts.push(&raw[from..]);
    if separator == Separator::Space {
        parts.retain(|part| !part.is_empty());
    }
    parts
}

fn ends_in_backslash(before: &[u8]) -> bool {
    before.last() == Some(&b'\\')
}

/// Whether an accent without braces waits for its letter: `\v Capek`, `\' e`.
fn is_in_command(word: &[u8]) -> bool {
    let near = &word[word.len().saturating_sub(16)..];
    let Some(at) = near.iter().rposition(|byte| *byte == b'\\') else { return false };
    match &near[at + 1..] {
        [sign] if b"`'^~=.\"".contains(sign) => true,
        [letter] => b"uvHtcdbrk".contains(letter),
        _ => false,
    }
}

fn is_and(after: &[u8]) -> bool {
    after.get(..3).is_some_and(|word| word.eq_ignore_ascii_case(b"and"))
        && after.get(3).is_none_or(u8::is_ascii_whitespace)
}

/// Whether braces stand around the whole of a text.
pub(super) fn whole_group(raw: &str) -> bool {
    let raw = raw.trim();
    if !raw.starts_with('{') {
        return false;
    }
    let mut depth = 0usize;
    let end = raw.bytes().position(|byte| {
        depth += usize::from(byte == b'{');
        depth -= usize::from(byte == b'}' && depth > 0);
        depth == 0
    });
    end == Some(raw.len() - 1)
}
