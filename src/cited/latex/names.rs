//! Which commands cite.

/// Whether a command's name says that it cites: all that contain `cite`, but for those that set something or
/// are other words.
pub(super) fn is_cite(name: &str) -> bool {
    const OTHERS: &[&str] = &[
        "citestyle",
        "setcitestyle",
        "citereset",
        "citeindextrue",
        "citeindexfalse",
        "newcites",
        "citetrackertrue",
        "citetrackerfalse",
        "bibcite",
        "citesetup",
        "citeorder",
        "citesort",
    ];
    const WORDS: &[&str] =
        &["excite", "incite", "recite", "licite", "plebiscite", "declare", "mkbib"];
    const BEGINNINGS: &[&str] =
        &["at", "if", "set", "new", "renew", "provide", "undef", "blx", "execute"];
    let lower = name.to_ascii_lowercase();
    if !lower.contains("cite") && lower != "bibentry" && lower != "fullcitebib" {
        return false;
    }
    // `\attcite` begins with `at`, but only a capital behind it makes a hook of it: `\AtEveryCite`.
    let is_hook = BEGINNINGS.iter().any(|begin| {
        lower.starts_with(begin)
            && (name[begin.len()..].starts_with(|c: char| c.is_ascii_uppercase())
                || matches!(*begin, "if" | "set" | "new" | "renew" | "provide" | "blx"))
    });
    !OTHERS.contains(&lower.as_str()) && !WORDS.iter().any(|word| lower.contains(word)) && !is_hook
}
