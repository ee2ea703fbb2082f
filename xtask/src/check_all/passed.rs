//! What has passed, by content: an empty file for each client and tool. The folder may be deleted at any time.

use std::path::{Path, PathBuf};

use super::client::Client;
use super::tool::Tool;

/// What has passed.
#[derive(Debug)]
pub(super) struct Passed(PathBuf);

impl Passed {
    /// What has passed in runs with this folder.
    pub(super) fn new(folder: &Path) -> Passed {
        Passed(folder.join("passed"))
    }

    /// Whether the client has passed, as it is now.
    pub(super) fn has(&self, tool: Tool, client: &Client) -> bool {
        self.path(tool, client).exists()
    }

    /// Notes that the client has passed. A note that cannot be written is done without.
    pub(super) fn note(&self, tool: Tool, client: &Client) {
        let path = self.path(tool, client);
        let _ = std::fs::create_dir_all(&self.0).and_then(|()| std::fs::write(path, ""));
    }

    fn path(&self, tool: Tool, client: &Client) -> PathBuf {
        self.0.join(format!("{}-{}", tool.word(), client.key))
    }
}
