//! Telling cites apart that a style would print alike: more names, given names, a condition, a letter.
//!
//! Source: CSL 1.0.2, "Disambiguation".

use std::collections::{HashMap, HashSet};

use hayagriva::citationberg::DisambiguationRule as Rule;
use hayagriva::citationberg::taxonomy::NameVariable;

use super::plan::Plan;
use super::render::initials::initials;
use super::render::names::Shown;
use super::render::{Cite, Extent, Given, Position, Renderer, person};
use crate::model::{Item, Name};

/// What a record's cites need.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Told {
    pub(super) extent: Extent,
    /// What its entry in the list needs of that.
    pub(super) listed: Extent,
    /// The letter of its year, from 0.
    pub(super) suffix: Option<u32>,
}

/// Finds what each record's cites need; `order` is the order of the list.
pub(super) fn tell_apart(plan: &Plan, items: &[&Item], order: &[usize]) -> Vec<Told> {
    let options = &plan.cites;
    let mut told = vec![Told::default(); items.len()];
    let needed = options.add_names || options.add_suffix || options.conditions > 0;
    if !needed && !options.add_given {
        return told;
    }
    let work = Work { plan, items };
    let by_cite = options.given_rule == Rule::ByCite;
    if options.add_given && !by_cite {
        work.expand_everywhere(&mut told);
        // People are the same in the list as in the citations.
        told.iter_mut().for_each(|told| told.listed = told.extent.clone());
    }
    if items.len() == 1 {
        return told;
    }
    let sets = work.ambiguous(order, &told);
    // Only these are looked at again, in the order of the list.
    let mut alike = vec![false; items.len()];
    sets.iter().flatten().for_each(|at| alike[*at] = true);
    let order: Vec<usize> = order.iter().copied().filter(|at| alike[*at]).collect();
    let order = order.as_slice();
    if options.add_names || options.add_given && by_cite {
        for set in sets {
            work.expand(set, &mut told);
        }
        for told in &mut told {
            for list in &told.extent.lists {
                told.listed.list_mut(list.variable).names = list.names;
            }
        }
    }
    if options.conditions > 0 {
        work.meet_conditions(order, &mut told);
    }
    if options.add_suffix {
        for set in work.ambiguous(order, &told) {
            for (number, at) in set.into_iter().enumerate() {
                told[at].suffix = u32::try_from(number).ok();
            }
        }
    }
    told
}

struct Work<'a> {
    plan: &'a Plan,
    items: &'a [&'a Item],
}

/// The names that each cite of a set prints, before anything is added.
type ShownBy = HashMap<usize, Vec<Shown>>;

impl<'a> Work<'a> {
    /// What a cite of the record prints, and how many of its names.
    fn cite(&self, at: usize, extent: &Extent) -> (String, Vec<Shown>) {
        // Where later cites are shorter than first ones, they are what is ambiguous.
        let subsequent = self.plan.cites.has_position;
        let position = Position { subsequent, ..Position::default() };
        let cite = Cite { extent: Some(extent), position, comparing: true, ..Cite::default() };
        let area = &self.plan.citation;
        let mut renderer = Renderer::new(self.plan, area, self.items[at], &cite);
        let start = renderer.out.mark();
        renderer.elements(&area.layout);
        (renderer.out.plain(start), renderer.shown)
    }

    /// The sets of records whose cites are alike, each in the order given.
    fn ambiguous(&self, of: &[usize], told: &[Told]) -> Vec<Vec<usize>> {
        let mut places: HashMap<String, usize> = HashMap::with_capacity(of.len());
        let mut sets: Vec<Vec<usize>> = Vec::new();
        for at in of.iter().copied() {
            let (text, _) = self.cite(at, &told[at].extent);
            let place = *places.entry(text).or_insert(sets.len());
            match sets.get_mut(place) {
                Some(set) => set.push(at),
                None => sets.push(vec![at]),
            }
        }
        sets.retain(|set| set.len() > 1);
        sets
    }

    /// How many different cites a set has.
    fn classes(&self, set: &[usize], told: &[Told]) -> usize {
        let texts: HashSet<String> =
            set.iter().map(|at| self.cite(*at, &told[*at].extent).0).collect();
        texts.len()
    }

    /// Adds names and given names to the cites of a set until they differ.
    ///
    /// What is added at last without telling any of them apart is taken back.
    fn expand(&self, set: Vec<usize>, told: &mut [Told]) {
        let options = &self.plan.cites;
        let shown: ShownBy =
            set.iter().map(|at| (*at, self.cite(*at, &told[*at].extent).1)).collect();
        let least = |at: &usize| shown[at].iter().map(|s| s.printed).min().unwrap_or(0);
        let most = |at: &usize| shown[at].iter().map(|s| s.all).max().unwrap_or(0);
        let level = set.iter().map(least).min().unwrap_or(0);
        let settled = |set: &[usize], told: &[Told]| -> Vec<Extent> {
            set.iter().map(|at| told[*at].extent.clone()).collect()
        };
        let base = settled(&set, told);
        let mut waiting = vec![(set, level, base)];
        while let Some((set, level, base)) = waiting.pop() {
            let end = set.iter().map(most).max().unwrap_or(0);
            match (options.add_given, options.given_rule) {
                (true, Rule::ByCite) => self.expand_given(&set, told, &shown, level),
                (true, _) => self.expand_people(&set, told, &shown, level),
                (false, _) => {}
            }
            let sets = self.ambiguous(&set, told);
            let split = !matches!(sets.as_slice(), [one] if one.len() == set.len());
            let can_grow = options.add_names && level < end.min(NAMES);
            for rest in sets {
                // What told some apart stays for all.
                let base = match split {
                    true => settled(&rest, told),
                    false => base.clone(),
                };
                if can_grow {
                    for at in &rest {
                        for shown in &shown[at] {
                            let list = told[*at].extent.list_mut(shown.variable);
                            list.names = shown.printed.max(level + 1);
                        }
                    }
                    waiting.push((rest, level + 1, base));
                } else {
                    for (at, base) in rest.iter().zip(base) {
                        told[*at].extent = base;
                    }
                }
            }
        }
    }

    /// Prints more of given names, name by name, where that tells cites of the set apart.
    fn expand_given(&self, set: &[usize], told: &mut [Told], shown: &ShownBy, level: usize) {
        let lists = set.iter().map(|at| shown[at].len()).max().unwrap_or(0);
        let mut classes = self.classes(set, told);
        for list in 0..lists {
            let printed = |at: &usize| {
                let one = shown[at].get(list)?;
                Some(one.printed.max(level).min(one.all))
            };
            let names = set.iter().filter_map(printed).max().unwrap_or(0);
            let slots: Vec<(usize, NameVariable)> =
                set.iter().filter_map(|at| Some((*at, shown[at].get(list)?.variable))).collect();
            for name in 0..names {
                if classes == set.len() {
                    return;
                }
                // Where all have the same person, nothing is told.
                let person = |(at, variable): &(usize, NameVariable)| {
                    self.items[*at].names.get(*variable)?.list.get(name)
                };
                let mut people = slots.iter().map(person);
                let first = people.next();
                if people.all(|person| Some(person) == first) {
                    continue;
                }
                for given in [Given::Initials, Given::Full] {
                    let slot = |told: &mut [Told], (at, variable): (usize, NameVariable), new| {
                        std::mem::replace(given_of(&mut told[at].extent, variable, name), new)
                    };
                    let before: Vec<Given> =
                        slots.iter().map(|place| slot(told, *place, given)).collect();
                    let now = self.classes(set, told);
                    if now > classes {
                        classes = now;
                        break;
                    }
                    for (place, before) in slots.iter().zip(before) {
                        slot(told, *place, before);
                    }
                }
            }
        }
    }

    /// Prints more of the given names of people in a set who share a family name, as far as they
    /// are printed at this level.
    fn expand_people(&self, set: &[usize], told: &mut [Told], shown: &ShownBy, level: usize) {
        let mut places = Vec::new();
        for at in set.iter().copied() {
            for one in &shown[&at] {
                let names = self.items[at].names.get(one.variable);
                let names = names.iter().flat_map(|names| &names.list).enumerate();
                let printed = one.printed.max(level);
                places.extend(names.take(printed).map(|(place, name)| Place {
                    at,
                    variable: one.variable,
                    place,
                    name,
                    printed: true,
                }));
            }
        }
        self.expand_places(&places, told);
    }

    /// Prints more of the given names of all people who share a family name with others.
    fn expand_everywhere(&self, told: &mut [Told]) {
        let mut places = Vec::new();
        for (at, item) in self.items.iter().enumerate() {
            let (_, shown) = self.cite(at, &told[at].extent);
            for one in shown {
                let names = item.names.get(one.variable);
                let names = names.iter().flat_map(|names| &names.list).enumerate();
                places.extend(names.map(|(place, name)| Place {
                    at,
                    variable: one.variable,
                    place,
                    name,
                    printed: place < one.printed,
                }));
            }
        }
        self.expand_places(&places, told);
    }

    fn expand_places(&self, places: &[Place<'a>], told: &mut [Told]) {
        let rule = self.plan.cites.given_rule;
        let primary = matches!(rule, Rule::PrimaryName | Rule::PrimaryNameWithInitials);
        let places =
            || places.iter().filter(|p| p.name.literal.is_empty() && !(primary && p.place > 0));
        let mut families: HashMap<String, Family> = HashMap::new();
        for place in places().filter(|place| place.printed) {
            let looks = Looks::of(place.name);
            let family = families.entry(looks.family).or_default();
            let alike = family.by_initials.entry(looks.initials).or_default();
            family.people += usize::from(alike.insert(looks.full));
        }
        for place in places() {
            let looks = Looks::of(place.name);
            let Some(family) = families.get(&looks.family).filter(|f| f.people > 1) else {
                continue;
            };
            let alike = family.by_initials.get(&looks.initials);
            let own = usize::from(alike.is_some_and(|alike| alike.contains(&looks.full)));
            let others = family.people - own;
            let alike = alike.map_or(0, HashSet::len) - own;
            let needed = match (alike, rule.allows_full_first_names()) {
                _ if others == 0 => continue,
                (0, _) => Given::Initials,
                (_, true) => Given::Full,
                (alike, false) if alike < others => Given::Initials,
                (_, false) => continue,
            };
            let given = given_of(&mut told[place.at].extent, place.variable, place.place);
            *given = needed.max(*given);
        }
    }

    /// Lets conditions hold, one after the other, until cites differ.
    fn meet_conditions(&self, order: &[usize], told: &mut [Told]) {
        let mut waiting: Vec<(Vec<usize>, usize)> =
            self.ambiguous(order, told).into_iter().map(|set| (set, 1)).collect();
        while let Some((set, level)) = waiting.pop() {
            set.iter().for_each(|at| told[*at].extent.conditions = level);
            let sets = self.ambiguous(&set, told);
            let split = !matches!(sets.as_slice(), [one] if one.len() == set.len());
            for rest in sets {
                if level < self.plan.cites.conditions.min(CONDITIONS) {
                    waiting.push((rest, level + 1));
                } else if !split && self.plan.cites.add_suffix {
                    // Where conditions change nothing, letters do.
                    rest.iter().for_each(|at| told[*at].extent.conditions = 0);
                }
            }
        }
        told.iter_mut().for_each(|told| told.listed.conditions = told.extent.conditions);
    }
}

/// A name at its place in a cite.
struct Place<'a> {
    at: usize,
    variable: NameVariable,
    place: usize,
    name: &'a Name,
    printed: bool,
}

/// The people of one family name, by their initials.
#[derive(Default)]
struct Family {
    people: usize,
    by_initials: HashMap<String, HashSet<String>>,
}

/// What a name looks like with more and more of its given names.
struct Looks {
    family: String,
    initials: String,
    full: String,
}

impl Looks {
    fn of(name: &Name) -> Self {
        let parts = person::parts(name);
        // `J. J.` and `J.J.` are the same.
        let given = parts.given.chars().filter(|c| !c.is_whitespace());
        Self {
            family: format!("{} {}", parts.non_dropping, parts.family),
            initials: initials(&parts.given, ".", true, true),
            full: given.chain(parts.dropping.chars()).chain(parts.suffix.chars()).collect(),
        }
    }
}

/// So many names are added to tell cites apart.
const NAMES: usize = 100;

/// So many conditions are tried one by one.
const CONDITIONS: usize = 8;

fn given_of(extent: &mut Extent, variable: NameVariable, name: usize) -> &mut Given {
    let given = &mut extent.list_mut(variable).given;
    if given.len() <= name {
        given.resize(name + 1, Given::Style);
    }
    &mut given[name]
}
