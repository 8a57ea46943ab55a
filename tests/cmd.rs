//! The commands, as Markdown files under `tests/cmd`, and those of the README.

#[test]
fn commands_do_what_their_pages_say() {
    trycmd::TestCases::new().case("tests/cmd/*.md").case("README.md");
}
