//! Findings for people, drawn as rustc draws them.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Severity};

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
        let mut group = level
            .primary_title(diagnostic.message.as_str())
            .id(diagnostic.code.name())
            .elements(diagnostic.place.as_ref().map(|place| {
                Snippet::source(place.excerpt.as_str())
                    .line_start(place.line)
                    .path(&*place.file)
                    .annotation(AnnotationKind::Primary.span(place.marked.clone()))
            }));
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        self.0.render(&[group]).to_string()
    }
}
