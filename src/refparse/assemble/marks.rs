//! Brackets and quotes, and whether one opens or closes.

/// What kind of pair a mark is half of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Round,
    Square,
    Curly,
    Double,
    Single,
    Guillemets,
    SingleGuillemets,
    Corner,
    DoubleCorner,
    Title,
}

impl Kind {
    /// Whether the pair is a pair of quotes.
    pub(super) fn is_quote(self) -> bool {
        !matches!(self, Self::Round | Self::Square | Self::Curly)
    }
}

/// Which half of a pair a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Open,
    Close,
}

/// Reads the mark at an offset; `None` if it is neither bracket nor quote.
///
/// The quotes of one language open where those of another close (`“x”`, `„x“`, `”x”`, `»x«`, `« x »`), so
/// what stands beside them tells.
pub(super) fn mark(text: &str, at: usize, c: char) -> Option<(Kind, Side)> {
    use Side::{Close, Open};
    let kind = match c {
        '(' | '（' => return Some((Kind::Round, Open)),
        ')' | '）' => return Some((Kind::Round, Close)),
        '[' | '［' | '【' => return Some((Kind::Square, Open)),
        ']' | '］' | '】' => return Some((Kind::Square, Close)),
        '{' => return Some((Kind::Curly, Open)),
        '}' => return Some((Kind::Curly, Close)),
        '「' => return Some((Kind::Corner, Open)),
        '」' => return Some((Kind::Corner, Close)),
        '『' => return Some((Kind::DoubleCorner, Open)),
        '』' => return Some((Kind::DoubleCorner, Close)),
        '《' | '〈' => return Some((Kind::Title, Open)),
        '》' | '〉' => return Some((Kind::Title, Close)),
        '„' | '‟' => return Some((Kind::Double, Open)),
        '‚' => return Some((Kind::Single, Open)),
        '“' | '”' | '"' | '〝' | '〞' => Kind::Double,
        '‘' | '’' | '\'' | '`' => Kind::Single,
        '«' | '»' => Kind::Guillemets,
        '‹' | '›' => Kind::SingleGuillemets,
        _ => return None,
    };
    let before = text[..at].chars().next_back();
    let after = text[at + c.len_utf8()..].chars().next();
    let is_free = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let begins = is_free(before) || before.is_some_and(is_opening);
    let side = match (begins, is_free(after)) {
        // An apostrophe before a cut word: `’n’`.
        (true, false) if c == '’' => return None,
        (true, false) => Open,
        (true, true) if matches!(c, '«' | '‹') => Open,
        _ => Close,
    };
    Some((kind, side))
}

fn is_opening(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '“'
            | '„'
            | '‘'
            | '‚'
            | '«'
            | '‹'
            | '-'
            | '–'
            | '—'
            | '/'
            | '¿'
            | '¡'
            | '*'
            | '_'
            | '>'
            | '"'
            | '（'
    )
}
