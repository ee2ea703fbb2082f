//! Documentation of models as Markdown.

/// Lines of Markdown.
pub fn markdown(text: &str, width: usize) -> Vec<String> {
    let _ = width;
    text.lines().map(String::from).collect()
}
