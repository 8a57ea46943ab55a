//! What happens to references on their way into a note: other quotes, lost italics, cut ends, slips.

#![expect(clippy::ptr_arg, reason = "all changes have one signature")]

use fastrand::Rng;
use unicode_normalization::UnicodeNormalization;

use super::project::Cell;
use crate::refparse::label::Label;

/// A way to change a reference.
type Change = fn(&mut Vec<Cell>, &mut Rng);

/// How often, of a hundred references, each kind of change is made.
const CHANGES: &[(u32, Change)] = &[
    (20, straighten_quotes),
    (22, plain_dashes),
    (12, drop_stop),
    (2, ligatures),
    (7, number),
    (2, slip),
    (2, lose_space),
    (2, hyphenate),
    (2, capitals),
    (2, capital_names),
    (3, ampersand),
    (2, strip_accents),
    (5, cut_address),
    (12, respell_doi),
    (4, suffix_year),
    (2, drop_marks),
    (2, spaced_initials),
    (2, glued_initials),
];

/// Changes a reference at random.
pub(super) fn disturb(cells: &mut Vec<Cell>, rng: &mut Rng) {
    for (chance, change) in CHANGES {
        if rng.u32(0..100) < *chance {
            change(cells, rng);
        }
    }
}

fn each(cells: &mut [Cell], change: impl Fn(char) -> char) {
    for cell in cells {
        cell.c = change(cell.c);
    }
}

fn straighten_quotes(cells: &mut Vec<Cell>, _: &mut Rng) {
    each(cells, |c| match c {
        '“' | '”' | '„' => '"',
        '‘' | '’' => '\'',
        c => c,
    });
}

fn plain_dashes(cells: &mut Vec<Cell>, _: &mut Rng) {
    each(cells, |c| if matches!(c, '–' | '‐' | '‑') { '-' } else { c });
}

fn drop_stop(cells: &mut Vec<Cell>, _: &mut Rng) {
    while cells.last().is_some_and(|cell| matches!(cell.c, '.' | ' ')) {
        cells.pop();
    }
}

fn ligatures(cells: &mut Vec<Cell>, _: &mut Rng) {
    let mut at = 0;
    while at + 1 < cells.len() {
        let ligature = match (cells[at].c, cells[at + 1].c) {
            ('f', 'i') => 'ﬁ',
            ('f', 'l') => 'ﬂ',
            _ => {
                at += 1;
                continue;
            }
        };
        cells[at].c = ligature;
        cells.remove(at + 1);
    }
}

/// A number in front, as numbered lists have it.
fn number(cells: &mut Vec<Cell>, rng: &mut Rng) {
    if cells.first().is_some_and(|cell| cell.label == Label::CitationNumber || cell.c == '[') {
        return;
    }
    let number = rng.u32(1..200);
    let mark = match rng.u32(0..6) {
        0 | 1 => format!("[{number}] "),
        2 | 3 => format!("{number}. "),
        4 => format!("({number}) "),
        _ => format!("{number} "),
    };
    let cells_of = |c: char| {
        let label = if c.is_ascii_digit() { Label::CitationNumber } else { Label::Other };
        Cell { c, label, italic: false }
    };
    cells.splice(0..0, mark.chars().map(cells_of));
}

/// A letter read wrongly.
fn slip(cells: &mut Vec<Cell>, rng: &mut Rng) {
    for _ in 0..rng.usize(1..3) {
        let at = rng.usize(0..cells.len());
        let Some(cell) = cells.get_mut(at).filter(|cell| cell.c.is_alphabetic()) else { continue };
        cell.c = match cell.c {
            'l' => '1',
            'o' | 'O' => '0',
            'e' => 'c',
            'n' => 'u',
            c if c.is_lowercase() => rng.lowercase(),
            c => c,
        };
    }
}

fn lose_space(cells: &mut Vec<Cell>, rng: &mut Rng) {
    let spaces: Vec<usize> = (1..cells.len())
        .filter(|at| cells[*at].c == ' ' && matches!(cells[at - 1].c, ',' | '.' | ';' | ':' | ')'))
        .collect();
    if let Some(at) = rng.choice(spaces) {
        cells.remove(at);
    }
}

/// A word broken at the end of a line.
fn hyphenate(cells: &mut Vec<Cell>, rng: &mut Rng) {
    let inner: Vec<usize> = (3..cells.len().saturating_sub(3))
        .filter(|at| cells[at - 3..at + 3].iter().all(|cell| cell.c.is_lowercase()))
        .collect();
    if let Some(at) = rng.choice(inner) {
        let cell = cells[at];
        cells.splice(at..at, [Cell { c: '-', ..cell }, Cell { c: ' ', ..cell }]);
    }
}

fn upper(cells: &mut [Cell], of: impl Fn(Label) -> bool) {
    for cell in cells.iter_mut().filter(|cell| of(cell.label)) {
        let mut upper = cell.c.to_uppercase();
        if let (Some(c), None) = (upper.next(), upper.next()) {
            cell.c = c;
        }
    }
}

fn capitals(cells: &mut Vec<Cell>, _: &mut Rng) {
    upper(cells, |label| label == Label::Title);
}

fn capital_names(cells: &mut Vec<Cell>, _: &mut Rng) {
    upper(cells, |label| matches!(label, Label::AuthorFamily | Label::EditorFamily));
}

/// `and` and `&` in each other's place.
fn ampersand(cells: &mut Vec<Cell>, _: &mut Rng) {
    let mut at = 0;
    while at + 3 < cells.len() {
        let is_and = cells[at].label == Label::Join
            && ['a', 'n', 'd'].iter().zip(&cells[at..]).all(|(c, cell)| cell.c == *c);
        if is_and {
            cells.splice(at..at + 3, [Cell { c: '&', label: Label::Other, italic: false }]);
        }
        at += 1;
    }
}

fn strip_accents(cells: &mut Vec<Cell>, _: &mut Rng) {
    each(cells, |c| std::iter::once(c).nfd().next().unwrap_or(c));
}

/// The end cut off where the address begins.
fn cut_address(cells: &mut Vec<Cell>, _: &mut Rng) {
    let is_address = |cell: &Cell| matches!(cell.label, Label::Doi | Label::Url | Label::Accessed);
    let Some(mut at) = cells.iter().position(is_address) else { return };
    if at * 2 < cells.len() {
        return;
    }
    while at > 0
        && (cells[at - 1].label == Label::Other && cells[at - 1].c != ')' && cells[at - 1].c != '.')
    {
        at -= 1;
    }
    cells.truncate(at);
}

/// The other spellings of a DOI.
fn respell_doi(cells: &mut Vec<Cell>, rng: &mut Rng) {
    let Some(start) = cells.iter().position(|cell| cell.label == Label::Doi) else { return };
    let end = start + cells[start..].iter().take_while(|cell| cell.label == Label::Doi).count();
    let doi: String = cells[start..end].iter().map(|cell| cell.c).collect();
    let Some(bare) = doi.find("10.").map(|at| &doi[at..]) else { return };
    let mut from = start;
    let before: String = cells[start.saturating_sub(5)..start].iter().map(|cell| cell.c).collect();
    for label in ["doi: ", "doi:", "DOI: ", "DOI:", "DOI ", "doi "] {
        if before.ends_with(label) {
            from = start - label.len();
            break;
        }
    }
    let prefix = [
        "https://doi.org/",
        "http://dx.doi.org/",
        "doi:",
        "doi: ",
        "DOI: ",
        "DOI ",
        "doi.org/",
        "",
    ][rng.usize(0..8)];
    let mut new: Vec<Cell> = Vec::new();
    let resolver = prefix.contains("//");
    new.extend(prefix.chars().map(|c| Cell {
        c,
        label: if resolver { Label::Doi } else { Label::Other },
        italic: false,
    }));
    new.extend(bare.chars().map(|c| Cell { c, label: Label::Doi, italic: false }));
    cells.splice(from..end, new);
}

fn suffix_year(cells: &mut Vec<Cell>, rng: &mut Rng) {
    let year = (4..=cells.len()).find(|at| {
        let run = &cells[at - 4..*at];
        run.iter().all(|cell| cell.label == Label::Issued && cell.c.is_ascii_digit())
            && cells.get(*at).is_none_or(|next| !next.c.is_alphanumeric())
    });
    if let Some(at) = year {
        let c = char::from(b'a' + rng.u8(0..5));
        cells.insert(at, Cell { c, label: Label::Issued, italic: false });
    }
}

/// All quotation marks lost.
fn drop_marks(cells: &mut Vec<Cell>, _: &mut Rng) {
    cells.retain(|cell| !matches!(cell.c, '“' | '”' | '"' | '«' | '»'));
}

/// `J.A.` as `J. A.`
fn spaced_initials(cells: &mut Vec<Cell>, _: &mut Rng) {
    let mut at = 1;
    while at + 1 < cells.len() {
        let is_given =
            |cell: &Cell| matches!(cell.label.placeless(), Label::AuthorGiven | Label::EditorGiven);
        if cells[at].c == '.'
            && is_given(&cells[at - 1])
            && is_given(&cells[at + 1])
            && cells[at + 1].c != ' '
        {
            cells.insert(at + 1, Cell { c: ' ', label: Label::Other, italic: false });
        }
        at += 1;
    }
}

/// `J. A.` as `J.A.`
fn glued_initials(cells: &mut Vec<Cell>, _: &mut Rng) {
    let mut at = 2;
    while at + 1 < cells.len() {
        let is_initial = |cell: &Cell| {
            matches!(cell.label.placeless(), Label::AuthorGiven | Label::EditorGiven)
                && cell.c.is_uppercase()
        };
        if cells[at].c == ' '
            && cells[at - 1].c == '.'
            && is_initial(&cells[at - 2])
            && is_initial(&cells[at + 1])
        {
            cells.remove(at);
        }
        at += 1;
    }
}
