//! The older spelling, which JabRef has, too: `[auth:lower]_[shorttitle3_3][year]`.

use super::scan::{Argument, Cursor, error, filter, function};
use super::{Formula, PatternError, Piece, Value};

/// Whether a pattern has functions in square brackets.
pub(super) fn is_bracketed(pattern: &str) -> bool {
    let mut quote = None;
    let mut depth = 0usize;
    for c in pattern.chars() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, '[') if depth == 0 => return true,
            _ => {}
        }
    }
    false
}

pub(super) fn parse(pattern: &str) -> Result<Vec<Formula>, PatternError> {
    let mut cursor = Cursor::new(pattern);
    let mut formulas = vec![Formula::new()];
    loop {
        let text = cursor.take_while(|c| !matches!(c, '[' | ']' | '|'));
        let last = formulas.len() - 1;
        if !text.is_empty() {
            formulas[last].push(Piece { value: Value::Text(text), filters: Vec::new() });
        }
        match cursor.peek() {
            None => return Ok(formulas),
            Some('|') => {
                cursor.next();
                formulas.push(Formula::new());
            }
            Some('[') => {
                cursor.next();
                let piece = piece(&mut cursor)?;
                formulas[last].push(piece);
            }
            Some(_) => return Err(error(cursor.column, "`]` without `[`")),
        }
    }
}

fn piece(cursor: &mut Cursor<'_>) -> Result<Piece, PatternError> {
    let column = cursor.column;
    let name = cursor.take_while(|c| !matches!(c, ']' | ':' | '[' | '+'));
    if name.is_empty() {
        return Err(cursor.unexpected("a function or a field"));
    }
    let mut flags = Vec::new();
    while cursor.eat('+') {
        let column = cursor.column;
        let flag = cursor.take_while(|c| !matches!(c, ']' | ':' | '[' | '+'));
        if flag != "initials" {
            return Err(error(column, format!("`{flag}` is no flag; there is `initials`")));
        }
        flags.push(Argument { name: Some(flag), value: "true".to_owned(), column });
    }
    let (bare, mut arguments) = split_digits(&name, column);
    arguments.extend(flags);
    // `journal2` may be a name of its own.
    let value = match function(bare, &arguments, column) {
        Ok(function) => function,
        Err(first) => function(&name, &[], column).map_err(|_| first)?,
    };
    let mut filters = Vec::new();
    loop {
        match cursor.peek() {
            Some(']') => {
                cursor.next();
                return Ok(Piece { value: Value::Function(value), filters });
            }
            Some(':') => {
                cursor.next();
                let column = cursor.column;
                if cursor.eat('(') {
                    // JabRef's default: `[author:(unknown)]`.
                    let text = cursor.take_while(|c| !matches!(c, ')' | ']'));
                    if !cursor.eat(')') {
                        return Err(cursor.unexpected("`)`"));
                    }
                    let argument = Argument { name: None, value: text, column };
                    filters.push(filter("default", &[argument], column)?);
                    continue;
                }
                let name = cursor.take_while(|c| !matches!(c, ']' | ':' | '[' | '=' | ','));
                let mut arguments = Vec::new();
                while cursor.eat('=') || cursor.eat(',') {
                    let column = cursor.column;
                    let value = cursor.take_while(|c| !matches!(c, ']' | ':' | '[' | ','));
                    arguments.push(Argument { name: None, value, column });
                }
                filters.push(filter(&name, &arguments, column)?);
            }
            _ => return Err(cursor.unexpected("`]` or `:`")),
        }
    }
}

/// Splits `shorttitle3_3` into its name and its arguments.
fn split_digits(name: &str, column: usize) -> (&str, Vec<Argument>) {
    let end = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_').len();
    let (bare, digits) = name.split_at(end);
    let parts = digits.split('_').filter(|part| !part.is_empty());
    let argument = |part: &str| Argument { name: None, value: part.to_owned(), column };
    (bare, parts.map(argument).collect())
}
