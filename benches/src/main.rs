//! Measures all cases, or those whose titles contain one of the words that it is given, and prints a table of Markdown.

use tinsmith_benches::measure::{TABLE_HEAD, measure};
use tinsmith_benches::sides;

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).map(|word| word.to_lowercase()).collect();
    println!("{TABLE_HEAD}");
    for pair in sides::pairs()? {
        let title = pair.official.title().to_string().to_lowercase();
        if words.is_empty() || words.iter().any(|word| title.contains(word.as_str())) {
            println!("{}", measure(&pair)?);
        }
    }
    Ok(())
}
