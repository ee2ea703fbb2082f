//! The `regionRegex` of a partition. Partitions use a small part of the language of regular
//! expressions, and this is all of it: literals, `\w` and `\d` with or without `+`, groups of
//! literals between `|`, and escaped punctuation. Matching takes time in proportion to the text.

/// A compiled `regionRegex`. It is matched against whole regions, anchors or not.
#[derive(Clone, Debug)]
pub(super) struct RegionPattern {
    atoms: Vec<Atom>,
}

#[derive(Clone, Debug)]
enum Atom {
    /// One of these texts.
    OneOf(Vec<String>),
    /// One character of the class, or several.
    Class { class: Class, repeats: bool },
}

#[derive(Clone, Copy, Debug)]
enum Class {
    Word,
    Digit,
}

impl Class {
    fn contains(self, byte: u8) -> bool {
        match self {
            Self::Word => byte.is_ascii_alphanumeric() || byte == b'_',
            Self::Digit => byte.is_ascii_digit(),
        }
    }
}

impl RegionPattern {
    /// Compiles a pattern; the error says what of it is not supported.
    pub(super) fn parse(pattern: &str) -> Result<Self, String> {
        let body = pattern.strip_prefix('^').unwrap_or(pattern);
        let body = body.strip_suffix('$').unwrap_or(body);
        let mut characters = body.chars().peekable();
        let mut atoms = Vec::new();
        while let Some(character) = characters.next() {
            let class = match (character, characters.peek()) {
                ('(', _) => {
                    atoms.push(Atom::OneOf(parse_group(&mut characters)?));
                    continue;
                }
                ('\\', Some('w')) => Class::Word,
                ('\\', Some('d')) => Class::Digit,
                _ => {
                    push_literal(&mut atoms, parse_literal(character, &mut characters)?);
                    continue;
                }
            };
            characters.next();
            let repeats = characters.next_if_eq(&'+').is_some();
            atoms.push(Atom::Class { class, repeats });
        }
        Ok(Self { atoms })
    }

    /// The pattern of regions that are one of `prefixes`, a word and a number, between hyphens.
    pub(super) fn of_prefixes(prefixes: &[&str]) -> Self {
        let one_or_more = |class| Atom::Class { class, repeats: true };
        let prefixes = prefixes.iter().map(|prefix| [prefix, "-"].concat()).collect();
        let hyphen = Atom::OneOf(vec!["-".to_owned()]);
        Self { atoms: vec![Atom::OneOf(prefixes), one_or_more(Class::Word), hyphen, one_or_more(Class::Digit)] }
    }

    /// Whether the pattern matches the whole of `region`.
    pub(super) fn matches(&self, region: &str) -> bool {
        let bytes = region.as_bytes();
        // Every position that the atoms so far can end at, in ascending order.
        let mut positions = vec![0];
        for atom in &self.atoms {
            positions = atom.ends(bytes, &positions);
        }
        positions.contains(&bytes.len())
    }
}

impl Atom {
    fn ends(&self, bytes: &[u8], starts: &[usize]) -> Vec<usize> {
        let mut ends = Vec::new();
        // The end of the run of characters whose ends are all listed already.
        let mut covered = 0;
        for &start in starts {
            let rest = bytes.get(start..).unwrap_or_default();
            match self {
                Self::OneOf(texts) => {
                    let found = texts.iter().filter(|text| rest.starts_with(text.as_bytes()));
                    ends.extend(found.map(|text| start + text.len()));
                }
                Self::Class { repeats: true, .. } if start < covered => {}
                Self::Class { class, repeats } => {
                    let limit = if *repeats { rest.len() } else { 1 };
                    let run = rest.iter().take(limit).take_while(|byte| class.contains(**byte));
                    covered = start + run.count();
                    ends.extend(start + 1..=covered);
                }
            }
        }
        ends.sort_unstable();
        ends.dedup();
        ends
    }
}

type Characters<'a> = std::iter::Peekable<std::str::Chars<'a>>;

/// A character that stands for itself, escaped or not.
fn parse_literal(character: char, rest: &mut Characters<'_>) -> Result<char, String> {
    match character {
        '\\' => match rest.next() {
            Some(escaped) if escaped.is_ascii_punctuation() => Ok(escaped),
            Some(escaped) => Err(format!("`\\{escaped}` is not supported")),
            None => Err("nothing follows the last `\\`".to_owned()),
        },
        '-' | '_' => Ok(character),
        _ if character.is_ascii_alphanumeric() => Ok(character),
        _ => Err(format!("`{character}` is not supported here")),
    }
}

/// The rest of a group of literals, after its opening parenthesis.
fn parse_group(rest: &mut Characters<'_>) -> Result<Vec<String>, String> {
    let mut texts = vec![];
    let mut text = String::new();
    loop {
        match rest.next() {
            None => return Err("`(` without `)`".to_owned()),
            Some(')') => {
                texts.push(text);
                return Ok(texts);
            }
            Some('|') => texts.push(std::mem::take(&mut text)),
            Some(character) => text.push(parse_literal(character, rest)?),
        }
    }
}

fn push_literal(atoms: &mut Vec<Atom>, character: char) {
    if let Some(Atom::OneOf(texts)) = atoms.last_mut()
        && let [text] = texts.as_mut_slice()
    {
        text.push(character);
    } else {
        atoms.push(Atom::OneOf(vec![character.to_string()]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(pattern: &str, matching: &[&str], other: &[&str]) {
        let pattern = RegionPattern::parse(pattern).unwrap();
        for region in matching {
            assert!(pattern.matches(region), "{region}");
        }
        for region in other {
            assert!(!pattern.matches(region), "{region}");
        }
    }

    #[test]
    fn matches_whole_regions() {
        check(
            r"^(us|eu|ap|sa|ca|me|af|il|mx)\-\w+\-\d+$",
            &["us-east-1", "mx-any_2-123", "eu-a-0"],
            &["", "us", "us-gov-west-1", "us-east-1b", "us-east-", "us--1", "xus-east-1", "us-é-1"],
        );
        check(r"^us\-gov\-\w+\-\d+$", &["us-gov-west-1"], &["us-east-1", "us-gov--1"]);
        check(r"^eusc\-(de)\-\w+\-\d+$", &["eusc-de-east-1"], &["eusc-fr-east-1"]);
        check(r"a\db", &["a1b"], &["ab", "a12b", "a1b1"]);
        check(r"(a|ab|)\w+\d+c", &["abb1c", "a1c", "aa111c"], &["1c", "ab1"]);
        check("", &[""], &["a"]);
    }

    #[test]
    fn says_what_is_not_supported() {
        let error = |pattern| RegionPattern::parse(pattern).unwrap_err();
        assert_eq!(error("^a.*$"), "`.` is not supported here");
        assert_eq!(error("a+"), "`+` is not supported here");
        assert_eq!(error(r"\s"), r"`\s` is not supported");
        assert_eq!(error("\\"), r"nothing follows the last `\`");
        assert_eq!(error("(a"), "`(` without `)`");
        assert_eq!(error("(a(b))"), "`(` is not supported here");
    }

    #[test]
    fn many_repeats_do_not_take_long() {
        let pattern = RegionPattern::parse(&r"\w+".repeat(50)).unwrap();
        assert!(!pattern.matches(&("a".repeat(20_000) + "-")));
    }

    proptest! {
        #[test]
        fn any_pattern_and_text_are_judged(pattern in r"[\^a(|)\\wd+$-]{0,12}", text in "[a1-]{0,9}") {
            if let Ok(pattern) = RegionPattern::parse(&pattern) {
                pattern.matches(&text);
            }
        }
    }
}
