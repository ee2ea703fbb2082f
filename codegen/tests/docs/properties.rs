//! What holds for any text.

use proptest::prelude::*;
use proptest::sample::select;
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag};
use tinsmith_codegen::docs;

/// What texts are put together from: all that is something in HTML or in Markdown.
const FRAGMENTS: &[&str] = &[
    "tea",
    "pot",
    " ",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "é",
    "\u{202e}",
    "\u{0}",
    "*",
    "**",
    "_",
    "`",
    "``",
    "```",
    "[",
    "]",
    "(",
    ")",
    "](",
    "!",
    "#",
    "# ",
    "- ",
    "\n- ",
    "+ ",
    "1. ",
    "\n2) ",
    "=",
    "---",
    "|",
    "\n|-|\n",
    "~~~",
    "\\",
    "&",
    "&lt;",
    "&amp;",
    ":",
    "://",
    "https://tea.example/a",
    "http",
    "<",
    ">",
    "\n> ",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<code>",
    "</code>",
    "<a href=\"https://tea.example/(b)\">",
    "<a>",
    "</a>",
    "<ul>",
    "<li>",
    "</li>",
    "</ul>",
    "<ol>",
    "</ol>",
    "<dl>",
    "<dt>",
    "</dt>",
    "<dd>",
    "</dd>",
    "<note>",
    "</note>",
    "<pre>",
    "</pre>",
    "<br/>",
    "<tr>",
    "<td>",
    "<h1>",
    "</h1>",
    "<blockquote>",
    "</blockquote>",
    "<!--",
    "-->",
    "<tea-pot>",
    "<a href='",
    "</",
];

/// The fragments that hold together words which stand apart.
const UNBREAKABLE: [&str; 10] = ["~~~", "`", "```", "<code>", "<pre>", "[", "<a", "    ", "\t", "|"];

fn soup() -> impl Strategy<Value = String> {
    proptest::collection::vec(select(FRAGMENTS), 0..40).prop_map(|parts| parts.concat())
}

fn words() -> impl Strategy<Value = String> {
    proptest::collection::vec("[a-zA-Z0-9,;('\"%$/@é]{1,12}", 1..60).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in any::<String>(), width in 0usize..120) {
        docs::markdown(&text, width);
        docs::summary(&text);
    }

    #[test]
    fn lines_are_clean(text in soup(), width in 0usize..120) {
        for line in docs::markdown(&text, width) {
            prop_assert_eq!(line.trim_end(), &line);
            prop_assert!(!line.contains(|char: char| char.is_control() || char == '\u{202e}'), "{:?}", line);
        }
    }

    #[test]
    fn lines_fit(text in soup(), width in 20usize..120) {
        let text = UNBREAKABLE.iter().fold(text, |text, part| text.replace(part, "-"));
        for line in docs::markdown(&text, width) {
            let word = line.trim_start_matches(|char: char| " ->.)".contains(char) || char.is_ascii_digit());
            prop_assert!(line.chars().count() <= width || !word.trim_end_matches('\\').contains(' '), "{:?}", line);
        }
    }

    #[test]
    fn code_is_closed(text in soup()) {
        let mut fence = None;
        for line in docs::markdown(&text, 80) {
            let bare = line.trim_start_matches(|char: char| " ->.)*".contains(char) || char.is_ascii_digit());
            match (&fence, bare.strip_suffix("text").filter(|marks| is_fence(marks))) {
                (Some(open), _) if open == bare => fence = None,
                (Some(_), _) => {}
                (None, Some(open)) => fence = Some(open.to_owned()),
                (None, None) => prop_assert!(spans_are_closed(&line), "{:?}", line),
            }
        }
        prop_assert_eq!(fence, None);
        prop_assert!(spans_are_closed(&docs::summary(&text)));
    }

    #[test]
    fn rustdoc_sees_what_is_meant(text in soup(), width in 20usize..120) {
        let lines = docs::markdown(&text, width).join("\n");
        prop_assert!(is_safe(&lines).is_ok(), "{:?}\n{}", is_safe(&lines), lines);
        let title = docs::plain(&text);
        prop_assert!(is_safe(&format!("A {title} b")).is_ok(), "{:?}\n{}", is_safe(&title), title);
    }

    #[test]
    fn plain_text_stays_as_it_is(text in words(), width in 20usize..120) {
        let lines = docs::markdown(&text, width);
        prop_assert_eq!(lines.join(" "), text);
        prop_assert_eq!(docs::markdown(&lines.join("\n"), width), lines);
    }

    #[test]
    fn a_summary_is_one_line(text in soup()) {
        prop_assert!(!docs::summary(&text).contains('\n'));
    }
}

/// Whether there is nothing in a text that rustdoc compiles, resolves, passes on or warns about, by the parser that
/// rustdoc has; else what that is.
fn is_safe(text: &str) -> Result<(), String> {
    let extensions = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let mut item = None;
    let mut is_item = |link: BrokenLink<'_>| {
        item = Some(link.reference.to_string());
        None
    };
    for event in Parser::new_with_broken_link_callback(text, extensions, Some(&mut is_item)) {
        let is_meant = match &event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => &**language == "text",
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => false,
            Event::Start(Tag::Link { dest_url, .. }) => dest_url.starts_with("http"),
            Event::Start(Tag::Image { .. } | Tag::HtmlBlock | Tag::FootnoteDefinition(_)) => false,
            Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => false,
            _ => true,
        };
        if !is_meant {
            return Err(format!("{event:?}"));
        }
    }
    item.map_or(Ok(()), |item| Err(format!("a link to {item}")))
}

fn is_fence(marks: &str) -> bool {
    marks.len() >= 3 && marks.bytes().all(|byte| byte == b'`')
}

/// Whether each run of backticks that is not escaped has its like.
fn spans_are_closed(line: &str) -> bool {
    let mut left = line;
    while let Some(at) = left.find(['`', '\\']) {
        left = &left[at..];
        if left.starts_with('\\') {
            left = &left[1 + left.chars().nth(1).map_or(0, char::len_utf8)..];
            continue;
        }
        let behind = left.trim_start_matches('`');
        let run = &left[..left.len() - behind.len()];
        let closing = behind
            .match_indices(run)
            .find(|(at, _)| !behind[..*at].ends_with('`') && !behind[at + run.len()..].starts_with('`'));
        let Some((at, _)) = closing else { return false };
        left = &behind[at + run.len()..];
    }
    true
}
