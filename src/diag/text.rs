//! Findings for people, drawn as rustc draws them.

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Place, Severity};

/// Draws findings as text, with colours or without.
pub struct Drawer(Renderer);

impl Drawer {
    /// A drawer; `colour` writes ANSI colours.
    pub fn new(colour: bool) -> Self {
        Self(if colour { Renderer::styled() } else { Renderer::plain() })
    }

    /// Draws one finding, without a line break at its end.
    pub fn draw(&self, diagnostic: &Diagnostic) -> String {
        let level = match diagnostic.severity() {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name());
        let place = diagnostic.place.as_ref();
        let mut group = match place {
            // A file as a whole has no line to show.
            Some(place) if place.excerpt.is_empty() => title.element(Origin::path(&*place.file)),
            _ => title.elements(place.map(snippet)),
        };
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let drawn = self.0.render(&[group]);
        match place {
            Some(place) => with_true_column(drawn, place),
            None => drawn,
        }
    }
}

fn snippet(place: &Place) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    Snippet::source(place.excerpt.as_str())
        .line_start(place.line)
        .path(&*place.file)
        .annotation(AnnotationKind::Primary.span(place.marked.clone()))
}

/// The excerpt may be a part of its line; the renderer counts columns from the excerpt's start.
fn with_true_column(drawn: String, place: &Place) -> String {
    let counted = place.excerpt[..place.marked.start].chars().count() + 1;
    let at = |column: usize| format!("{}:{}:{column}", place.file, place.line);
    match counted == place.column {
        true => drawn,
        false => drawn.replacen(&at(counted), &at(place.column), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::source::Source;

    fn check(text: &str, span: std::ops::Range<usize>, expected: &str) {
        let place = Source::new("a.md", text).place(span);
        let finding = Diagnostic::new(Code::NoKey, "`x` has no citation key").at(place);
        let drawn = Drawer::new(false).draw(&finding.help("rename the note"));
        assert_eq!(drawn, expected);
    }

    #[test]
    fn draws_a_short_line() {
        let expected = "\
warning[no-key]: `x` has no citation key
 --> a.md:2:3
  |
2 | [[x]]
  |   ^
  |
  = help: rename the note";
        check("one\n[[x]]\n", 6..7, expected);
    }

    #[test]
    fn draws_a_part_of_a_long_line_at_its_true_column() {
        let text = "é".repeat(500) + "[[x]]" + &"b".repeat(500);
        let drawn = {
            let place = Source::new("a.md", text.as_str()).place(1002..1003);
            Drawer::new(false).draw(&Diagnostic::new(Code::NoKey, "m").at(place))
        };
        assert!(drawn.contains(" --> a.md:1:503\n"), "{drawn}");
        assert!(drawn.contains("éé[[x]]bb"), "{drawn}");
    }

    #[test]
    fn draws_a_file_as_a_whole() {
        check(
            "",
            0..0,
            "warning[no-key]: `x` has no citation key\n--> a.md\n = help: rename the note",
        );
    }
}
