//! Which clients are built together.

use std::collections::BTreeMap;

use super::client::Client;

/// How many clients there are in a batch, at most.
const MOST: usize = 32;

/// How much Rust there is in a batch, at most, unless it is of a single client.
const MOST_BYTES: usize = 48 << 20;

/// Batches of clients that want the same of the runtime: it is then built as each of them asks for by itself,
/// and a feature that one of them forgot is not there because of another. The large clients come first.
pub(super) fn batches<'c>(clients: &[&'c Client]) -> Vec<Vec<&'c Client>> {
    let mut groups: BTreeMap<&str, Vec<&Client>> = BTreeMap::new();
    for client in clients {
        groups.entry(&client.runtime).or_default().push(client);
    }
    let mut batches: Vec<Vec<&Client>> = Vec::new();
    for mut group in groups.into_values() {
        group.sort_by_key(|client| (std::cmp::Reverse(client.bytes), &client.name));
        let mut bytes = usize::MAX;
        for client in group {
            let is_full = |batch: &Vec<&Client>| batch.len() == MOST || bytes.saturating_add(client.bytes) > MOST_BYTES;
            match batches.last_mut().filter(|batch| !is_full(batch)) {
                Some(batch) => {
                    batch.push(client);
                    bytes += client.bytes;
                }
                None => {
                    batches.push(vec![client]);
                    bytes = client.bytes;
                }
            }
        }
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(name: &str, runtime: &str, megabytes: usize) -> Client {
        let [name, runtime, key] = [name, runtime, ""].map(str::to_owned);
        Client { packages: vec![name.clone()], name, folder: "".into(), runtime, bytes: megabytes << 20, key }
    }

    #[track_caller]
    fn check(clients: &[Client], expected: &[&[&str]]) {
        let clients: Vec<&Client> = clients.iter().collect();
        let batches = batches(&clients);
        let names: Vec<Vec<&str>> =
            batches.iter().map(|batch| batch.iter().map(|client| client.name.as_str()).collect()).collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn by_what_they_want_and_how_large_they_are() {
        check(&[], &[]);
        check(
            &[client("a", "x", 1), client("b", "y", 1), client("c", "x", 2), client("d", "x", 60)],
            &[&["d"], &["c", "a"], &["b"]],
        );
    }

    #[test]
    fn no_batch_has_more_than_so_many() {
        let many: Vec<Client> = (0..MOST + 1).map(|index| client(&format!("{index}"), "x", 0)).collect();
        let many: Vec<&Client> = many.iter().collect();
        let lengths: Vec<usize> = batches(&many).iter().map(Vec::len).collect();
        assert_eq!(lengths, [MOST, 1]);
    }
}
