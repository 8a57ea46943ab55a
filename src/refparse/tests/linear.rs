//! Long text: twice as long takes about twice the time, whatever is in it.

use std::time::{Duration, Instant};

use super::read;

/// What a careless step looks at once for each piece.
const PIECES: &[&str] = &[
    "(",
    ")",
    "[",
    "“",
    "”",
    "\"",
    "-",
    "é",
    "A.",
    ", ",
    ". ",
    "? ",
    "; ",
    ": ",
    "A. ",
    "Abc. ",
    "Abc, ",
    "A B, ",
    "Abc, and ",
    "Roe: ",
    "A. Bc: D, ",
    "Doe, J., ",
    "Jr., ",
    "de ",
    "and ",
    "et al. ",
    "In ",
    ", in: ",
    ", edited by ",
    "Edited by A. ",
    " ed. ",
    "2nd ed. ",
    "2 vols. ",
    "Vol. ",
    "Vol. 1, a. ",
    "1–2, ",
    "1–2. ",
    "1898. ",
    "1898. Reprint, ",
    ", 2017. ",
    "n.d. ",
    "x. (",
    "(a) ",
    "x (No. 1) ",
    "a (2017): ",
    ", no. 1 ",
    "1 Suppl 2 ",
    "Nature 1, ",
    "University ",
    "thesis, ",
    ", sec. ",
    "a.b/",
    "https://",
    "10.1000/",
    " (accessed ",
    "Review of A, by B. ",
    "aB. ",
];

/// What stands around them, so that each grammar gets to each of its steps.
const FRAMES: &[(&str, &str)] = &[
    ("", ""),
    ("", ", 2020."),
    ("Doe, Jane. “T.” ", ", 2020."),
    ("Doe, Jane. “T.” In ", ", 2020."),
    ("Doe, Jane. “T.” In A, edited by ", ", 2020."),
    ("Doe, Jane. “T.” In A, 1–2. ", ", 2020."),
    ("Doe, Jane. “T.” ", " 15, no. 1 (2017): 1–2."),
    ("Doe, Jane. “T.” J 15, no. 1 (2017): ", ""),
    ("Doe, Jane, ", ". “T.” J 15, no. 1 (2017): 1."),
    ("Doe, Jane. Title. ", ", 2020."),
    ("Doe, J., 2017. ", ""),
    ("Doe, J., 2017. ", " 15, 1–2."),
    ("Doe, J., 2017. T, in: ", ". Press, Place, pp. 1–2."),
    ("Doe, J., ", ", 2017. T. J 15, 1–2."),
];

fn time(piece: &str, (before, after): (&str, &str), length: usize) -> Duration {
    let text = format!("{before}{}{after}", piece.repeat(length / piece.len()));
    let start = Instant::now();
    let _ = read(&text);
    start.elapsed()
}

#[test]
fn twice_the_text_takes_twice_the_time() {
    for piece in PIECES {
        for frame in FRAMES {
            // A step that is quadratic takes 64 times as long here, a linear one 8 times. A machine that is
            // busy elsewhere is so now and then, a quadratic step is slow each time.
            let is_linear = |_| {
                let short = time(piece, *frame, 3_000);
                time(piece, *frame, 24_000) < short * 24 + Duration::from_millis(100)
            };
            assert!((0..5).any(is_linear), "`{piece}` in {frame:?} takes more than its length");
        }
    }
}

#[test]
fn a_quarter_of_a_million_characters_end_soon() {
    for piece in ["Abc. ", "Vol. ", ", ", "(", "1898. "] {
        for frame in [FRAMES[1], FRAMES[6], FRAMES[9], FRAMES[11]] {
            let taken = time(piece, frame, 250_000);
            assert!(taken < Duration::from_secs(5), "`{piece}` in {frame:?}: {taken:?}");
        }
    }
}

#[test]
fn lists_of_thousands_of_names_are_read() {
    let names: Vec<String> = (0..3_000).map(|at| format!("Aaboud{at}, M.G.")).collect();
    let text = format!("{}, 2012. A new particle. Physics Letters B 716, 1–29.", names.join(", "));
    let item = read(&text).value.unwrap().item;
    let authors = &item.names[&crate::model::NameVariable::Author];
    assert_eq!((authors.list.len(), authors.truncated), (3_000, false));
    assert_eq!(
        item.text(crate::model::StandardVariable::ContainerTitle),
        Some("Physics Letters B")
    );
}
