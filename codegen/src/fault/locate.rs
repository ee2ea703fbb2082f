//! Finds paths in the text of a JSON document: lines and columns for faults.
//!
//! One walk finds all the paths that are wanted, so that many faults cost no more than few. The text
//! has been parsed before: where it is no JSON after all, the walk ends early, and the faults name the
//! last place that it passed.

use std::collections::HashMap;

use super::Step;

/// The paths that are wanted, as a tree, and where they were found.
#[derive(Debug, Default)]
pub(super) struct Locator {
    children: HashMap<Step, Locator>,
    found: Option<(usize, usize)>,
}

impl Locator {
    /// Asks for the place of `path`.
    pub(super) fn want(&mut self, path: &[Step]) {
        let mut node = self;
        for step in path {
            node = node.children.entry(step.clone()).or_default();
        }
    }

    /// The line and column of `path`, or of as much of it as there is.
    pub(super) fn found(&self, path: &[Step]) -> (usize, usize) {
        let mut node = self;
        let mut place = (1, 1);
        for step in path {
            let Some(child) = node.children.get(step) else { break };
            let Some(found) = child.found else { break };
            (node, place) = (child, found);
        }
        place
    }

    /// Walks through `text` and notes where the wanted paths are.
    pub(super) fn walk(&mut self, text: &[u8]) {
        if !self.children.is_empty() {
            // The walk gives up where the text is no JSON.
            let _ = Walk { text, offset: 0, line: 1, column: 1, counted: 0 }.value(self);
        }
    }
}

/// The line and column of the byte at `offset`.
pub(super) fn position(text: &[u8], offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
    (line, 1 + characters(before.get(line_start..).unwrap_or_default()))
}

fn characters(text: &[u8]) -> usize {
    text.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

struct Walk<'t> {
    text: &'t [u8],
    offset: usize,
    line: usize,
    column: usize,
    counted: usize,
}

impl<'t> Walk<'t> {
    /// Walks through a value with the wanted paths in it. The depth is that of the wanted paths.
    fn value(&mut self, wanted: &mut Locator) -> Option<()> {
        match self.peek()? {
            b'{' if !wanted.children.is_empty() => self.object(wanted),
            b'[' if !wanted.children.is_empty() => self.array(wanted),
            _ => self.skip(),
        }
    }

    fn object(&mut self, wanted: &mut Locator) -> Option<()> {
        self.offset += 1;
        let mut seen: HashMap<String, ()> = HashMap::new();
        while self.peek()? != b'}' {
            let at_key = self.offset;
            let key = self.key()?;
            if self.peek()? != b':' {
                return None;
            }
            self.offset += 1;
            let mut step = Step::Key(key);
            if let Step::Key(key) = &step
                && wanted.children.contains_key(&Step::SecondKey(key.clone()))
                && seen.insert(key.clone(), ()).is_some()
            {
                step = Step::SecondKey(key.clone());
            }
            self.child(wanted, &step, Some(at_key))?;
            self.comma()?;
        }
        self.offset += 1;
        Some(())
    }

    fn array(&mut self, wanted: &mut Locator) -> Option<()> {
        self.offset += 1;
        let mut index = 0;
        while self.peek()? != b']' {
            self.child(wanted, &Step::Index(index), None)?;
            self.comma()?;
            index += 1;
        }
        self.offset += 1;
        Some(())
    }

    /// Walks through a child. A fault of a scalar is shown at the scalar, one of a whole object or array
    /// at its key, which names it.
    fn child(&mut self, wanted: &mut Locator, step: &Step, at_key: Option<usize>) -> Option<()> {
        let first = self.peek()?;
        match wanted.children.get_mut(step).filter(|child| child.found.is_none()) {
            None => self.skip(),
            Some(child) => {
                let shown = if matches!(first, b'{' | b'[') { at_key } else { None };
                child.found = Some(self.position(shown.unwrap_or(self.offset)));
                self.value(child)
            }
        }
    }

    fn comma(&mut self) -> Option<()> {
        if self.peek()? == b',' {
            self.offset += 1;
        }
        Some(())
    }

    /// The next byte that is not whitespace.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.get(self.offset)? {
                b' ' | b'\t' | b'\r' | b'\n' => self.offset += 1,
                &byte => return Some(byte),
            }
        }
    }

    fn key(&mut self) -> Option<String> {
        let start = self.offset;
        self.string()?;
        serde_json::from_slice(self.text.get(start..self.offset)?).ok()
    }

    fn string(&mut self) -> Option<()> {
        if *self.text.get(self.offset)? != b'"' {
            return None;
        }
        self.offset += 1;
        loop {
            match self.text.get(self.offset)? {
                b'"' => break,
                b'\\' => self.offset += 2,
                _ => self.offset += 1,
            }
        }
        self.offset += 1;
        Some(())
    }

    /// Skips a value of any depth.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0usize;
        loop {
            match self.peek()? {
                b'"' => self.string()?,
                b'{' | b'[' => {
                    depth += 1;
                    self.offset += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.offset += 1;
                }
                b',' | b':' if depth > 0 => self.offset += 1,
                b',' | b':' => return None,
                _ => self.scalar(),
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    fn scalar(&mut self) {
        let rest = self.text.get(self.offset..).unwrap_or_default();
        let is_end =
            |byte: &u8| matches!(byte, b',' | b':' | b'}' | b']' | b'"' | b'{' | b'[') || byte.is_ascii_whitespace();
        self.offset += rest.iter().position(is_end).unwrap_or(rest.len()).max(1);
    }

    /// The line and column of `offset`, which never lies before one that was asked for earlier.
    fn position(&mut self, offset: usize) -> (usize, usize) {
        let passed = self.text.get(self.counted..offset).unwrap_or_default();
        for &byte in passed {
            match byte {
                b'\n' => (self.line, self.column) = (self.line + 1, 1),
                _ => self.column += usize::from(byte & 0xC0 != 0x80),
            }
        }
        self.counted = self.counted.max(offset);
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, path: &[Step], expected: (usize, usize)) {
        let mut locator = Locator::default();
        locator.want(path);
        locator.walk(text.as_bytes());
        assert_eq!(locator.found(path), expected);
    }

    #[test]
    fn paths() {
        let text = "{\r\n  \"ä\": [1, {\"b\\u0063\": \"}\\\"\", \"d\": true}],\n\t\"x\": {}, \"x\": null\n}";
        check(text, &[], (1, 1));
        check(text, &["ä".into()], (2, 3));
        check(text, &["ä".into(), Step::Index(0)], (2, 9));
        check(text, &["ä".into(), Step::Index(1), "bc".into()], (2, 24));
        check(text, &["ä".into(), Step::Index(1), "d".into()], (2, 36));
        check(text, &["x".into()], (3, 2));
        check(text, &[Step::SecondKey("x".to_owned())], (3, 16));
    }

    #[test]
    fn second_keys() {
        let path = ["x".into()];
        let second = [Step::SecondKey("x".to_owned())];
        let mut locator = Locator::default();
        locator.want(&path);
        locator.want(&second);
        locator.walk(br#"{"x": 1, "x": 2, "x": 3}"#);
        assert_eq!((locator.found(&path), locator.found(&second)), ((1, 7), (1, 15)));
    }

    #[test]
    fn what_is_not_there_is_at_what_it_would_be_in() {
        check("{\"a\": {\"b\": 1}}", &["a".into(), "c".into()], (1, 2));
        check("{\"a\": {\"b\": 1}}", &["c".into(), "a".into()], (1, 1));
        check("{\"a\": [1", &["a".into(), Step::Index(3)], (1, 2));
        check("", &["a".into()], (1, 1));
    }

    #[test]
    fn offsets() {
        assert_eq!(position("äb\nc".as_bytes(), 3), (1, 3));
        assert_eq!(position("äb\nc".as_bytes(), 4), (2, 1));
        assert_eq!(position(b"a", 9), (1, 2));
    }
}
