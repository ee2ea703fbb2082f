//! Credentials kept until shortly before they expire.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use aws_smithy_async::rt::sleep::AsyncSleep;
use aws_smithy_runtime_api::client::identity::{
    Identity, IdentityCachePartition, IdentityFuture, ResolveCachedIdentity, ResolveIdentity, SharedIdentityCache,
    SharedIdentityResolver,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use crate::client::slots::{Slots, Turn, lifetime};

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
        SharedIdentityCache::new(LazyCache { settings: self, slots: Slots::default() })
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

#[derive(Debug)]
struct LazyCache {
    settings: LazyCacheBuilder,
    slots: Slots<IdentityCachePartition>,
}

impl LazyCache {
    fn lifetime(&self, identity: &Identity, now: SystemTime) -> Duration {
        match identity.expiration() {
            Some(expiration) => lifetime(expiration, now, self.settings.buffer_time),
            None => self.settings.default_expiration,
        }
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
        let slot = self.slots.slot(resolver.cache_partition());
        if let Some(identity) = slot.fresh(now()) {
            return IdentityFuture::ready(Ok(identity));
        }
        IdentityFuture::new(async move {
            let refresh = match slot.turn(&now).await {
                Turn::Done(identity) => return Ok(identity),
                Turn::Refresh(refresh) => refresh,
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
            let now = now();
            refresh.keep(identity.clone(), now, self.lifetime(&identity, now));
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
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

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
        let cache = Arc::new(LazyCache { settings: LazyCacheBuilder::default(), slots: Slots::default() });
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
