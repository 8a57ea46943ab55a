//! LaTeX: `\cite` and its many kin.
//!
//! Source: LaTeX2e manual, `\cite`, `\nocite`; natbib and biblatex manuals, "Citation commands"; csquotes
//! manual, "Integrated interface".

mod comments;
mod names;

use std::collections::HashMap;
use std::ops::Range;

use super::collect::Collector;
use comments::without_comments;
use names::is_cite;

/// Finds the citations and included files of a LaTeX text.
pub(super) fn read(text: &str, collector: &mut Collector<'_>) {
    let clean = without_comments(text);
    let document = Document::new(&clean);
    let mut own = HashMap::new();
    for command in document.commands() {
        document.define(&command, &mut own);
        if document.is_being_defined(command.start) {
            continue;
        }
        document.cite(&command, &own, collector);
        document.include(&command, collector);
    }
}

/// Finds the citations of LaTeX commands in another language's text, whose code is covered.
pub(super) fn read_commands(clean: &str, collector: &mut Collector<'_>) {
    if !clean.contains("cite") {
        return;
    }
    let document = Document::new(clean);
    for command in document.commands() {
        document.cite(&command, &HashMap::new(), collector);
    }
}

/// A control word with its place.
struct Command<'a> {
    name: &'a str,
    start: usize,
    end: usize,
}

/// A text without comments, with the ends of its brackets.
struct Document<'a> {
    text: &'a str,
    /// Where each bracket closes.
    closing: HashMap<usize, usize>,
}

/// What comes next inside one pair of braces.
#[derive(Default)]
struct Level {
    /// Where its braces close.
    brace: usize,
    /// The next closing bracket.
    nearest: Option<usize>,
    /// The closing brackets that no opening one has taken yet.
    free: Vec<usize>,
    paren: Option<usize>,
}

impl<'a> Document<'a> {
    fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut marks: Vec<usize> = Vec::new();
        let mut escaped = false;
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'{' | b'}' | b'[' | b']' | b'(' | b')' => marks.push(at),
                _ => {}
            }
        }
        // TeX ends an optional argument at the first bracket that stands in no braces of its own. Writers
        // put pairs inside all the same, so a bracket's partner counts where it has one; in `[0,1)` it has
        // none. Going backwards, what comes next is known at every place.
        let mut closing = HashMap::new();
        let mut next: Vec<Level> = vec![Level::default()];
        for at in marks.into_iter().rev() {
            let is_outermost = next.len() == 1;
            let Some(level) = next.last_mut() else { break };
            let end = match bytes[at] {
                b'}' => {
                    next.push(Level { brace: at, ..Level::default() });
                    continue;
                }
                b']' => {
                    level.nearest = Some(at);
                    level.free.push(at);
                    continue;
                }
                b')' => {
                    level.paren = Some(at);
                    continue;
                }
                b'[' => level.free.pop().or(level.nearest),
                b'(' => level.paren,
                _ if is_outermost => None,
                _ => {
                    let end = level.brace;
                    next.pop();
                    Some(end)
                }
            };
            if let Some(end) = end {
                closing.insert(at, end);
            }
        }
        Self { text, closing }
    }

    fn commands(&self) -> impl Iterator<Item = Command<'a>> + use<'a> {
        let text = self.text;
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let start = at + memchr::memchr(b'\\', text.as_bytes().get(at..)?)?;
                let rest = &text[start + 1..];
                let len =
                    rest.bytes().take_while(|b| b.is_ascii_alphabetic() || *b == b'@').count();
                if len > 0 {
                    at = start + 1 + len;
                    return Some(Command { name: &rest[..len], start, end: at });
                }
                at = start + 1 + rest.chars().next().map_or(1, char::len_utf8);
            }
        })
    }

    /// Skips white space, but no empty line.
    fn skip_space(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        let end = at + (rest.len() - rest.trim_start().len());
        let breaks = self.text[at..end].matches('\n').count();
        if breaks > 1 { at } else { end }
    }

    /// The argument in the brackets that open at a byte: what is inside, and where it ends.
    fn argument(&self, at: usize, open: u8) -> Option<(Range<usize>, usize)> {
        if self.text.as_bytes().get(at) != Some(&open) {
            return None;
        }
        let end = *self.closing.get(&at)?;
        Some((at + 1..end, end + 1))
    }

    /// Whether the command at a byte is the name in a definition.
    fn is_being_defined(&self, start: usize) -> bool {
        const DEFINERS: &[&str] = &[
            "newcommand",
            "renewcommand",
            "providecommand",
            "DeclareRobustCommand",
            "def",
            "gdef",
            "edef",
            "xdef",
            "let",
            "NewDocumentCommand",
            "RenewDocumentCommand",
            "ProvideDocumentCommand",
            "DeclareDocumentCommand",
            "DeclareCiteCommand",
            "DeclareMultiCiteCommand",
            "DeclareAutoCiteCommand",
            "newrobustcmd",
            "renewrobustcmd",
            "NewExpandableDocumentCommand",
        ];
        let head =
            self.text[..start].trim_end_matches(|c: char| c.is_whitespace() || "{*".contains(c));
        let name_at = head.rfind('\\').filter(|at| head.len() - at < 40);
        name_at.is_some_and(|at| DEFINERS.contains(&&head[at + 1..]))
    }

    /// Notes a command of the text's own that cites: `\newcommand{\see}[1]{\cite{#1}}` and the argument that
    /// is the key.
    fn define(&self, command: &Command<'_>, own: &mut HashMap<String, usize>) {
        let definers = [
            "newcommand",
            "renewcommand",
            "providecommand",
            "DeclareRobustCommand",
            "DeclareCiteCommand",
            "NewDocumentCommand",
        ];
        if !definers.contains(&command.name) {
            return;
        }
        let mut at = self.skip_space(command.end);
        at += usize::from(self.text[at..].starts_with('*'));
        let (name, mut at) = match self.argument(at, b'{') {
            Some((inner, end)) => (self.text[inner].trim(), end),
            None => {
                let rest = &self.text[at..];
                let len = rest.bytes().skip(1).take_while(u8::is_ascii_alphabetic).count();
                (rest.get(..=len).unwrap_or_default(), at + len + 1)
            }
        };
        let Some(name) = name.strip_prefix('\\').filter(|name| !name.is_empty()) else { return };
        if command.name == "DeclareCiteCommand" {
            own.insert(name.to_owned(), 1);
            return;
        }
        let mut body = None;
        let mut brackets = 0;
        for _ in 0..4 {
            at = self.skip_space(at.min(self.text.len()));
            if let Some((_, end)) = self.argument(at, b'[') {
                brackets += 1;
                at = end;
            } else if let Some((inner, end)) = self.argument(at, b'{') {
                body = Some(&self.text[inner]);
                at = end;
                if command.name != "NewDocumentCommand" {
                    break;
                }
            } else {
                break;
            }
        }
        let Some(body) = body.filter(|body| body.len() < 2_000 && body.contains("cite")) else {
            return;
        };
        let key = body.match_indices("{#").find_map(|(at, _)| {
            let before = &body[..at];
            let command = before.rfind('\\').map(|at| &before[at + 1..])?;
            let digit = body[at + 2..].chars().next()?.to_digit(10)?;
            (is_cite(command.split(|c: char| !c.is_ascii_alphabetic()).next()?)).then_some(digit)
        });
        if let Some(place) = key.and_then(|digit| usize::try_from(digit).ok()) {
            // With a default in a second pair of brackets the first argument is optional.
            own.insert(name.to_owned(), place - usize::from(brackets > 1 && place > 1));
        }
    }

    /// Reads the keys of a command that cites.
    fn cite(
        &self,
        command: &Command<'_>,
        own: &HashMap<String, usize>,
        collector: &mut Collector<'_>,
    ) {
        let lower = command.name.to_ascii_lowercase();
        let own_place = own.get(command.name).copied();
        let quotes = lower.ends_with("cquote") || lower.ends_with("cquote*");
        // `\begin{displaycquote}{key}`.
        let (quotes, lower, mut at) = match lower.as_str() {
            "begin" => match self.argument(command.end, b'{') {
                Some((name, end)) if self.text[name.clone()].ends_with("cquote") => {
                    (true, self.text[name].to_owned(), end)
                }
                _ => return,
            },
            _ => (quotes, lower, command.end),
        };
        if !quotes && own_place.is_none() && !is_cite(command.name) {
            return;
        }
        at += usize::from(self.text[at..].starts_with('*'));
        let is_many = lower.ends_with("cites");
        // Of the arguments in braces, those before the key.
        let before = match own_place {
            Some(place) => place.saturating_sub(1),
            None if lower.contains("volcite") => 1,
            None if quotes && (lower.contains("foreign") || lower.starts_with("hy")) => 1,
            None => 0,
        };
        let mut skipped = 0;
        // What a list of citations takes is bounded by its text: every turn moves on.
        loop {
            let next = self.skip_space(at);
            let optional = self
                .argument(next, b'[')
                .or_else(|| if is_many { self.argument(next, b'(') } else { None });
            if let Some((_, end)) = optional.or_else(|| self.angled(next, at == command.end)) {
                at = end;
                continue;
            }
            let Some((inner, end)) = self.argument(next, b'{') else { return };
            at = end;
            if skipped < before {
                skipped += 1;
                continue;
            }
            skipped = 0;
            if !self.keys(inner, collector) || !is_many {
                return;
            }
        }
    }

    /// `apacite` puts what stands before the citation into angle brackets.
    fn angled(&self, at: usize, is_first: bool) -> Option<(Range<usize>, usize)> {
        let rest = self.text.get(at..).filter(|rest| is_first && rest.starts_with('<'))?;
        let end = rest.bytes().take(200).position(|byte| byte == b'>')?;
        Some((at + 1..at + end, at + end + 1))
    }

    /// Adds the keys of an argument; false if it holds none.
    fn keys(&self, inner: Range<usize>, collector: &mut Collector<'_>) -> bool {
        let list = &self.text[inner.clone()];
        if list.contains(['\\', '{', '}', '#']) {
            return false;
        }
        let mut at = inner.start;
        for key in list.split(',') {
            match key.trim() {
                "*" => collector.cite_all(),
                trimmed if trimmed.contains(char::is_whitespace) => {}
                _ => collector.cite(key, at..at + key.len(), true),
            }
            at += key.len() + 1;
        }
        true
    }

    /// Names the file that a command takes in.
    fn include(&self, command: &Command<'_>, collector: &mut Collector<'_>) {
        let at = self.skip_space(command.end);
        match command.name {
            "input" | "include" | "subfile" | "subfileinclude" | "InputIfFileExists"
            | "loadchapter" => {
                if let Some((inner, _)) = self.argument(at, b'{') {
                    self.include_file("", inner, collector);
                } else if command.name == "input" && at > command.end {
                    // Plain TeX's form: the name ends with white space.
                    let rest = &self.text[at..];
                    let len = rest.find(|c: char| c.is_whitespace() || "{}\\%".contains(c));
                    self.include_file("", at..at + len.unwrap_or(rest.len()), collector);
                }
            }
            "import" | "subimport" | "includefrom" | "subincludefrom" | "inputfrom"
            | "subinputfrom" => {
                let Some((folder, end)) = self.argument(at, b'{') else { return };
                let Some((file, _)) = self.argument(self.skip_space(end), b'{') else { return };
                let folder = self.text[folder].trim_end_matches('/').to_owned() + "/";
                self.include_file(&folder, file, collector);
            }
            _ => {}
        }
    }

    fn include_file(&self, folder: &str, file: Range<usize>, collector: &mut Collector<'_>) {
        let name = &self.text[file.clone()];
        if name.len() < 1_000 && !name.contains(['\\', '#', '{', '}']) {
            collector.include(&format!("{folder}{}", name.trim().trim_matches('"')), file);
        }
    }
}
