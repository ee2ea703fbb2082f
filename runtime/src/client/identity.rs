//! Credentials kept until shortly before they expire.

use std::sync::Arc;
use std::time::Duration;

use aws_smithy_async::future::timeout::Timeout;
use aws_smithy_runtime_api::client::identity::{
    Identity, IdentityCachePartition, IdentityFuture, ResolveCachedIdentity, ResolveIdentity, SharedIdentityCache,
    SharedIdentityResolver,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use std::sync::Mutex;
use std::time::SystemTime;

/// Caches of identities: [`IdentityCache::lazy`] for the default one with other settings.
#[derive(Debug)]
pub struct IdentityCache;

impl IdentityCache {
    /// The builder of a cache that asks for credentials when they are first needed, and again shortly
    /// before they expire.
    pub fn lazy() -> LazyCacheBuilder {
        LazyCacheBuilder::default()
    }

    /// No cache: credentials are asked for with every attempt.
    pub fn no_cache() -> SharedIdentityCache {
        SharedIdentityCache::new(NoCache)
    }
}

/// Builds a lazy cache.
#[derive(Clone, Debug)]
pub struct LazyCacheBuilder {
    load_timeout: Duration,
    buffer_time: Duration,
    default_expiration: Duration,
}

impl Default for LazyCacheBuilder {
    fn default() -> Self {
        Self {
            load_timeout: Duration::from_secs(5),
            buffer_time: Duration::from_secs(10),
            default_expiration: Duration::from_secs(15 * 60),
        }
    }
}

impl LazyCacheBuilder {
    /// How long resolving credentials may take; 5 s by default.
    pub fn load_timeout(self, load_timeout: Duration) -> Self {
        Self { load_timeout, ..self }
    }

    /// How long before they expire credentials are asked for again; 10 s by default.
    pub fn buffer_time(self, buffer_time: Duration) -> Self {
        Self { buffer_time, ..self }
    }

    /// How long credentials without an expiration are kept; 15 min by default.
    pub fn default_expiration(self, default_expiration: Duration) -> Self {
        Self { default_expiration, ..self }
    }

    /// The cache.
    pub fn build(self) -> SharedIdentityCache {
        SharedIdentityCache::new(LazyCache { settings: self, entries: Mutex::default() })
    }
}

#[derive(Debug)]
struct NoCache;

impl ResolveCachedIdentity for NoCache {
    fn resolve_cached_identity<'a>(
        &'a self,
        resolver: SharedIdentityResolver,
        components: &'a RuntimeComponents,
        config: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        IdentityFuture::new(async move { resolver.resolve_identity(components, config).await })
    }
}

/// An identity and the time from which a new one is asked for.
#[derive(Clone, Debug)]
struct Entry {
    identity: Identity,
    refresh_at: SystemTime,
}

/// The entry of one resolver. Who finds it stale holds `refreshing` while asking for a new one, so that
/// any number of calls at once ask once.
#[derive(Debug, Default)]
struct Slot {
    entry: Mutex<Option<Entry>>,
    refreshing: tokio::sync::Mutex<()>,
}

impl Slot {
    fn fresh(&self, now: SystemTime) -> Option<Identity> {
        let entry = self.entry.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        entry.as_ref().filter(|entry| now < entry.refresh_at).map(|entry| entry.identity.clone())
    }

    fn set(&self, entry: Entry) {
        *self.entry.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(entry);
    }
}

/// How many resolvers a cache knows. Calls that each bring credentials of their own would fill it without end.
const MAX_ENTRIES: usize = 100;

#[derive(Debug)]
struct LazyCache {
    settings: LazyCacheBuilder,
    /// A client has a resolver or two, so a list serves better than a map.
    entries: Mutex<Vec<(IdentityCachePartition, Arc<Slot>)>>,
}

impl LazyCache {
    fn slot(&self, partition: IdentityCachePartition) -> Arc<Slot> {
        let mut entries = self.entries.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some((_, slot)) = entries.iter().find(|(known, _)| *known == partition) {
            return Arc::clone(slot);
        }
        if entries.len() == MAX_ENTRIES {
            entries.remove(0);
        }
        let slot = Arc::new(Slot::default());
        entries.push((partition, Arc::clone(&slot)));
        slot
    }

    fn entry(&self, identity: Identity, now: SystemTime) -> Entry {
        let lifetime = match identity.expiration() {
            Some(expiration) => {
                let lifetime = expiration.duration_since(now).unwrap_or_default();
                // Many processes with the same credentials should not all ask at the same moment.
                let buffer = self.settings.buffer_time.mul_f64(1.0 - fastrand::f64() / 2.0);
                lifetime.saturating_sub(buffer)
            }
            None => self.settings.default_expiration,
        };
        Entry { identity, refresh_at: now.checked_add(lifetime).unwrap_or(now) }
    }
}

impl ResolveCachedIdentity for LazyCache {
    fn resolve_cached_identity<'a>(
        &'a self,
        resolver: SharedIdentityResolver,
        components: &'a RuntimeComponents,
        config: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        let now = || components.time_source().map_or_else(SystemTime::now, |source| source.now());
        let slot = self.slot(resolver.cache_partition());
        if let Some(identity) = slot.fresh(now()) {
            return IdentityFuture::ready(Ok(identity));
        }
        IdentityFuture::new(async move {
            let _refreshing = slot.refreshing.lock().await;
            if let Some(identity) = slot.fresh(now()) {
                return Ok(identity);
            }
            let resolving = resolver.resolve_identity(components, config);
            let resolved = match components.sleep_impl() {
                Some(sleep) => {
                    use aws_smithy_async::rt::sleep::AsyncSleep;
                    let limit = self.settings.load_timeout;
                    match Timeout::new(resolving, sleep.sleep(limit)).await {
                        Ok(resolved) => resolved,
                        Err(_) => resolver
                            .fallback_on_interrupt()
                            .ok_or_else(|| format!("credentials were not resolved within {limit:?}").into()),
                    }
                }
                None => resolving.await,
            };
            let identity = resolved?;
            slot.set(self.entry(identity.clone(), now()));
            Ok(identity)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cache_forgets_the_resolvers_that_came_first() {
        let cache = LazyCache { settings: LazyCacheBuilder::default(), entries: Mutex::default() };
        let partitions: Vec<_> = (0..1000).map(|_| IdentityCachePartition::new()).collect();
        let slots: Vec<_> = partitions.iter().map(|partition| cache.slot(*partition)).collect();
        assert_eq!(cache.entries.lock().unwrap().len(), MAX_ENTRIES);
        assert!(Arc::ptr_eq(&slots[999], &cache.slot(partitions[999])));
        assert!(!Arc::ptr_eq(&slots[0], &cache.slot(partitions[0])));
    }
}
