//! Items -> RIS lines.

use std::borrow::Cow;

use super::fields::{RULES, Way};
use super::forms::{exact, line_of};
use super::{FORMAT, changed, fill, kinds};
use crate::diag::{Code, Diagnostic, Read};
use crate::map::csl_json::Profile;
use crate::map::shapes::keys::is_key;
use crate::map::shapes::{dates, names, serials};
use crate::map::target::Target;
use crate::model::{
    DateVariable, Item, Kind, NameVariable, NumberVariable, StandardVariable as S, Text,
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
/// `dropped-field` for fields of other formats, and for what is read from the lines in another form.
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
    let mut diagnostics = writer.extra();
    let Writer { mut lines, misc, .. } = writer;
    lines.extend(misc);
    let changed = changed::variables(item, &lines);
    if !changed.is_empty() {
        let names = changed.join("`, `");
        let message = format!("`{}`: no tag of RIS holds `{names}` as it is", item.key);
        diagnostics.push(Diagnostic::new(Code::DroppedField, message));
    }
    Read { value: lines, diagnostics }
}

/// An item that becomes lines.
pub(super) struct Writer<'a> {
    pub(super) item: &'a Item,
    pub(super) profile: Profile,
    pub(super) code: &'a str,
    pub(super) lines: Vec<Line>,
    pub(super) misc: Vec<Line>,
}

impl Writer<'_> {
    pub(super) fn push(&mut self, tag: &'static str, value: impl Into<String>) {
        self.lines.push(Line { tag: Cow::Borrowed(tag), value: value.into() });
    }

    pub(super) fn state(&mut self, value: String) {
        self.misc.push(Line { tag: Cow::Borrowed("M2"), value });
    }

    pub(super) fn has(&self, tag: &str) -> bool {
        self.lines.iter().any(|line| line.tag == tag)
    }

    pub(super) fn is_zotero(&self) -> bool {
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
                    ("SN", _) => serials::find(label) == serials::Serials::default(),
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
        let is_pubmed = fill::is_pubmed(number, [text(S::Archive), text(S::Source)]);
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
}

fn is_tag_value(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
