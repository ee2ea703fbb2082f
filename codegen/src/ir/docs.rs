//! Documentation. It is planned as the model has it, and becomes lines where they are first asked for: that is a third
//! of the work of planning, and files are made by all threads.

use std::sync::OnceLock;

use crate::docs::markdown;

/// The width of documentation, between the marker and the end of the line.
const WIDTH: usize = 96;

/// Lines of Markdown.
#[derive(Clone, Debug, std::default::Default)]
pub struct Docs {
    /// What the model says.
    text: String,
    /// What is to be said beside it, in a paragraph of its own.
    addition: String,
    lines: OnceLock<Vec<String>>,
}

impl Docs {
    /// What a model says in `text`.
    pub fn of(text: &str) -> Docs {
        Docs { text: text.to_owned(), ..Docs::default() }
    }

    /// What a model says in `text`, and sentences behind it.
    pub fn with_sentences(text: &str, sentences: &[String]) -> Docs {
        Docs { addition: sentences.join(" "), ..Docs::of(text) }
    }

    /// The lines.
    pub fn lines(&self) -> &[String] {
        self.lines.get_or_init(|| {
            let mut lines = markdown(&self.text, WIDTH);
            let addition = markdown(&self.addition, WIDTH);
            lines.extend((!lines.is_empty() && !addition.is_empty()).then(String::new));
            lines.extend(addition);
            lines
        })
    }

    /// Whether there are no lines.
    pub fn is_empty(&self) -> bool {
        self.lines().is_empty()
    }
}

/// Texts that give the same lines are the same.
impl PartialEq for Docs {
    fn eq(&self, other: &Docs) -> bool {
        (&self.text, &self.addition) == (&other.text, &other.addition) || self.lines() == other.lines()
    }
}

impl Eq for Docs {}

#[cfg(test)]
mod tests {
    use super::Docs;

    #[test]
    fn sentences_are_a_paragraph() {
        let sentences = ["Required.".to_owned(), "Length: 1 to 9.".to_owned()];
        assert_eq!(Docs::with_sentences("One.", &sentences).lines(), ["One.", "", "Required. Length: 1 to 9."]);
        assert_eq!(Docs::with_sentences("", &sentences).lines(), ["Required. Length: 1 to 9."]);
        assert_eq!(Docs::with_sentences("One.", &[]).lines(), ["One."]);
        assert!(Docs::with_sentences(" ", &[]).is_empty());
    }

    #[test]
    fn what_gives_the_same_lines_is_the_same() {
        assert_eq!(Docs::of("<p>One.</p>"), Docs::of("One."));
        assert_ne!(Docs::of("One."), Docs::of("Two."));
    }
}
