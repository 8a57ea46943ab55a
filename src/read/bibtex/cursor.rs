//! Steps through the text, and the places where an entry begins.

use super::scan::Scanner;

impl<'a> Scanner<'a> {
    pub(super) fn word(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let is_end = |c: char| c.is_whitespace() || "={}()\",#@%\\".contains(c);
        let word = &rest[..rest.find(is_end).unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    pub(super) fn skip_space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
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

/// The type of the entry whose `@` is at `at`, in lower case, and where its bracket opens.
pub(super) fn head(text: &str, at: usize) -> Option<(String, usize)> {
    let rest = &text[at + 1..];
    let name = rest.trim_start_matches([' ', '\t']);
    let len = name.find(|c: char| !c.is_ascii_alphanumeric() && !"_-+".contains(c))?;
    let after = name[len..].trim_start();
    let open = at + 1 + rest.len() - after.len();
    (len > 0 && after.starts_with(['{', '('])).then(|| (name[..len].to_lowercase(), open))
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
    if matches!(kind.as_str(), "string" | "preamble" | "comment") {
        return begins_line(text, at);
    }
    let key = near[open + 1..].trim_start();
    let end = key.find([',', '{', '}', '"', '=', '\n', '#', '%']).unwrap_or(key.len());
    key[end..].starts_with([',', '\n'])
}
