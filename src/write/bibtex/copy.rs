//! A `.bib` file written again with as few changes as can be.
//!
//! Whoever keeps a bibliography in version control wants to see what changed, and nothing else. So the
//! output is the input's text, and only what an option asks for is written anew: in the file's own
//! style, and with macros, comments, strange fields and broken entries as they stand.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::ops::Range;

use super::layout::{Delimiters, Layout, Month, Sort, SortKey};
use crate::diag::Diagnostic;
use crate::map::bibtex::{self, is_tex_field};
use crate::map::tex::Encoder;
use crate::model::Text;
use crate::read::bibtex::{Document, MONTHS, Piece, PieceKind, RawEntry, RawField, delimited};
use crate::source::Source;

/// Fields that hold keys of entries.
const KEY_LISTS: &[&str] =
    &["crossref", "xref", "xdata", "related", "entryset", "ids", "key", "sortkey"];

/// What is to change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Citation keys and what they become, also where other entries name them.
    pub keys: BTreeMap<String, String>,
    /// Whether every character beyond ASCII becomes a TeX command.
    pub ascii: bool,
    /// What is left out, what comes first, and in which order entries stand. The rest of the layout is
    /// the file's own, unless `relayout` is set.
    pub layout: Layout,
    /// Whether entries are laid out anew.
    pub relayout: bool,
}

/// Writes a file again. Without changes the output is the input, byte for byte.
///
/// ```
/// use florilege::{source::Source, write::bibtex::{Changes, Layout, copy}};
/// let bib = "% mine\n@book{doe2020,\n  title = t # {x},  abstract={Long}, year=2020}\n";
/// let source = Source::new("a.bib", bib);
/// let mut out = Vec::new();
/// copy(&source, &Changes::default(), &mut out)?;
/// assert_eq!(out, bib.as_bytes());
/// let layout = Layout { omit: vec!["abstract".into()], ..Layout::default() };
/// let keys = [("doe2020".to_owned(), "doe".to_owned())].into();
/// out.clear();
/// copy(&source, &Changes { keys, layout, ..Changes::default() }, &mut out)?;
/// assert_eq!(out, b"% mine\n@book{doe,\n  title = t # {x}, year=2020}\n");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Diagnostics
/// Those of [`Document::read`].
///
/// # Errors
/// Those of `out`.
pub fn copy(
    source: &Source,
    changes: &Changes,
    out: &mut dyn io::Write,
) -> io::Result<Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    let document = Document::read(source, &mut diagnostics);
    let copier = Copier { document: &document, changes };
    match changes.layout.sort {
        Sort::Input => {
            for piece in &document.pieces {
                out.write_all(copier.piece(piece).as_bytes())?;
            }
        }
        sort => copier.sorted(sort, source, out)?,
    }
    Ok(diagnostics)
}

struct Copier<'a> {
    document: &'a Document<'a>,
    changes: &'a Changes,
}

impl Copier<'_> {
    fn text(&self, span: &Range<usize>) -> &str {
        &self.document.text[span.clone()]
    }

    fn piece(&self, piece: &Piece) -> String {
        let PieceKind::Entry(entry) = &piece.kind else {
            return self.text(&piece.span).to_owned();
        };
        if self.changes.relayout
            && let Some(text) = self.laid_out(piece, entry)
        {
            return text;
        }
        self.edited(piece, entry)
    }

    /// An entry as it stands, but for what is to change.
    fn edited(&self, piece: &Piece, entry: &RawEntry) -> String {
        let key = self.key(entry);
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        if key != self.text(&entry.key) {
            edits.push((entry.key.clone(), key.to_owned()));
        }
        let kept = |field: &&RawField| self.changes.layout.keeps(self.text(&field.name));
        // The slots stay where they are, and what stands in them moves.
        let slots: Vec<&RawField> = entry.fields.iter().filter(kept).collect();
        let mut fields = slots.clone();
        fields.sort_by_key(|field| self.changes.layout.rank(self.text(&field.name)));
        for (slot, field) in slots.iter().zip(fields) {
            let value = self.value(field);
            if slot.name != field.name {
                let between = self.text(&(field.name.end..field.value.start));
                let whole = format!("{}{between}{value}", self.text(&field.name));
                edits.push((slot.name.start..slot.value.end, whole));
            } else if value != self.text(&field.value) {
                edits.push((field.value.clone(), value));
            }
        }
        for (at, field) in entry.fields.iter().enumerate().filter(|(_, field)| !kept(field)) {
            let from = match at {
                0 => entry.key.end,
                _ => entry.fields[at - 1].value.end,
            };
            let before = from..field.name.start;
            // Only white space and commas go with the field; a remark stays.
            let is_bare = self.text(&before).bytes().all(is_separator);
            let start = if is_bare { before.start } else { field.name.start };
            edits.push((start..field.value.end, String::new()));
        }
        edits.sort_by_key(|(span, _)| (span.start, span.end));
        let mut out = String::with_capacity(piece.span.len());
        let mut at = piece.span.start;
        for (span, new) in edits {
            out.push_str(self.text(&(at..span.start.max(at))));
            out.push_str(&new);
            at = span.end.max(at);
        }
        out.push_str(self.text(&(at..piece.span.end)));
        out
    }

    /// An entry in the layout that was asked for; none if something in it would be lost.
    fn laid_out(&self, piece: &Piece, entry: &RawEntry) -> Option<String> {
        let layout = &self.changes.layout;
        let mut at = entry.key.end;
        for field in &entry.fields {
            if !self.text(&(at..field.name.start)).bytes().all(is_separator) {
                return None;
            }
            at = field.value.end;
        }
        let end = self.text(&(at..piece.span.end));
        let tail = end.strip_suffix(['}', ')'])?;
        if !tail.bytes().all(is_separator) {
            return None;
        }
        let mut fields: Vec<&RawField> = entry.fields.iter().collect();
        fields.retain(|field| layout.keeps(self.text(&field.name)));
        fields.sort_by_key(|field| layout.rank(self.text(&field.name)));
        let fields: Vec<(&str, String)> = fields
            .into_iter()
            .map(|field| (self.text(&field.name), self.restyled(field)))
            .collect();
        let head = self.text(&(piece.span.start..entry.key.start));
        let kind = head.trim_start_matches('@').trim_end().trim_end_matches(['{', '(']).trim_end();
        let text = layout.lines(kind, self.key(entry), &fields);
        Some(text.trim_end_matches('\n').to_owned())
    }

    /// A value with the delimiters and the form of month that were asked for.
    fn restyled(&self, field: &RawField) -> String {
        let layout = &self.changes.layout;
        let value = self.value(field);
        let is_month = self.text(&field.name).eq_ignore_ascii_case("month");
        let month = |word: &str| {
            let word = word.trim().to_lowercase();
            let number = word.parse::<usize>().ok();
            MONTHS.iter().enumerate().find(|(at, row)| row.0 == word || number == Some(at + 1))
        };
        if let (true, Some((at, row))) = (is_month, month(delimited(&value).unwrap_or(&value))) {
            return match layout.month {
                Month::Macro => row.0.to_owned(),
                Month::Number => (at + 1).to_string(),
            };
        }
        match (delimited(&value), layout.delimiters) {
            (Some(inner), Delimiters::Quotes) if !inner.contains('"') => format!("\"{inner}\""),
            (Some(inner), _) => format!("{{{inner}}}"),
            (None, _) => value,
        }
    }

    fn key(&self, entry: &RawEntry) -> &str {
        let key = self.text(&entry.key);
        self.changes.keys.get(key).map_or(key, String::as_str)
    }

    /// A value with renamed keys and without letters that were not wanted.
    fn value(&self, field: &RawField) -> String {
        let name = self.text(&field.name).to_lowercase();
        let value = self.text(&field.value);
        if KEY_LISTS.contains(&name.as_str()) && !self.changes.keys.is_empty() {
            let renamed = |part: &str| {
                let key = part.trim_matches(|c: char| c.is_whitespace() || "{}\"".contains(c));
                match self.changes.keys.get(key) {
                    Some(new) => part.replacen(key, new, 1),
                    None => part.to_owned(),
                }
            };
            return value.split(',').map(renamed).collect::<Vec<_>>().join(",");
        }
        if self.changes.ascii && !value.is_ascii() && is_tex_field(&name) {
            return to_ascii(value);
        }
        value.to_owned()
    }

    /// Writes the entries in an order, each with the remarks before it.
    ///
    /// Macros and preambles come first, as entries need them; what stands before the first entry and
    /// after the last stays there.
    fn sorted(&self, sort: Sort, source: &Source, out: &mut dyn io::Write) -> io::Result<()> {
        let mut by_key: HashMap<String, SortKey> = HashMap::new();
        for item in bibtex::items(source).value {
            let key = item.key.to_string();
            by_key.entry(key).or_insert_with_key(|key| SortKey::of_item(sort, key, &item));
        }
        let pieces = &self.document.pieces;
        let is_entry = |piece: &Piece| matches!(piece.kind, PieceKind::Entry(_));
        let (Some(first), Some(last)) =
            (pieces.iter().position(is_entry), pieces.iter().rposition(is_entry))
        else {
            return out.write_all(self.document.text.as_bytes());
        };
        // The remarks right above the first entry are about that entry.
        let mut head: Vec<String> = Vec::new();
        let mut remarks = String::new();
        for (at, piece) in pieces[..first].iter().enumerate() {
            let text = self.text(&piece.span);
            match &piece.kind {
                PieceKind::Text if at + 1 == first => {
                    let (above, own) = last_paragraph(text);
                    head.push(above.to_owned());
                    remarks = own.to_owned();
                }
                _ => head.push(text.to_owned()),
            }
        }
        let mut entries: Vec<(SortKey, String)> = Vec::new();
        let mut moved: Vec<&str> = Vec::new();
        for piece in &pieces[first..=last] {
            let text = self.text(&piece.span);
            match &piece.kind {
                PieceKind::Entry(entry) => {
                    let key = self.text(&entry.key);
                    let sort_key = by_key
                        .get(key)
                        .cloned()
                        .unwrap_or_else(|| SortKey::of(sort, key, "", None, ""));
                    let remarks = std::mem::take(&mut remarks);
                    entries.push((sort_key, format!("{remarks}{}", self.piece(piece))));
                }
                PieceKind::Macro | PieceKind::Preamble => moved.push(text),
                PieceKind::Text | PieceKind::Comment => {
                    // What stands on an entry's last line is about that entry.
                    let (line, rest) = match text.find('\n') {
                        Some(end) if remarks.is_empty() => text.split_at(end),
                        _ => ("", text),
                    };
                    if let (false, Some((_, entry))) = (line.trim().is_empty(), entries.last_mut())
                    {
                        entry.push_str(line);
                    }
                    let rest = rest.trim();
                    if !rest.is_empty() {
                        remarks.push_str(rest);
                        remarks.push('\n');
                    }
                }
            }
        }
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        for text in head {
            out.write_all(text.as_bytes())?;
        }
        for text in moved {
            out.write_all(text.as_bytes())?;
            out.write_all(b"\n\n")?;
        }
        let entries: Vec<String> = entries.into_iter().map(|(_, entry)| entry).collect();
        let between = if self.changes.layout.blank_line { "\n\n" } else { "\n" };
        out.write_all(entries.join(between).as_bytes())?;
        for piece in &pieces[last + 1..] {
            out.write_all(self.text(&piece.span).as_bytes())?;
        }
        Ok(())
    }
}

/// Parts the last paragraph from what stands above it.
fn last_paragraph(text: &str) -> (&str, &str) {
    let end = text.trim_end().len();
    let start = text[..end].rfind("\n\n").map_or(0, |at| at + 2);
    match text[start..end].is_empty() || end == 0 {
        true => (text, ""),
        // Without an empty line below, the paragraph belongs to what follows.
        false if !text[end..].contains("\n\n") => text.split_at(start),
        false => (text, ""),
    }
}

fn is_separator(byte: u8) -> bool {
    byte == b',' || byte.is_ascii_whitespace()
}

/// A value with commands for letters beyond ASCII; those without one stay.
fn to_ascii(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 16);
    let mut encoder = Encoder { ascii: true, ..Encoder::default() };
    let (mut in_math, mut is_escaped) = (false, false);
    for c in value.chars() {
        in_math ^= c == '$' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        if c.is_ascii() {
            out.push(c);
            continue;
        }
        let tex = encoder.encode(&Text::plain(c));
        let formula = tex.trim_matches(['{', '}']).strip_prefix('$');
        match formula.and_then(|tex| tex.strip_suffix('$')) {
            Some(inner) if in_math => {
                out.push_str(inner);
                // The letter that follows is no part of the command.
                out.push(' ');
            }
            _ => out.push_str(&tex),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const BIB: &str = "\
% Things to read
@string{cup = {CUP}}

% The first one.
@Book{b2,
  title    = \"Zürich\" # { & more},
  author   = {Roe, R.}, % sic
  abstract = {A, {b}},
  year     = 2001,
}  % end of b2
@comment{jabref-meta: x}
@article(a1, author={Doe, J.}, abstract={One}, file = {x.pdf}, title={$α$ and α},
  abstract={Two}, crossref={b2}, month = mar, year={2000})

@book{broken, title = {x
";

    fn check(changes: Changes, expected: &str) {
        let mut out = Vec::new();
        copy(&Source::new("t.bib", BIB), &changes, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    fn layout(layout: Layout) -> Changes {
        Changes { layout, ..Changes::default() }
    }

    #[test]
    fn nothing_changes_without_a_change() {
        check(Changes::default(), BIB);
    }

    #[test]
    fn fields_are_left_out_wherever_they_stand() {
        let omit = vec!["abstract".to_owned(), "FILE".to_owned()];
        let expected = BIB
            .replace("\n  abstract = {A, {b}},", "\n  ,")
            .replace(" abstract={One}, file = {x.pdf},", "")
            .replace(",\n  abstract={Two}", "");
        check(layout(Layout { omit, ..Layout::default() }), &expected);
    }

    #[test]
    fn keys_are_renamed_where_they_are_named() {
        let keys = [("b2".to_owned(), "roe2001".to_owned())].into();
        let expected = BIB.replace("@Book{b2", "@Book{roe2001").replace("{b2}", "{roe2001}");
        check(Changes { keys, ..Changes::default() }, &expected);
    }

    #[test]
    fn letters_become_commands() {
        let expected =
            BIB.replace("Zürich", "Z{\\\"u}rich").replace("$α$ and α", "$\\alpha $ and $\\alpha$");
        check(Changes { ascii: true, ..Changes::default() }, &expected);
    }

    #[test]
    fn fields_change_places() {
        let order = vec!["year".to_owned(), "title".to_owned()];
        let mut out = Vec::new();
        let changes = layout(Layout { order, ..Layout::default() });
        copy(
            &Source::new("t.bib", "@misc{k, a = {1}, title={T},\n year=2000 }"),
            &changes,
            &mut out,
        )
        .unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "@misc{k, year=2000, title={T},\n a = {1} }");
    }

    #[test]
    fn entries_are_sorted_with_their_remarks() {
        let mut out = Vec::new();
        let changes = layout(Layout { sort: Sort::Key, ..Layout::default() });
        let bib = "% Head\n\n@string{c = {C}}\n\n% About z.\n@misc{z, title={Z}} % more\n@string{d={D}}\n@misc{a, title={A}}\n% End\n";
        copy(&Source::new("t.bib", bib), &changes, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "% Head\n\n@string{c = {C}}\n\n@string{d={D}}\n\n@misc{a, title={A}}\n\n% About z.\n@misc{z, title={Z}} % more\n% End\n"
        );
    }

    #[test]
    fn entries_are_laid_out_anew_if_nothing_is_lost() {
        let mut out = Vec::new();
        let changes = Changes {
            relayout: true,
            ..layout(Layout { month: Month::Number, ..Layout::default() })
        };
        let bib = "@Misc(a, title=\"A\" # x,month=mar, note=\"N\", year=2000)\n@misc{b, title={B} % sic\n}\n";
        copy(&Source::new("t.bib", bib), &changes, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "@Misc{a,\n  title = \"A\" # x,\n  month = 3,\n  note = {N},\n  year = 2000\n}\n@misc{b, title={B} % sic\n}\n"
        );
    }

    proptest::proptest! {
        #[test]
        fn a_copy_is_the_text(text in "(@[a-z]{0,7}[{(]|@comment\\{|@string\\{|@preamble\\{|k|,|=|[{}\"#()%\\\\]|\n|[a-z] ?= ?\\{x\\},?|é| ){0,40}") {
            let source = Source::new("t.bib", text.as_str());
            let mut out = Vec::new();
            copy(&source, &Changes::default(), &mut out).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), text);
            for sort in [Sort::Input, Sort::Key] {
                let keys = [("k".to_owned(), "l".to_owned())].into();
                let layout = Layout { omit: vec!["a".to_owned()], order: vec!["c".to_owned()], sort, ..Layout::default() };
                let changes = Changes { keys, ascii: true, layout, relayout: sort == Sort::Key };
                copy(&source, &changes, &mut Vec::new()).unwrap();
            }
        }
    }
}
