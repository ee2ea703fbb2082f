//! Two pieces of work at a time. The generator has no pool of threads of its own: those who generate many services have
//! one, and a service alone has but a few pieces of work that are worth a thread.

use std::thread;

/// Does two pieces of work, one of them in another thread if that can be had.
pub(crate) fn both<A: Send, B>(aside: impl Fn() -> A + Sync, here: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let thread = thread::Builder::new().spawn_scoped(scope, &aside);
        let here = here();
        // What goes wrong in another thread goes wrong here as well, where it has a caller.
        let done = thread.ok().and_then(|thread| thread.join().ok());
        (done.unwrap_or_else(&aside), here)
    })
}

#[cfg(test)]
mod tests {
    use super::both;

    #[test]
    fn both_are_done() {
        let text = "one two".to_owned();
        let mut words = Vec::new();
        let (length, ()) = both(|| text.len(), || words.extend(text.split(' ')));
        assert_eq!((length, words), (7, vec!["one", "two"]));
    }
}
