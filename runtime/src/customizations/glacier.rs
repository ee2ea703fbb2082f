//! Amazon Glacier ("Smithy specification, Amazon Glacier customizations").

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use sha2::{Digest, Sha256};

use crate::checksum::BodyDigest;
use crate::customizations::Customization;
use crate::operation::Operation;
use crate::shape::{Member, Place, Slot, Structure, Value, View};

/// Amazon Glacier.
pub static GLACIER: AmazonGlacier = AmazonGlacier;

/// The customization of Amazon Glacier.
#[derive(Debug)]
pub struct AmazonGlacier;

impl Customization for AmazonGlacier {
    /// An account that is not named is the caller's own, which is written as a hyphen.
    fn complete_input(&self, input: &mut dyn Structure) {
        let is_account = |member: &Member| member.wire_name == "accountId" && member.http_place() == Place::Label;
        let Some(index) = input.shape().members.iter().position(is_account) else { return };
        let is_unset = matches!(input.get(index).map(Value::view), Some(View::Absent | View::String("")));
        if let Some(Slot::String(account)) = input.get_mut(index).filter(|_| is_unset).map(Value::slot) {
            "-".clone_into(account);
        }
    }

    fn complete_request(&self, operation: &Operation, request: &mut HttpRequest) -> Result<(), BoxError> {
        request.headers_mut().try_insert("x-amz-glacier-version", operation.service.version)?;
        Ok(())
    }

    fn digest(&self, operation: &Operation) -> Option<Box<dyn BodyDigest>> {
        let is_upload = matches!(operation.name, "UploadArchive" | "UploadMultipartPart");
        is_upload.then(|| Box::new(TreeHash::new()) as Box<dyn BodyDigest>)
    }
}

/// The two hashes of an archive: of all of it, and of the tree over its megabytes.
///
/// Of the tree only the path to the last leaf is kept: a hash for each level that has no partner yet.
struct TreeHash {
    whole: Sha256,
    leaf: Sha256,
    /// How many bytes of the leaf are there.
    filled: usize,
    /// Hashes with their levels, which fall from one to the next.
    pending: Vec<(u32, Hash)>,
}

type Hash = [u8; 32];

const LEAF: usize = 1 << 20;

impl TreeHash {
    fn new() -> Self {
        Self { whole: Sha256::new(), leaf: Sha256::new(), filled: 0, pending: Vec::new() }
    }

    /// Ends a leaf, and every inner node that is whole with it.
    fn end_leaf(&mut self) {
        let mut hash: Hash = std::mem::take(&mut self.leaf).finalize().into();
        let mut level = 0;
        self.filled = 0;
        while let Some((_, left)) = self.pending.pop_if(|(other, _)| *other == level) {
            hash = parent(&left, &hash);
            level += 1;
        }
        self.pending.push((level, hash));
    }

    /// The root: nodes without a partner go up as they are, until they meet one.
    fn root(&mut self) -> Hash {
        if self.filled > 0 || self.pending.is_empty() {
            self.end_leaf();
        }
        let mut nodes = self.pending.iter().rev().map(|(_, hash)| *hash);
        let last = nodes.next().unwrap_or_default();
        nodes.fold(last, |right, left| parent(&left, &right))
    }
}

fn parent(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update(left).chain_update(right).finalize().into()
}

impl BodyDigest for TreeHash {
    fn update(&mut self, mut bytes: &[u8]) {
        self.whole.update(bytes);
        while !bytes.is_empty() {
            // A leaf ends when the next begins: the last one may be of any size.
            if self.filled == LEAF {
                self.end_leaf();
            }
            let (part, rest) = bytes.split_at(bytes.len().min(LEAF - self.filled));
            self.leaf.update(part);
            self.filled += part.len();
            bytes = rest;
        }
    }

    fn into_headers(mut self: Box<Self>) -> Vec<(&'static str, String)> {
        let root = self.root();
        let whole: Hash = self.whole.finalize().into();
        vec![("x-amz-content-sha256", hex(&whole)), ("x-amz-sha256-tree-hash", hex(&root))]
    }
}

fn hex(hash: &Hash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::testing::{Record, SERVICE};
    use crate::shape::Shape;

    static SHAPE: Shape = Shape::structure(
        "Input",
        "Input",
        &[
            Member::new("vault_name", "vaultName").place(&Place::Label),
            Member::new("account_id", "accountId").place(&Place::Label),
        ],
    );

    #[track_caller]
    fn check_account(account: Option<&str>, expected: &str) {
        let mut input = Record::new(&SHAPE, vec![Box::new("v".to_owned()), Box::new(account.map(String::from))]);
        GLACIER.complete_input(&mut input);
        assert_eq!(format!("{input:?}"), format!("Input {{ vault_name: \"v\", account_id: {expected:?} }}"));
    }

    #[test]
    fn the_account_is_ones_own_unless_it_is_named() {
        check_account(None, "-");
        check_account(Some(""), "-");
        check_account(Some("123"), "123");
    }

    #[test]
    fn the_version_is_a_header() {
        let mut request = HttpRequest::empty();
        GLACIER.complete_request(&Operation::new(&SERVICE, "ListVaults"), &mut request).unwrap();
        assert_eq!(request.headers().get("x-amz-glacier-version"), Some("2020-01-01"));
    }

    #[test]
    fn archives_alone_are_hashed() {
        let digest = |name| GLACIER.digest(&Operation::new(&SERVICE, name)).is_some();
        assert!(digest("UploadArchive") && digest("UploadMultipartPart") && !digest("ListVaults"));
    }

    /// The root of the tree over these leaves, as the service's documentation draws it: level by level.
    fn root(mut level: Vec<Hash>) -> Hash {
        while level.len() > 1 {
            let join = |pair: &[Hash]| if let [left, right] = pair { parent(left, right) } else { pair[0] };
            level = level.chunks(2).map(join).collect();
        }
        level[0]
    }

    #[track_caller]
    fn check_tree(size: usize, step: usize) {
        let body: Vec<u8> = (0..size).map(|index| (index / 7) as u8).collect();
        let mut digest = Box::new(TreeHash::new());
        body.chunks(step).for_each(|chunk| digest.update(chunk));
        let mut leaves: Vec<Hash> = body.chunks(LEAF).map(|leaf| Sha256::digest(leaf).into()).collect();
        if leaves.is_empty() {
            leaves.push(Sha256::digest(b"").into());
        }
        let expected = [hex(&Sha256::digest(&body).into()), hex(&root(leaves))];
        let found: Vec<String> = digest.into_headers().into_iter().map(|(_, hash)| hash).collect();
        assert_eq!(found, expected, "{size} bytes");
    }

    #[test]
    fn trees_of_any_size() {
        check_tree(0, 1);
        check_tree(11, 3);
        for leaves in 1..8 {
            check_tree(leaves * LEAF, LEAF);
            check_tree(leaves * LEAF + 1, 700_001);
            check_tree(leaves * LEAF - 1, 4 * LEAF);
        }
    }
}
