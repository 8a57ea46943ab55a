//! Items -> RIS lines.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::fields::{RULES, Way};
use super::{FORMAT, kinds, misc};
use crate::diag::{Code, Diagnostic, Read};
use crate::map::csl_json::Profile;
use crate::map::shapes::keys::is_key;
use crate::map::shapes::{Target, dates, names, values};
use crate::model::{
    Date, DateSpan, DateVariable, Doi, Item, Kind, NameVariable, NumberVariable,
    StandardVariable as S, Text,
};

/// One line: a tag and its value, which may have line breaks where the tag holds long text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Two letters, or a letter and a digit.
    pub tag: Cow<'static, str>,
    /// The value.
    pub value: String,
}

/// Makes an item the lines of a record, without the `ER` that ends it.
///
/// What no tag holds stands in lines `M2  - variable: value`: Zotero's import takes them into its field Extra
/// and out of it again, and so does this program. In the `zotero` profile they say the citation key and the
/// numbers of PubMed, too, and titles of conferences stand where Zotero looks for them; otherwise these stand
/// where databases and screening tools have them.
///
/// # Diagnostics
/// `dropped-field` for fields of other formats.
pub fn from_item(item: &Item, profile: Profile) -> Read<Vec<Line>> {
    let mut writer = Writer { item, profile, code: "GEN", lines: Vec::new(), misc: Vec::new() };
    writer.kind();
    let mut left: Vec<Target> = Target::of(item).collect();
    for rule in RULES.iter().filter(|rule| rule.way == Way::Both && rule.fits(*item.kind)) {
        let Some(at) = left.iter().position(|target| *target == rule.target) else { continue };
        if writer.variable(writer.tag(rule.tags[0]), rule.target) {
            left.remove(at);
        }
    }
    for target in left {
        writer.stated(target);
    }
    let diagnostics = writer.extra();
    let Writer { mut lines, misc, .. } = writer;
    lines.extend(misc);
    Read { value: lines, diagnostics }
}

struct Writer<'a> {
    item: &'a Item,
    profile: Profile,
    code: &'a str,
    lines: Vec<Line>,
    misc: Vec<Line>,
}

impl Writer<'_> {
    fn push(&mut self, tag: &'static str, value: impl Into<String>) {
        self.lines.push(Line { tag: Cow::Borrowed(tag), value: value.into() });
    }

    fn state(&mut self, value: String) {
        self.misc.push(Line { tag: Cow::Borrowed("M2"), value });
    }

    fn has(&self, tag: &str) -> bool {
        self.lines.iter().any(|line| line.tag == tag)
    }

    fn is_zotero(&self) -> bool {
        self.profile == Profile::Zotero
    }

    /// The type and the key.
    fn kind(&mut self) {
        let kind = *self.item.kind;
        let known = self.item.extra(FORMAT, "TY");
        let known =
            known.filter(|code| is_tag_value(code) && kinds::read(code).is_none_or(|k| k == kind));
        // The authors of this type are editors.
        let known = known
            .filter(|code| *code != "EDBOOK" || !self.item.names.contains(NameVariable::Author));
        self.code = known.unwrap_or_else(|| kinds::code(kind));
        let code = self.code.to_owned();
        self.push("TY", code);
        let key = self.item.key.as_str();
        let is_stated = is_key(key) && self.item.text(S::ArchiveLocation) != Some(key);
        if is_stated {
            self.push("ID", key);
        }
        if !is_stated || self.is_zotero() {
            self.state(format!("Citation Key: {key}"));
        }
        let is_known = kinds::read(self.code).is_none() && kind == Kind::Document;
        if !is_known && kinds::needs_name(kind, self.code, self.is_zotero()) {
            self.state(format!("type: {}", kinds::name(kind)));
        }
    }

    /// The tag that a rule's tag is in this record.
    fn tag(&self, tag: &'static str) -> &'static str {
        let is_csl = !self.is_zotero();
        match (tag, *self.item.kind) {
            ("A3", Kind::Book) if self.code == "EDBOOK" => "AU",
            // Where nothing else takes their place, databases have these here.
            ("C3", Kind::PaperConference) if is_csl && !self.item.texts.contains(S::EventTitle) => {
                "T2"
            }
            ("C1", Kind::PaperConference) if is_csl && !self.item.texts.contains(S::EventPlace) => {
                "CY"
            }
            (tag, _) => tag,
        }
    }

    /// Writes a variable to a tag; false if it would be read as something else there.
    fn variable(&mut self, tag: &'static str, target: Target) -> bool {
        if self.has(tag) && tag != "SN" || !self.is_read_back(tag, target) {
            return false;
        }
        let item = self.item;
        match target {
            Target::Names(variable) => {
                let is_series = variable == NameVariable::CollectionEditor && tag == "A2";
                let is_marked = item.names.contains(NameVariable::Editor)
                    || item.texts.contains(S::CollectionTitle)
                    || *item.kind == Kind::Report;
                if is_series && !is_marked {
                    return false;
                }
                let Some(list) = item.names.get(variable) else { return true };
                for name in &list.list {
                    self.push(tag, line_of(&Text::plain(names::write(name))));
                }
                if list.truncated {
                    self.push(tag, "et al.");
                }
            }
            Target::Date(DateVariable::Issued) => self.issued(),
            Target::Date(variable) => {
                let Some(date) = item.dates.get(variable) else { return true };
                let Some(written) = exact(date) else { return false };
                self.push(tag, written);
            }
            Target::Number(variable) => {
                let label = item.number(variable).unwrap_or_default();
                let is_read_back = match (tag, variable) {
                    ("SN", _) => values::serials(label) == values::Serials::default(),
                    ("SP", _) => !label.contains(['-', '–']) && item.page.is_none(),
                    ("C7", _) => item.page.is_some(),
                    // A month would be taken for the day of an advance publication.
                    ("ET", _) => {
                        *item.kind != Kind::ArticleJournal || dates::parse(label, None).is_none()
                    }
                    _ => true,
                };
                if !is_read_back {
                    return false;
                }
                self.push(tag, line_of(&Text::plain(label)));
            }
            Target::Page => return self.page(tag),
            Target::Text(variable) => {
                let Some(text) = item.texts.get(variable) else { return true };
                return self.text(tag, variable, text);
            }
        }
        true
    }

    /// Whether the first rule that reads the tag and finds its variable free is the one for this variable.
    fn is_read_back(&self, tag: &str, target: Target) -> bool {
        let item = self.item;
        let text = |variable| item.text(variable);
        let number = text(S::ArchiveLocation).filter(|_| tag == "AN");
        let is_pubmed = super::is_pubmed(number, [text(S::Archive), text(S::Source)]);
        let rivals = super::rules(*item.kind, tag).take_while(|rule| rule.target != target);
        let mut rivals = rivals.filter(|rule| match rule.target {
            // What a serial number is shows in its form.
            _ if tag == "SN" => false,
            // The authors of this type are editors.
            _ if self.code == "EDBOOK" && tag == "AU" => false,
            Target::Names(_) => true,
            // These take what has their form.
            Target::Date(DateVariable::Issued) | Target::Text(S::PMCID | S::DOI) => false,
            Target::Text(S::PMID) => is_pubmed,
            Target::Date(_) => {
                target == Target::Number(NumberVariable::Edition)
                    && item
                        .number(NumberVariable::Edition)
                        .is_some_and(|label| dates::parse(label, None).is_some())
            }
            Target::Number(NumberVariable::NumberOfPages | NumberVariable::Number)
                if matches!(tag, "SP" | "SN") =>
            {
                false
            }
            rival => !rival.is_set(item),
        });
        rivals.next().is_none()
    }

    fn text(&mut self, tag: &'static str, variable: S, text: &Text) -> bool {
        let item = self.item;
        let plain = text.as_str();
        match variable {
            S::Abstract | S::Note | S::Annote => {
                self.push(tag, values::paragraphs(&values::encode(text)));
                return true;
            }
            S::Keyword => {
                for word in values::split_keywords(&values::encode(text)) {
                    self.push(tag, word);
                }
                return true;
            }
            S::DOI => {
                let Some(doi) = Doi::parse(plain) else { return false };
                self.push(tag, doi.as_str());
                return true;
            }
            S::PMID => {
                // A database's number needs the database's name.
                let is_free =
                    !item.texts.contains(S::Archive) && !item.texts.contains(S::ArchiveLocation);
                let is_number = plain.bytes().all(|byte| byte.is_ascii_digit());
                if self.is_zotero() || !is_free || !is_number {
                    return false;
                }
                self.push(tag, plain);
                self.push("DB", "PubMed");
                return true;
            }
            S::PMCID if self.is_zotero() || !plain.to_ascii_uppercase().starts_with("PMC") => {
                return false;
            }
            S::ISBN | S::ISSN => {
                let found = values::serials(plain);
                let has_form = match variable {
                    S::ISBN => !found.isbn.is_empty() && found.issn.is_empty(),
                    _ => !found.issn.is_empty() && found.isbn.is_empty(),
                };
                if !has_form {
                    return false;
                }
            }
            S::Genre if Doi::parse(plain).is_some() => return false,
            S::Genre if super::repeats_type(plain) => return false,
            _ => {}
        }
        self.push(tag, line_of(text));
        true
    }

    /// The year in `PY` and the day in `DA`; what these cannot say stands in a line of its own.
    fn issued(&mut self) {
        let Some(date) = self.item.dates.get(DateVariable::Issued) else { return };
        match &date.span {
            DateSpan::Literal(words) => {
                let words = values::line(words).into_owned();
                let is_read_back = dates::parse(&words, None).is_none() && !words.ends_with('/');
                self.push("PY", line_of(&Text::plain(words.as_str())));
                if !is_read_back {
                    self.state(misc::line(Target::Date(DateVariable::Issued), &words));
                }
            }
            DateSpan::Single(day) | DateSpan::Range(day, _) => {
                if (1..=9999).contains(&day.year) {
                    self.push("PY", format!("{:04}", day.year));
                }
                let written = dates::write_ris(*day);
                self.lines.extend(written.map(|value| Line { tag: Cow::Borrowed("DA"), value }));
                if exact(date).is_none() {
                    self.state(misc::line(Target::Date(DateVariable::Issued), &date.to_string()));
                }
            }
        }
    }

    fn page(&mut self, tag: &'static str) -> bool {
        let Some(page) = &self.item.page else { return true };
        let page = values::line(page);
        let split = values::split_pages(&page);
        // A number alone counts the pages of a book.
        let counts = matches!(
            *self.item.kind,
            Kind::Book | Kind::Classic | Kind::Thesis | Kind::Manuscript | Kind::Pamphlet
        );
        if counts && split.is_none() {
            return false;
        }
        match split {
            Some((first, last)) => {
                self.push(tag, first);
                self.push("EP", last);
            }
            None => self.push(tag, line_of(&Text::plain(page.replace('–', "-")))),
        }
        true
    }

    /// States a variable that no tag holds.
    fn stated(&mut self, target: Target) {
        let item = self.item;
        match target {
            Target::Text(S::CitationKey) | Target::Number(NumberVariable::PageFirst) => {}
            Target::Text(variable) => {
                let text = item.texts.get(variable).map(|text| line_of(text));
                self.state(misc::line(target, &text.unwrap_or_default()));
            }
            Target::Number(variable) => {
                let label = line_of(&Text::plain(item.number(variable).unwrap_or_default()));
                self.state(misc::line(target, &label));
            }
            Target::Page => {
                let page = item.page.as_ref().map(|page| line_of(&Text::plain(page.as_str())));
                self.state(misc::line(target, &page.unwrap_or_default()));
            }
            Target::Names(variable) => {
                let Some(list) = item.names.get(variable) else { return };
                let mut lines: Vec<String> = list.list.iter().map(names::write).collect();
                lines.extend(list.truncated.then(|| "et al.".to_owned()));
                for name in lines {
                    let name = line_of(&Text::plain(name));
                    // Zotero parts family and given name with two bars.
                    let is_person = !name.contains(",,") && !name.ends_with(',');
                    let name = match name.split_once(", ") {
                        Some((family, given)) if is_person => format!("{family} || {given}"),
                        _ => name,
                    };
                    self.state(misc::line(target, &name));
                }
            }
            Target::Date(variable) => {
                let date = item.dates.get(variable).map(|date| date.to_string());
                self.state(misc::line(target, &values::line(&date.unwrap_or_default())));
            }
        }
    }

    /// Writes the fields that RIS had and no variable holds; those of other formats are dropped.
    fn extra(&mut self) -> Vec<Diagnostic> {
        let mut dropped: Vec<&str> = Vec::new();
        let mut seen = BTreeSet::new();
        for extra in &self.item.extra {
            let is_tag = is_tag(&extra.name);
            if extra.format == FORMAT && is_tag {
                if extra.name != "TY" {
                    let tag = Cow::Owned(extra.name.clone());
                    let value = values::paragraphs(&extra.value).into_owned();
                    self.lines.push(Line { tag, value });
                } else if extra.value.value != self.code && seen.insert("TY") {
                    dropped.push("TY");
                }
            } else if seen.insert(extra.name.as_str()) {
                dropped.push(&extra.name);
            }
        }
        if dropped.is_empty() {
            return Vec::new();
        }
        let message =
            format!("`{}`: no tag of RIS holds `{}`", self.item.key, dropped.join("`, `"));
        vec![Diagnostic::new(Code::DroppedField, message)]
    }
}

/// Whether a name can stand as a tag: two letters, or a letter and a digit; some databases have up to four.
fn is_tag(name: &str) -> bool {
    (2..=4).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// A date that `YYYY/MM/DD/` says in full.
fn exact(date: &Date) -> Option<String> {
    let DateSpan::Single(day) = date.span else { return None };
    let is_plain = !date.approximate && !date.uncertain && (1..=9999).contains(&day.year);
    is_plain.then(|| dates::write_ris(day).unwrap_or_else(|| format!("{:04}", day.year)))
}

/// Text on one line.
fn line_of(text: &Text) -> String {
    values::line(&values::encode(text)).into_owned()
}

fn is_tag_value(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
