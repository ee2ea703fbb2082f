//! Identities kept until it is time for new ones, by keys. Of any number of calls at once that find one stale, one asks for
//! another, and the rest wait for that.
//!
//! Whom to ask, and when, is decided by those who keep their identities here.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use aws_smithy_runtime_api::client::identity::Identity;
use tokio::sync::Notify;

/// How many keys there may be. Calls that each bring credentials of their own would be kept without end.
pub(crate) const MAX_SLOTS: usize = 100;

/// Places for identities. There are few of them, so that a list serves better than a map.
#[derive(Debug)]
pub(crate) struct Slots<K>(Mutex<Vec<(K, Arc<Slot>)>>);

impl<K> Default for Slots<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: PartialEq> Slots<K> {
    /// The place of `key`, which is new unless it is known.
    pub(crate) fn slot(&self, key: K) -> Arc<Slot> {
        let mut slots = self.slots();
        if let Some((_, slot)) = slots.iter().find(|(known, _)| *known == key) {
            return Arc::clone(slot);
        }
        if slots.len() == MAX_SLOTS {
            slots.remove(0);
        }
        let slot = Arc::new(Slot::default());
        slots.push((key, Arc::clone(&slot)));
        slot
    }

    /// Forgets the identities that `is_it` tells. Their places stay: a new one may be on its way.
    pub(crate) fn forget(&self, is_it: impl Fn(&Identity) -> bool) {
        for (_, slot) in self.slots().iter() {
            slot.state().entry.take_if(|entry| is_it(&entry.identity));
        }
    }

    fn slots(&self) -> MutexGuard<'_, Vec<(K, Arc<Slot>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many keys there are.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.slots().len()
    }
}

/// A place for an identity.
#[derive(Debug, Default)]
pub(crate) struct Slot {
    state: Mutex<State>,
    refreshed: Notify,
}

#[derive(Debug, Default)]
struct State {
    entry: Option<Entry>,
    is_refreshing: bool,
}

/// An identity and the time from which a new one is asked for.
#[derive(Debug)]
struct Entry {
    identity: Identity,
    refresh_at: SystemTime,
}

impl State {
    fn fresh(&self, now: SystemTime) -> Option<Identity> {
        self.entry.as_ref().filter(|entry| now < entry.refresh_at).map(|entry| entry.identity.clone())
    }
}

/// What a call is to do about an identity.
pub(crate) enum Turn<'a> {
    /// Nothing: here it is.
    Done(Identity),
    /// To ask for one.
    Refresh(Refresh<'a>),
}

impl Slot {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The identity, if it is fresh at the time `now`.
    pub(crate) fn fresh(&self, now: SystemTime) -> Option<Identity> {
        self.state().fresh(now)
    }

    /// The identity as soon as it is fresh by the clock `now`, or the right to ask for one.
    pub(crate) async fn turn(&self, now: &(dyn Fn() -> SystemTime + Sync)) -> Turn<'_> {
        loop {
            // It begins to listen before the look, lest a refresh ends unnoticed in between.
            let refreshed = self.refreshed.notified();
            if let Some(turn) = self.turn_at(now()) {
                return turn;
            }
            refreshed.await;
        }
    }

    /// The turn of a call, unless another has it.
    fn turn_at(&self, now: SystemTime) -> Option<Turn<'_>> {
        let mut state = self.state();
        if let Some(identity) = state.fresh(now) {
            return Some(Turn::Done(identity));
        }
        if state.is_refreshing {
            return None;
        }
        state.is_refreshing = true;
        Some(Turn::Refresh(Refresh(self)))
    }
}

/// The right to refresh an identity, which passes to another call if this one fails or is given up.
pub(crate) struct Refresh<'a>(&'a Slot);

impl Refresh<'_> {
    /// Keeps `identity`, which came at the time `now`, for as long as `lifetime` says.
    pub(crate) fn keep(self, identity: Identity, now: SystemTime, lifetime: Duration) {
        let refresh_at = now.checked_add(lifetime).unwrap_or(now);
        self.0.state().entry = Some(Entry { identity, refresh_at });
    }
}

impl Drop for Refresh<'_> {
    fn drop(&mut self) {
        self.0.state().is_refreshing = false;
        self.0.refreshed.notify_waiters();
    }
}

/// How long an identity that expires is kept: until `buffer` before that, and a little less. Many processes with the
/// same credentials should not all ask at the same moment.
pub(crate) fn lifetime(expiration: SystemTime, now: SystemTime, buffer: Duration) -> Duration {
    let lifetime = expiration.duration_since(now).unwrap_or_default();
    lifetime.saturating_sub(buffer.mul_f64(1.0 - fastrand::f64() / 2.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_first_is_forgotten_first() {
        let slots = Slots::default();
        let all: Vec<_> = (0..1000).map(|key| slots.slot(key)).collect();
        assert_eq!(slots.len(), MAX_SLOTS);
        assert!(Arc::ptr_eq(&all[999], &slots.slot(999)));
        assert!(!Arc::ptr_eq(&all[0], &slots.slot(0)));
    }

    #[tokio::test]
    async fn an_identity_is_kept_for_its_lifetime_or_until_it_is_forgotten() {
        let (slots, minute) = (Slots::default(), Duration::from_secs(60));
        let keep = async |key, identity: i32| match slots.slot(key).turn(&|| SystemTime::UNIX_EPOCH).await {
            Turn::Refresh(refresh) => refresh.keep(Identity::new(identity, None), SystemTime::UNIX_EPOCH, minute),
            Turn::Done(_) => panic!("{key} is there already"),
        };
        let kept = |key, after| {
            let identity = slots.slot(key).fresh(SystemTime::UNIX_EPOCH + after)?;
            identity.data::<i32>().copied()
        };
        keep("a", 1).await;
        keep("b", 2).await;
        assert_eq!((kept("a", minute / 2), kept("a", minute), kept("b", minute / 2)), (Some(1), None, Some(2)));
        slots.forget(|identity| identity.data() == Some(&2));
        assert_eq!((kept("a", minute / 2), kept("b", minute / 2)), (Some(1), None));
    }

    #[test]
    fn what_expires_is_asked_for_shortly_before() {
        let (now, seconds) = (SystemTime::UNIX_EPOCH, Duration::from_secs);
        let found = lifetime(now + seconds(300), now, seconds(10));
        assert!(seconds(290) <= found && found <= seconds(295), "{found:?}");
        assert_eq!(lifetime(now, now + seconds(1), seconds(10)), Duration::ZERO);
    }
}
