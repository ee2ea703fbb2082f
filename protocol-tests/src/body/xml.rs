//! XML, compared as a tree.
//!
//! Space between elements, prefixes, the order of attributes, and the order of elements of different names are
//! no part of it: nor is the order of entries of a map, which are elements of one name with a key and a value
//! each. Elements of one name are in order otherwise, as they are a list.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

/// What differs between two documents. The error says that one of them cannot be read.
pub(super) fn differences(expected: &str, found: &str) -> Result<Vec<String>, String> {
    let expected = Document::parse(expected).map_err(|error| format!("what is expected is no XML: {error}"))?;
    let sent = Document::parse(found).map_err(|error| format!("it is no XML: {error}\n  found:    {found}"))?;
    let (expected, sent) = (Element::of(expected.root_element()), Element::of(sent.root_element()));
    let mut differences = Vec::new();
    compare(&format!("/{}", expected.name.1), &expected, &sent, &mut differences);
    Ok(differences)
}

/// A namespace and a name in it.
type Name = (String, String);

/// An element, without what does not matter.
#[derive(Debug)]
struct Element {
    name: Name,
    attributes: BTreeMap<Name, String>,
    /// The prefixes that are in scope; those of no name are for the elements without a prefix.
    namespaces: BTreeMap<String, String>,
    text: String,
    /// The elements within it, by their names.
    children: BTreeMap<Name, Vec<Element>>,
}

impl Element {
    fn of(node: Node<'_, '_>) -> Self {
        let elements: Vec<Element> = node.children().filter(Node::is_element).map(Element::of).collect();
        let texts = node.children().filter(|child| child.is_text()).filter_map(|child| child.text());
        let text: String = if elements.is_empty() { texts.collect() } else { texts.map(str::trim).collect() };
        let attributes = node.attributes();
        let name = |namespace: Option<&str>, name: &str| (namespace.unwrap_or_default().to_owned(), name.to_owned());
        let mut children: BTreeMap<Name, Vec<Element>> = BTreeMap::new();
        for element in elements {
            children.entry(element.name.clone()).or_default().push(element);
        }
        Self {
            name: name(node.tag_name().namespace(), node.tag_name().name()),
            attributes: attributes.map(|one| (name(one.namespace(), one.name()), one.value().to_owned())).collect(),
            namespaces: node
                .namespaces()
                .map(|one| (one.name().unwrap_or_default().to_owned(), one.uri().to_owned()))
                .collect(),
            text,
            children,
        }
    }

    /// Whether it may be an entry of a map: a key, which is a text, and one more element.
    fn is_entry(&self) -> bool {
        let is_text = |element: &Element| element.children.is_empty();
        let children: Vec<&Element> = self.children.values().flatten().collect();
        children.len() == 2 && self.children.len() == 2 && children.into_iter().any(is_text)
    }
}

fn compare(path: &str, expected: &Element, found: &Element, differences: &mut Vec<String>) {
    if expected.name != found.name {
        return differs(path, &expected.name, &found.name, differences);
    }
    if expected.attributes != found.attributes {
        differs(&format!("{path}/@*"), &expected.attributes, &found.attributes, differences);
    }
    if expected.namespaces != found.namespaces {
        differs(&format!("{path}/namespace::*"), &expected.namespaces, &found.namespaces, differences);
    }
    if expected.text != found.text {
        differs(path, &expected.text, &found.text, differences);
    }
    for (name, elements) in &expected.children {
        let path = format!("{path}/{}", name.1);
        let sent = found.children.get(name).map_or(&[][..], Vec::as_slice);
        compare_all(&path, elements, sent, differences);
    }
    for (name, elements) in found.children.iter().filter(|(name, _)| !expected.children.contains_key(*name)) {
        differences.push(format!("{path}/{} is too much\n  found:    {elements:?}", name.1));
    }
}

/// Compares the elements of one name.
fn compare_all(path: &str, expected: &[Element], found: &[Element], differences: &mut Vec<String>) {
    if expected.len() != found.len() {
        let [expected, found] = [expected, found].map(|elements| format!("{} elements", elements.len()));
        return differs(path, &expected, &found, differences);
    }
    let are_entries = expected.len() > 1 && expected.iter().all(Element::is_entry);
    if are_entries && is_permutation(expected, found) {
        return;
    }
    for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
        compare(&format!("{path}[{}]", index + 1), expected, found, differences);
    }
}

fn is_permutation(expected: &[Element], found: &[Element]) -> bool {
    let mut left: Vec<&Element> = found.iter().collect();
    expected.iter().all(|element| {
        let at = left.iter().position(|other| are_same(element, other));
        at.map(|at| left.swap_remove(at)).is_some()
    })
}

/// Whether nothing differs: in an entry there may be another map.
fn are_same(expected: &Element, found: &Element) -> bool {
    let mut differences = Vec::new();
    compare("", expected, found, &mut differences);
    differences.is_empty()
}

fn differs<T: std::fmt::Debug>(path: &str, expected: &T, found: &T, differences: &mut Vec<String>) {
    differences.push(format!("{path} is another\n  expected: {expected:?}\n  found:    {found:?}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: &str, found: &str, result: &[&str]) {
        let differences = differences(expected, found).unwrap();
        let firsts: Vec<&str> = differences.iter().map(|text| text.lines().next().unwrap()).collect();
        assert_eq!(firsts, result);
    }

    #[test]
    fn space_between_elements_does_not_matter() {
        check("<a>\n  <b>x</b>\n</a>", "<a><b>x</b></a>", &[]);
        check("<a>x</a>", "<a> x</a>", &["/a is another"]);
        check("<a><b>x</b></a>", "<a>y<b>x</b></a>", &["/a is another"]);
        check("<a/>", "<a> </a>", &["/a is another"]);
    }

    #[test]
    fn elements_of_one_name_are_in_order() {
        check("<a><b>1</b><c>2</c></a>", "<a><c>2</c><b>1</b></a>", &[]);
        check("<a><b>1</b><b>2</b></a>", "<a><b>2</b><b>1</b></a>", &["/a/b[1] is another", "/a/b[2] is another"]);
        check("<a><b>1</b></a>", "<a><b>1</b><b>1</b></a>", &["/a/b is another"]);
        check("<a><b/></a>", "<a><c/></a>", &["/a/b is another", "/a/c is too much"]);
        check("<a/>", "<b/>", &["/a is another"]);
    }

    #[test]
    fn entries_of_maps_are_not() {
        let one = "<m><e><k>1</k><v><x/></v></e><e><k>2</k><v/></e></m>";
        let other = "<m><e><k>2</k><v/></e><e><k>1</k><v><x/></v></e></m>";
        check(one, other, &[]);
        let wrong = "<m><e><k>2</k><v><x/></v></e><e><k>1</k><v/></e></m>";
        check(one, wrong, &["/m/e[1]/k[1] is another", "/m/e[2]/k[1] is another"]);
    }

    #[test]
    fn entries_of_maps_in_maps_are_not() {
        let (first, second) = ("<e><k>1</k><v>a</v></e>", "<e><k>2</k><v>b</v></e>");
        let one = format!("<m><e><k>x</k><v>{first}{second}</v></e><e><k>y</k><v>{first}</v></e></m>");
        let other = format!("<m><e><k>y</k><v>{first}</v></e><e><k>x</k><v>{second}{first}</v></e></m>");
        check(&one, &other, &[]);
    }

    #[test]
    fn attributes_and_namespaces_are_compared() {
        check("<a x='1' y='2'/>", "<a y='2' x='1'/>", &[]);
        check("<a x='1'/>", "<a x='2'/>", &["/a/@* is another"]);
        check("<a/>", "<a x='2'/>", &["/a/@* is another"]);
        check("<a xmlns='u:1'/>", "<a xmlns='u:1'/>", &[]);
        check("<a xmlns='u:1'/>", "<a/>", &["/a is another"]);
        check("<a xmlns:p='u:1'/>", "<a/>", &["/a/namespace::* is another"]);
        check("<a xmlns:p='u:1' p:x='1'/>", "<a xmlns:p='u:1' x='1'/>", &["/a/@* is another"]);
    }
}
