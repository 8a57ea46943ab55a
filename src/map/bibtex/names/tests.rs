//! Lists of names read, and written again.

use super::*;
use crate::map::tex::Encoder;
use crate::model::Name;

/// Shows names as `given|dropping|particle|family|suffix` or `=literal`, and writes them again.
fn check(input: &str, expected: &str, again: &str) {
    let names = read(input).names;
    let show = |name: &Name| match name.literal.as_str() {
        "" => format!(
            "{}|{}|{}|{}|{}",
            name.given,
            name.dropping_particle,
            name.non_dropping_particle,
            name.family,
            name.suffix
        ),
        literal => format!("={literal}"),
    };
    let mut shown: Vec<String> = names.list.iter().map(show).collect();
    shown.extend(names.truncated.then(|| "...".to_owned()));
    assert_eq!(shown.join(" & "), expected, "{input}");
    let written = write(&names, &mut Encoder::default()).0;
    assert_eq!(written, again, "{input}");
    assert_eq!(read(&written).names, names, "{written}");
}

#[test]
fn names_are_split() {
    check("Donald E. Knuth", "Donald E.|||Knuth|", "Knuth, Donald E.");
    check(
        "van der Waals, Johannes and Ludwig van Beethoven",
        "Johannes||van der|Waals| & Ludwig||van|Beethoven|",
        "van der Waals, Johannes and van Beethoven, Ludwig",
    );
    check(
        "Charles de la Vall{\\'e}e Poussin",
        "Charles||de la|Vallée Poussin|",
        "de la Vallée Poussin, Charles",
    );
    check("King, Jr., Martin Luther", "Martin Luther|||King|Jr.", "King, Jr., Martin Luther");
    check(
        "{Barnes and Noble, Inc.} and others",
        "=Barnes and Noble, Inc. & ...",
        "{Barnes and Noble, Inc.} and others",
    );
    check(
        "given=Hans, family=Harman, prefix=van, useprefix=true",
        "Hans||van|Harman|",
        "van Harman, Hans",
    );
    check("{\\'E}mile Zola\nAND  Plato", "Émile|||Zola| & |||Plato|", "Zola, Émile and Plato");
    check("{NASA} and Plato", "=NASA & |||Plato|", "{NASA} and Plato");
    check("Mc{A}rthur, J. W.", "J. W.|||McArthur|", "McArthur, J. W.");
    check(" and , and and", "", "");
}

/// Reads lists that are not written as they stand, with whether something was odd.
fn check_read(rows: &[(&str, &str)]) {
    for (input, expected) in rows {
        let read = read(input);
        let show = |name: &Name| match name.literal.as_str() {
            "" => {
                let particle = match name.dropping_particle.as_str() {
                    "" => name.non_dropping_particle.clone(),
                    dropping => format!("({dropping})"),
                };
                let parts = [&name.given, &particle, &name.family, &name.suffix];
                parts.map(String::as_str).join("|")
            }
            literal => format!("={literal}"),
        };
        let mut shown: Vec<String> = read.names.list.iter().map(show).collect();
        shown.extend(read.names.truncated.then(|| "...".to_owned()));
        let odd = if read.problem.is_some() { " !" } else { "" };
        assert_eq!(shown.join(" & ") + odd, *expected, "{input}");
    }
}

#[test]
fn particles() {
    check_read(&[
        ("Ludwig van Beethoven", "Ludwig|van|Beethoven|"),
        ("van Beethoven, Ludwig", "Ludwig|van|Beethoven|"),
        ("Johannes Diderik van der Waals", "Johannes Diderik|van der|Waals|"),
        (
            "Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin",
            "Charles Louis Xavier Joseph|de la|Vallée Poussin|",
        ),
        ("de la Fontaine, Jean", "Jean|de la|Fontaine|"),
        ("De La Fontaine, Jean", "Jean||De La Fontaine|"),
        ("De la Fontaine, Jean", "Jean||De la Fontaine|"),
        ("Jean de La Fontaine", "Jean|de|La Fontaine|"),
        ("jean de la fontaine", "|jean de la|fontaine|"),
        ("Ortega y Gasset, Jos{\\'e}", "José||Ortega y Gasset|"),
        ("{von} Neumann, John", "John||von Neumann|"),
        ("{van Gogh}, Vincent", "Vincent||van Gogh|"),
        ("Vincent {van Gogh}", "Vincent||van Gogh|"),
        ("d'Alembert, Jean Le Rond", "Jean Le Rond||d'Alembert|"),
        ("Jean Le Rond d'Alembert", "Jean Le Rond||d'Alembert|"),
        ("Gerard 't Hooft", "Gerard|'t|Hooft|"),
        ("van 't Hoff, Jacobus Henricus", "Jacobus Henricus|van 't|Hoff|"),
        ("al-Khw\\=arizm\\=\\i, Mu\\d{h}ammad", "Muḥammad||al-Khwārizmī|"),
        ("{\\'e}cole Normale", "|école|Normale|"),
        ("{\\'E}cole Normale", "École||Normale|"),
        ("von Hicks, III, Michael", "Michael|von|Hicks|III"),
        ("Brandt, Ahasver von", "Ahasver von||Brandt|"),
        ("Wernher von~Braun", "Wernher|von|Braun|"),
    ]);
}

#[test]
fn suffixes() {
    check_read(&[
        ("King, Jr., Martin Luther", "Martin Luther||King|Jr."),
        ("King, Jr, Martin Luther", "Martin Luther||King|Jr"),
        ("King, Martin Luther, Jr.", "Martin Luther||King|Jr."),
        ("Martin Luther King, Jr.", "Martin Luther||King|Jr."),
        ("Martin Luther King Jr.", "Martin Luther||King|Jr."),
        ("King Jr., Martin Luther", "Martin Luther||King|Jr."),
        ("{King Jr.}, Martin Luther", "Martin Luther||King Jr.|"),
        ("de la Cruz, III, Juan", "Juan|de la|Cruz|III"),
        ("Robert Griffin III", "Robert||Griffin|III"),
        ("King, Jr.", "||King|Jr."),
        ("Henry Junior", "Henry||Junior|"),
    ]);
}

#[test]
fn organisations_and_lists() {
    check_read(&[
        ("{World Health Organization}", "=World Health Organization"),
        ("{{World Health Organization}} and {UNICEF}", "=World Health Organization & =UNICEF"),
        (
            "{Barnes and Noble, Inc.} and Knuth, Donald E.",
            "=Barnes and Noble, Inc. & Donald E.||Knuth|",
        ),
        ("{\\'Ecole Polytechnique}", "=École Polytechnique"),
        ("{\\OE}", "||Œ|"),
        (
            "A. Bee and C. Dee AND E. Eff\n  and\n  G. Aitch",
            "A.||Bee| & C.||Dee| & E.||Eff| & G.||Aitch|",
        ),
        ("Anderson, Andy and Sand, Alexandra", "Andy||Anderson| & Alexandra||Sand|"),
        ("Bee, A. and others", "A.||Bee| & ..."),
        ("Bee, A. and et al.", "A.||Bee| & ..."),
        ("Bee, A. et al.", "A.||Bee| & ..."),
        ("others", "..."),
        ("{others}", "=others"),
        ("Aristotle", "||Aristotle|"),
        ("Aristotle,", "||Aristotle|"),
        ("Bee, A., and Dee, C.,", "A.||Bee| & C.||Dee|"),
        ("and Bee, A. and and Dee, C. and", "A.||Bee| & C.||Dee|"),
        ("", ""),
        ("Bee, A.; Dee, C.", "A.||Bee| & C.||Dee| !"),
        ("Bee, A., Dee, C.-D., Eff, E. F.", "A.||Bee| & C.-D.||Dee| & E. F.||Eff| !"),
        ("Bee, A., Dee, C.-D.", "A.||Bee| & C.-D.||Dee| !"),
        ("Bee, x, y, z", "y, z||Bee|x !"),
    ]);
}

#[test]
fn spellings() {
    check_read(&[
        ("G{\\\"o}del, Kurt", "Kurt||Gödel|"),
        ("{\\v C}apek, Karel", "Karel||Čapek|"),
        ("\\v Capek, Karel", "Karel||Čapek|"),
        ("Karel \\v Capek", "Karel||Čapek|"),
        ("Ren\\'e Th\\' om", "René||Thóm|"),
        ("Jean-Paul Sartre", "Jean-Paul||Sartre|"),
        ("J.-P. Serre", "J.-P.||Serre|"),
        ("J.~A. Wheeler", "J. A.||Wheeler|"),
        ("Wheeler, J.~A.", "J. A.||Wheeler|"),
        ("{\\relax Ch}arles Babbage", "Charles||Babbage|"),
        ("{A}nna {S}mith", "Anna||Smith|"),
        ("Mc{A}rthur, {J}.", "J.||McArthur|"),
        ("O'Brien, F.", "F.||O'Brien|"),
        ("Колмогоров, А. Н.", "А. Н.||Колмогоров|"),
        ("მერაბ მამარდაშვილი", "მერაბ||მამარდაშვილი|"),
        ("王小明", "||王小明|"),
        ("山田, 太郎", "太郎||山田|"),
        ("ابن سينا", "ابن||سينا|"),
        ("ʿAbd Allāh", "ʿAbd||Allāh|"),
    ]);
}

#[test]
fn extended_names() {
    check_read(&[
        ("given=Hans, family=Harman, prefix=van, useprefix=true", "Hans|van|Harman|"),
        ("family=Harman, given=Hans, prefix=van, useprefix=false", "Hans|(van)|Harman|"),
        (
            "given=Jean, prefix=de la, prefix-i=d, family=Rousse and Simon de Beaumont",
            "Jean|de la|Rousse| & Simon|de|Beaumont|",
        ),
        ("family={Robert and Sons, Inc.}", "=Robert and Sons, Inc."),
        ("\"family={Robert and Sons, Inc.}\"", "=Robert and Sons, Inc."),
        ("given={Jean Claude}, given-i=JC, family=Bee, suffix={Jr.}", "Jean Claude||Bee|Jr."),
        ("family=Bee, given=\"A. B.\", id=x", "A. B.||Bee|"),
        ("E=mc, x", "x||E=mc|"),
    ]);
}

#[test]
fn long_lists_are_linear() {
    for piece in ["Bee, A. and ", "a ", "{", "\\' ", "A, ", "; a ", "~", "Jr. ", "{a} "] {
        read(&piece.repeat(100_000));
    }
}

proptest::proptest! {
    #[test]
    fn any_list_is_read(input in "([a-zA-Zé{},.=~\\\\]| |and| and ){0,40}") {
        let names = read(&input).names;
        write(&names, &mut Encoder::default());
    }
}
