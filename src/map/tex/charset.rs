//! Sets of characters.

/// A set of characters, a bit for each up to the last: to meet one again costs next to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct CharSet(Vec<u64>);

impl CharSet {
    /// Whether there is no character.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a character.
    pub(crate) fn insert(&mut self, c: char) {
        let (word, bit) = (c as usize / 64, c as usize % 64);
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << bit;
    }

    /// Adds the characters of another set.
    pub(crate) fn unite(&mut self, other: &Self) {
        if other.0.len() > self.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(mine, other)| *mine |= other);
    }

    /// The characters in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = char> {
        let words = (0u32..).zip(&self.0).filter(|(_, word)| **word != 0);
        let in_word = |(at, word): (u32, &u64)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                left &= left.wrapping_sub(1);
                (bit < 64).then_some(at * 64 + bit)
            })
        };
        words.flat_map(in_word).filter_map(char::from_u32)
    }
}

impl Extend<char> for CharSet {
    fn extend<I: IntoIterator<Item = char>>(&mut self, chars: I) {
        chars.into_iter().for_each(|c| self.insert(c));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_kept_in_order() {
        let mut set = CharSet::default();
        assert!(set.is_empty() && set.iter().next().is_none());
        set.extend("王aЖ😀aЖ".chars());
        let mut other = CharSet::default();
        other.unite(&set);
        other.insert('\0');
        assert_eq!(other.iter().collect::<String>(), "\0aЖ王😀");
    }
}
