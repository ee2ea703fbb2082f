//! Idempotency tokens: what a service knows a call by that it is sent twice.

use crate::client::uuid;
use crate::config::IdempotencyTokenProvider;
use crate::shape::{Slot, Structure, Value, View};

/// Gives a token to each member of `input` that is to have one and was not set. All attempts of a call
/// have the same.
pub(super) fn fill_tokens(input: &mut dyn Structure, provider: Option<&IdempotencyTokenProvider>) {
    let members = input.shape().members.iter().enumerate();
    for (index, _) in members.filter(|(_, member)| member.idempotency_token) {
        let missing = input.get_mut(index).filter(|value| matches!(value.view(), View::Absent));
        if let Some(Slot::String(slot)) = missing.map(Value::slot) {
            *slot = provider.map_or_else(uuid::random, |provider| provider.token().to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::{Member, Shape};

    #[derive(Debug)]
    struct Input {
        token: Option<String>,
        other: Option<String>,
    }

    impl Structure for Input {
        fn empty() -> Self {
            Self { token: None, other: None }
        }

        fn shape(&self) -> &'static Shape {
            const MEMBERS: &[Member] =
                &[Member::new("token", "token").idempotency_token(), Member::new("other", "other")];
            const SHAPE: &Shape = &Shape::structure("Input", "Input", MEMBERS);
            SHAPE
        }

        fn get(&self, index: usize) -> Option<&dyn Value> {
            [&self.token as &dyn Value, &self.other].get(index).copied()
        }

        fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
            match index {
                0 => Some(&mut self.token),
                1 => Some(&mut self.other),
                _ => None,
            }
        }
    }

    #[test]
    fn tokens_that_are_missing_are_made() {
        let filled = |token: Option<&str>, provider: Option<&IdempotencyTokenProvider>| {
            let mut input = Input { token: token.map(String::from), other: None };
            fill_tokens(&mut input, provider);
            assert_eq!(input.other, None);
            input.token.expect("a token")
        };
        let fixed = IdempotencyTokenProvider::from("fixed");
        assert_eq!(filled(Some("own"), None), "own");
        assert_eq!(filled(Some(""), Some(&fixed)), "");
        assert_eq!(filled(None, Some(&fixed)), "fixed");
        assert_eq!(filled(None, None).len(), 36);
        assert_ne!(filled(None, None), filled(None, None));
    }
}
