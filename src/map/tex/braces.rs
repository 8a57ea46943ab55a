//! Braces that balance, so that no value can end its entry.

use std::borrow::Cow;

use memchr::memchr2_iter;

/// The literal braces of a text; most have none, so they are looked at when the first is met.
pub(super) struct Braces<'a> {
    text: &'a str,
    pair: Option<bool>,
}

impl<'a> Braces<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, pair: None }
    }

    /// Whether they open and close in order.
    pub(super) fn pair(&mut self) -> bool {
        *self.pair.get_or_insert_with(|| braces_pair(self.text))
    }
}

/// Whether literal braces open and close in order, so that `\{` and `\}` keep BibTeX's count right.
pub(crate) fn braces_pair(text: &str) -> bool {
    // Without branches, so that many bytes are looked at together.
    let is_brace = |byte: u8| (byte == b'{') | (byte == b'}');
    if !text.bytes().fold(false, |found, byte| found | is_brace(byte)) {
        return true;
    }
    let mut depth = 0usize;
    for at in memchr2_iter(b'{', b'}', text.as_bytes()) {
        match text.as_bytes()[at] {
            b'{' => depth += 1,
            _ if depth == 0 => return false,
            _ => depth -= 1,
        }
    }
    depth == 0
}

/// A value of which the braces balance, as [`balance`] makes them.
pub(crate) fn balanced(value: String) -> String {
    match balance(&value) {
        Cow::Borrowed(_) => value,
        Cow::Owned(balanced) => balanced,
    }
}

/// Makes the braces of a value balance, so that no value can end its entry.
///
/// A closing brace without its opening one is left out, and missing closing braces are added.
pub(crate) fn balance(value: &str) -> Cow<'_, str> {
    if braces_pair(value) {
        return Cow::Borrowed(value);
    }
    let mut depth = 0usize;
    let mut out = String::with_capacity(value.len() + 8);
    for c in value.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => continue,
            '}' => depth -= 1,
            _ => {}
        }
        out.push(c);
    }
    out.extend(std::iter::repeat_n('}', depth));
    Cow::Owned(out)
}
