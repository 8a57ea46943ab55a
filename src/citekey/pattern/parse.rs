//! The newer spelling: `auth.lower + shorttitle(3,3) + year | 'anon' + year`.

use super::scan::{Argument, Cursor, error, filter, function};
use super::{Formula, PatternError, Piece, Value};

/// How deep brackets may stand in each other.
const DEPTH: usize = 16;

pub(super) fn parse(pattern: &str) -> Result<Vec<Formula>, PatternError> {
    let mut cursor = Cursor::new(pattern);
    let mut formulas = Vec::new();
    loop {
        formulas.push(formula(&mut cursor, 0)?);
        match cursor.peek() {
            None | Some(';') => break,
            Some('|') => {
                cursor.next();
                if cursor.eat('|') {
                    return Err(error(
                        cursor.column - 2,
                        "`||` stands inside brackets; between patterns it is `|`",
                    ));
                }
            }
            Some(_) => return Err(cursor.unexpected("`+`, `.` or `|`")),
        }
    }
    Ok(formulas)
}

fn formula(cursor: &mut Cursor<'_>, depth: usize) -> Result<Formula, PatternError> {
    let mut pieces = Vec::new();
    loop {
        pieces.push(piece(cursor, depth)?);
        if !cursor.eat('+') {
            return Ok(pieces);
        }
    }
}

/// A value with its filters; afterwards the cursor is at a mark or at the end.
fn piece(cursor: &mut Cursor<'_>, depth: usize) -> Result<Piece, PatternError> {
    cursor.skip_space();
    let column = cursor.column;
    let value = match cursor.peek() {
        Some('\'' | '"') => Value::Text(cursor.quoted()?),
        Some('(') if depth < DEPTH => {
            cursor.next();
            let group = group(cursor, depth + 1)?;
            if !cursor.eat(')') {
                return Err(cursor.unexpected("`)`"));
            }
            Value::Group(group)
        }
        Some('(') => return Err(error(column, "too many brackets inside each other")),
        Some(c) if is_name(c) => {
            let mut name = cursor.take_while(is_name);
            while let Some(end) = dotted_end(&name, cursor.rest) {
                name.push_str(&cursor.rest[..end]);
                for _ in 0..end {
                    cursor.next();
                }
            }
            let arguments = arguments(cursor)?;
            Value::Function(function(&name, &arguments, column)?)
        }
        _ => return Err(cursor.unexpected("a function, a field or a text in quotes")),
    };
    with_filters(cursor, value)
}

/// JabRef's names that have a stop inside: how they go on.
const DOTTED: &[(&str, &str)] =
    &[("auth", ".etal"), ("auth", ".auth.ea"), ("edtr", ".etal"), ("edtr", ".edtr.ea")];

/// How far a name goes on behind a stop.
fn dotted_end(name: &str, rest: &str) -> Option<usize> {
    let goes_on = |(begin, end): &&(&str, &str)| {
        let tail = rest.get(..end.len()).filter(|tail| tail.eq_ignore_ascii_case(end));
        let ends = tail.is_some() && !rest[end.len()..].starts_with(is_name);
        name.eq_ignore_ascii_case(begin) && ends
    };
    DOTTED.iter().find(goes_on).map(|(_, end)| end.len())
}

fn with_filters(cursor: &mut Cursor<'_>, value: Value) -> Result<Piece, PatternError> {
    let mut filters = Vec::new();
    loop {
        cursor.skip_space();
        if !cursor.eat('.') {
            return Ok(Piece { value, filters });
        }
        cursor.skip_space();
        let column = cursor.column;
        let name = cursor.take_while(is_name);
        if name.is_empty() {
            return Err(cursor.unexpected("the name of a filter"));
        }
        let arguments = arguments(cursor)?;
        filters.push(filter(&name, &arguments, column)?);
    }
}

fn group(cursor: &mut Cursor<'_>, depth: usize) -> Result<Vec<Formula>, PatternError> {
    let mut formulas = Vec::new();
    loop {
        formulas.push(formula(cursor, depth)?);
        if !cursor.eat('|') {
            return Ok(formulas);
        }
        cursor.eat('|');
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn arguments(cursor: &mut Cursor<'_>) -> Result<Vec<Argument>, PatternError> {
    let mut arguments = Vec::new();
    cursor.skip_space();
    if !cursor.eat('(') {
        return Ok(arguments);
    }
    cursor.skip_space();
    if cursor.eat(')') {
        return Ok(arguments);
    }
    loop {
        cursor.skip_space();
        let column = cursor.column;
        let mut name = None;
        let mut value = argument(cursor)?;
        cursor.skip_space();
        if cursor.eat('=') {
            cursor.skip_space();
            name = Some(value);
            value = argument(cursor)?;
            cursor.skip_space();
        }
        arguments.push(Argument { name, value, column });
        if cursor.eat(')') {
            return Ok(arguments);
        }
        if !cursor.eat(',') {
            return Err(cursor.unexpected("`,` or `)`"));
        }
    }
}

fn argument(cursor: &mut Cursor<'_>) -> Result<String, PatternError> {
    if let Some('\'' | '"') = cursor.peek() {
        return cursor.quoted();
    }
    let word = cursor.take_while(|c| is_name(c) || matches!(c, '-' | '*'));
    if word.is_empty() { Err(cursor.unexpected("an argument")) } else { Ok(word) }
}
