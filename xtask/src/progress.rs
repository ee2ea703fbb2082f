//! What a command with several steps tells while it goes on.

/// What a command tells while it goes on. Calls come from several threads.
pub trait Progress: Sync {
    /// Another run has the lock of the folder.
    fn wait(&self, folder: &str);
    /// A step is begun: what is done, to how many of what.
    fn step(&self, verb: &str, count: usize, noun: &str);
    /// A part of the step is done.
    fn done(&self, part: &str);
}
