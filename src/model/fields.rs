//! A small map from CSL variables to values, in the order they were set.

use std::ops::Index;

use super::{Origin, Sourced};

/// One class of an item's variables.
///
/// Items have a handful of variables, so a list beats a tree, and its order is the order of the
/// input. Setting a variable again replaces its value in place.
///
/// ```
/// use florilege::model::{Fields, NumberVariable, Origin};
/// let mut numbers = Fields::default();
/// numbers.set(NumberVariable::Volume, "15".to_owned(), Origin::derived());
/// assert_eq!(*numbers[&NumberVariable::Volume], "15");
/// assert!(numbers.get(NumberVariable::Issue).is_none());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Fields<K, V>(Vec<(K, Sourced<V>)>);

impl<K, V> Default for Fields<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Copy + PartialEq, V> Fields<K, V> {
    /// The value of a variable with its origin.
    pub fn get(&self, key: K) -> Option<&Sourced<V>> {
        self.0.iter().find(|(k, _)| *k == key).map(|(_, v)| v)
    }

    /// The value of a variable, to change it.
    pub fn get_mut(&mut self, key: K) -> Option<&mut Sourced<V>> {
        self.0.iter_mut().find(|(k, _)| *k == key).map(|(_, v)| v)
    }

    /// Whether the variable has a value.
    pub fn contains(&self, key: K) -> bool {
        self.get(key).is_some()
    }

    /// Sets a variable and gives back the value it had.
    pub fn set(&mut self, key: K, value: V, origin: Origin) -> Option<Sourced<V>> {
        let value = Sourced::new(value, origin);
        match self.get_mut(key) {
            Some(slot) => Some(std::mem::replace(slot, value)),
            None => {
                self.0.push((key, value));
                None
            }
        }
    }

    /// Takes a variable out.
    pub fn remove(&mut self, key: K) -> Option<Sourced<V>> {
        let at = self.0.iter().position(|(k, _)| *k == key)?;
        Some(self.0.remove(at).1)
    }

    /// All variables with their values, in the order they were set.
    pub fn iter(&self) -> impl Iterator<Item = (K, &Sourced<V>)> {
        self.0.iter().map(|(k, v)| (*k, v))
    }

    /// Whether no variable is set.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many variables are set.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl<K: Copy + PartialEq, V> Index<&K> for Fields<K, V> {
    type Output = Sourced<V>;

    /// # Panics
    /// If the variable is not set; `get` asks first.
    fn index(&self, key: &K) -> &Sourced<V> {
        self.get(*key).expect("the variable is set; `get` asks first")
    }
}
