//! Credentials kept until shortly before they expire.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use aws_smithy_async::rt::sleep::AsyncSleep;
use aws_smithy_runtime_api::client::identity::{
    Identity, IdentityCachePartition, IdentityFuture, ResolveCachedIdentity, ResolveIdentity, SharedIdentityCache,
    SharedIdentityResolver,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use tokio::sync::Notify;

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

/// The entry of one resolver. Who finds it stale refreshes it, and others wait for that, so that any number of calls at once
/// ask once.
#[derive(Debug, Default)]
struct Slot {
    state: Mutex<State>,
    refreshed: Notify,
}

#[derive(Debug, Default)]
struct State {
    entry: Option<Entry>,
    is_refreshing: bool,
}

impl State {
    fn fresh(&self, now: SystemTime) -> Option<Identity> {
        self.entry.as_ref().filter(|entry| now < entry.refresh_at).map(|entry| entry.identity.clone())
    }
}

enum Turn<'a> {
    Done(Identity),
    Refresh(Refresh<'a>),
    Wait,
}

impl Slot {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn turn(&self, now: SystemTime) -> Turn<'_> {
        let mut state = self.state();
        if let Some(identity) = state.fresh(now) {
            return Turn::Done(identity);
        }
        if state.is_refreshing {
            return Turn::Wait;
        }
        state.is_refreshing = true;
        Turn::Refresh(Refresh(self))
    }
}

/// The right to refresh an entry, which passes to another call if this one fails or is given up.
struct Refresh<'a>(&'a Slot);

impl Drop for Refresh<'_> {
    fn drop(&mut self) {
        self.0.state().is_refreshing = false;
        self.0.refreshed.notify_waiters();
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
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
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
        if let Some(identity) = slot.state().fresh(now()) {
            return IdentityFuture::ready(Ok(identity));
        }
        IdentityFuture::new(async move {
            let refresh = loop {
                // It begins to listen before the look, lest a refresh ends unnoticed in between.
                let refreshed = slot.refreshed.notified();
                match slot.turn(now()) {
                    Turn::Done(identity) => return Ok(identity),
                    Turn::Refresh(refresh) => break refresh,
                    Turn::Wait => refreshed.await,
                }
            };
            let mut resolving = pin!(resolver.resolve_identity(components, config));
            let limit = self.settings.load_timeout;
            let mut timer = components.sleep_impl().map(|sleep| sleep.sleep(limit));
            let resolved = poll_fn(|cx| match (resolving.as_mut().poll(cx), &mut timer) {
                (Poll::Pending, Some(timer)) => Pin::new(timer).poll(cx).map(|()| None),
                (resolved, _) => resolved.map(Some),
            });
            let resolved = resolved.await.unwrap_or_else(|| {
                let late = || format!("credentials were not resolved within {limit:?}").into();
                resolver.fallback_on_interrupt().ok_or_else(late)
            });
            let identity = resolved?;
            refresh.0.state().entry = Some(self.entry(identity.clone(), now()));
            Ok(identity)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_async::rt::sleep::TokioSleep;
    use aws_smithy_async::time::SystemTimeSource;
    use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn a_cache_forgets_the_resolvers_that_came_first() {
        let cache = LazyCache { settings: LazyCacheBuilder::default(), entries: Mutex::default() };
        let partitions: Vec<_> = (0..1000).map(|_| IdentityCachePartition::new()).collect();
        let slots: Vec<_> = partitions.iter().map(|partition| cache.slot(*partition)).collect();
        assert_eq!(cache.entries.lock().unwrap().len(), MAX_ENTRIES);
        assert!(Arc::ptr_eq(&slots[999], &cache.slot(partitions[999])));
        assert!(!Arc::ptr_eq(&slots[0], &cache.slot(partitions[0])));
    }

    /// Fails at first, and slowly; counts how often it is asked.
    #[derive(Debug, Default)]
    struct Slow(AtomicUsize);

    impl ResolveIdentity for Slow {
        fn resolve_identity<'a>(&'a self, _: &'a RuntimeComponents, _: &'a ConfigBag) -> IdentityFuture<'a> {
            IdentityFuture::new(async move {
                tokio::task::yield_now().await;
                match self.0.fetch_add(1, Ordering::Relaxed) {
                    0 => Err("not yet".into()),
                    asked => Ok(Identity::new(asked, None)),
                }
            })
        }
    }

    #[tokio::test]
    async fn calls_at_once_ask_once_and_a_failure_passes_the_turn() {
        let cache = Arc::new(LazyCache { settings: LazyCacheBuilder::default(), entries: Mutex::default() });
        let resolver = SharedIdentityResolver::new(Slow::default());
        let call = || {
            let (cache, resolver) = (cache.clone(), resolver.clone());
            async move {
                let components = RuntimeComponentsBuilder::for_tests()
                    .with_time_source(Some(SystemTimeSource::new()))
                    .with_sleep_impl(Some(TokioSleep::new()))
                    .build()
                    .unwrap();
                let identity = cache.resolve_cached_identity(resolver, &components, &ConfigBag::base()).await;
                identity.map(|identity| *identity.data::<usize>().unwrap()).map_err(|error| error.to_string())
            }
        };
        // One that is given up while it holds the turn.
        let mut given_up = Box::pin(call());
        assert!(poll_fn(|cx| Poll::Ready(given_up.as_mut().poll(cx).is_pending())).await);
        let calls: Vec<_> = (0..20).map(|_| tokio::spawn(call())).collect();
        tokio::task::yield_now().await;
        drop(given_up);
        let mut results = Vec::new();
        for call in calls {
            results.push(call.await.unwrap());
        }
        assert_eq!(results.iter().filter(|result| **result == Err("not yet".to_owned())).count(), 1);
        assert_eq!(results.iter().filter(|result| **result == Ok(1)).count(), 19);
    }
}
