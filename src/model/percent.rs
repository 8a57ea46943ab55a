//! Percent signs in addresses.

use std::borrow::Cow;

/// Decodes each `%XX` whose byte `decodes` takes, where the result is text; anything else stays as written.
///
/// Source: RFC 3986, section 2.1.
pub(crate) fn percent_decoded(text: &str, decodes: impl Fn(u8) -> bool) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        match tail.first_chunk().and_then(hex).filter(|byte| first == b'%' && decodes(*byte)) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn hex(pair: &[u8; 2]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(pair[0])? << 4 | digit(pair[1])?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(percent_decoded(text, |byte| byte > b' '), expected);
    }

    #[test]
    fn decodes_what_is_text() {
        check("10.1/%C3%A9%28a%29", "10.1/é(a)");
        check("50%", "50%");
        check("%+1 %2", "%+1 %2");
        check("a%20b", "a%20b");
        check("%FF", "%FF");
        check("é%é", "é%é");
    }
}
