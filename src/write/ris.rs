//! Items -> RIS.

use std::io;

use super::ItemWriter;
use crate::diag::{Code, Diagnostic};
use crate::map::csl_json::Profile;
use crate::map::ris::from_item;
use crate::model::{Item, Markup};

/// Writes items one after the other.
///
/// Lines end with CR LF, as the specification asks. A line of long text that would be taken for a tag stands
/// two blanks further in, so that no value can break its record.
#[derive(Debug, Default)]
pub struct Writer {
    profile: Profile,
    is_marked: bool,
}

impl Writer {
    /// A writer for any reader, or for Zotero.
    pub fn new(profile: Profile) -> Self {
        Self { profile, is_marked: false }
    }
}

impl ItemWriter for Writer {
    /// # Diagnostics
    /// `dropped-field`; once a file for the marks of letters that no style may change, as RIS is not for
    /// styles.
    fn item(&mut self, item: &Item, out: &mut dyn io::Write) -> io::Result<Vec<Diagnostic>> {
        let read = from_item(item, self.profile);
        let mut diagnostics = read.diagnostics;
        let mut text = String::new();
        for line in &read.value {
            text.push_str(&line.tag);
            text.push_str("  - ");
            for (at, part) in line.value.split('\n').enumerate() {
                if at > 0 {
                    text.push_str("\r\n");
                    text.push_str(if looks_like_tag(part) { "  " } else { "" });
                }
                text.push_str(part);
            }
            text.push_str("\r\n");
        }
        text.push_str("ER  - \r\n\r\n");
        out.write_all(text.as_bytes())?;
        let has_mark = item
            .texts
            .iter()
            .any(|(_, text)| text.marks().iter().any(|mark| mark.markup == Markup::NoCase));
        if has_mark && !std::mem::replace(&mut self.is_marked, true) {
            let message = format!(
                "`{}` and others: RIS has no mark for letters that keep their case",
                item.key
            );
            diagnostics.push(Diagnostic::new(Code::DroppedField, message));
        }
        Ok(diagnostics)
    }

    fn finish(&mut self, _out: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }
}

/// Whether a line begins with what any reader could take for a tag.
fn looks_like_tag(line: &str) -> bool {
    let head = line.trim_start().as_bytes();
    let is_tag = head.first().is_some_and(u8::is_ascii_alphanumeric)
        && head.get(1).is_some_and(u8::is_ascii_alphanumeric);
    is_tag && head[2..].trim_ascii_start().first() == Some(&b'-')
        || head.first().is_some_and(u8::is_ascii_digit)
}
