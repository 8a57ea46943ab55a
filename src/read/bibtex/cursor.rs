//! Steps through the text, and the places where an entry begins.

use super::scan::Records;

/// Whether a byte ends a bare word: white space, brackets and what separates.
const ENDS_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let ends = b" \t\n\r\x0b\x0c={}()\",#@%\\";
    let mut at = 0;
    while at < ends.len() {
        table[ends[at] as usize] = true;
        at += 1;
    }
    table
};

impl<'a> Records<'a> {
    pub(super) fn word(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let end = rest.bytes().position(|byte| ENDS_WORD[usize::from(byte)]);
        let mut word = &rest[..end.unwrap_or(rest.len())];
        // A white space beyond ASCII ends a word, too.
        if !word.is_ascii() {
            word = &word[..word.find(char::is_whitespace).unwrap_or(word.len())];
        }
        self.at += word.len();
        word
    }

    pub(super) fn skip_space(&mut self) {
        let rest = &self.text[self.at..];
        let space = rest.bytes().take_while(u8::is_ascii_whitespace).count();
        self.at += space;
        if rest.as_bytes().get(space).is_some_and(|byte| !byte.is_ascii_graphic()) {
            let rest = &rest[space..];
            self.at += rest.len() - rest.trim_start().len();
        }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }
}

/// The type of the entry whose `@` is at `at`, as written, and where its bracket opens.
pub(super) fn head(text: &str, at: usize) -> Option<(&str, usize)> {
    let rest = &text[at + 1..];
    let name = rest.trim_start_matches([' ', '\t']);
    let is_type = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+');
    let len = name.bytes().position(|byte| !is_type(byte))?;
    let after = name[len..].trim_start();
    let open = at + 1 + rest.len() - after.len();
    (len > 0 && after.starts_with(['{', '('])).then(|| (&name[..len], open))
}

/// Whether an entry type is no entry but a command.
pub(super) fn is_command(kind: &str) -> bool {
    ["string", "preamble", "comment"].iter().any(|command| kind.eq_ignore_ascii_case(command))
}

/// Whether nothing but spaces stands before `at` on its line.
pub(super) fn begins_line(text: &str, at: usize) -> bool {
    let before = &text.as_bytes()[..at];
    let space = before.iter().rev().find(|byte| !matches!(byte, b' ' | b'\t'));
    space.is_none_or(|byte| matches!(byte, b'\n' | b'\r'))
}

/// Whether an entry with a key, or a command, begins at `at`.
pub(super) fn begins_entry(text: &str, at: usize) -> bool {
    let near = &text[at..text.floor_char_boundary(at + 300)];
    let Some((kind, open)) = head(near, 0) else { return false };
    if is_command(kind) {
        return begins_line(text, at);
    }
    let key = near[open + 1..].trim_start();
    let end = key.find([',', '{', '}', '"', '=', '\n', '#', '%']).unwrap_or(key.len());
    key[end..].starts_with([',', '\n'])
}
