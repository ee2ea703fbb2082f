//! Builders of structures and of calls.
//!
//! What all builders of a crate share is written once, in [`builders!`](crate::builders), as types of the
//! crate itself, since only there their setters can be added. A builder holds the structure in the making.
//! The setters of an input are written for any [`Hold`] of it: they serve the builder of the input, the
//! call that can be sent and the waiter alike.

use aws_smithy_types::error::operation::BuildError;

use crate::operation::Call;
use crate::shape::{Structure, debug_structure};

/// An input in the making.
///
/// Most inputs are optional member by member, and stand for themselves while they are made.
pub trait Draft: Sized {
    /// The call that the input is for.
    type Call: Call;

    /// Nothing is filled in yet.
    fn new() -> Self;

    /// The input.
    ///
    /// # Errors
    /// If something that it must have is not filled in.
    fn finish(self) -> Result<<Self::Call as Call>::Input, BuildError>;

    /// Writes what is filled in, without what is sensitive, as the builder `name`.
    fn debug(&self, name: &str, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result;
}

impl<T: Call<Input = T> + Structure> Draft for T {
    type Call = T;

    fn new() -> Self {
        T::empty()
    }

    fn finish(self) -> Result<T, BuildError> {
        Ok(self)
    }

    fn debug(&self, name: &str, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        debug_structure(&format!("{}{name}", self.shape().name), self, f)
    }
}

/// What has a `T` to be filled in: the `T` itself, or what it will be sent with.
pub trait Hold<T> {
    /// The `T`.
    fn held(&self) -> &T;

    /// The `T`, to be changed.
    fn held_mut(&mut self) -> &mut T;
}

impl<T> Hold<T> for T {
    #[inline]
    fn held(&self) -> &T {
        self
    }

    #[inline]
    fn held_mut(&mut self) -> &mut T {
        self
    }
}

/// The builder of a crate's structures.
#[macro_export]
macro_rules! structure_builder {
    () => {
        /// Builds a structure `T`: every function sets one field of it.
        #[derive(Clone, PartialEq)]
        pub struct Builder<T> {
            pub(crate) inner: T,
        }

        impl<T: $crate::shape::Structure> Builder<T> {
            /// The structure that was built.
            #[inline]
            pub fn build(self) -> T {
                self.inner
            }
        }

        impl<T: $crate::shape::Structure> Default for Builder<T> {
            #[inline]
            fn default() -> Self {
                Self { inner: $crate::shape::Structure::empty() }
            }
        }

        impl<T: $crate::shape::Structure> ::core::fmt::Debug for Builder<T> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let name = self.inner.shape().name;
                $crate::shape::debug_structure(&::std::format!("{name}Builder"), &self.inner, f)
            }
        }
    };
}

/// The builders of a crate.
#[allow(clippy::crate_in_macro_def, reason = "the types are those of the crate that calls it")]
#[macro_export]
macro_rules! builders {
    () => {
        use ::core::fmt;
        use ::core::marker::PhantomData;
        use ::core::result::Result;
        use ::core::time::Duration;

        use $crate::builder::{Draft, Hold};
        use $crate::client::{Core, Customize};
        use $crate::operation::Call;
        use $crate::paginate::{Paginated, PaginatedItems};
        use $crate::types::{BuildError, PaginationStream, WaiterError};
        use $crate::waiter::{Awaited, Waited};

        use super::client::customize::CustomizableOperation;
        use super::error::SdkError;

        $crate::structure_builder!();

        /// Builds the input `T` of an operation: every function sets one field of it.
        ///
        /// With `H` it is more than that: a call that can be [sent](FluentBuilder), for instance.
        pub struct InputBuilder<T, H = T> {
            pub(crate) inner: H,
            input: PhantomData<fn() -> T>,
        }

        impl<T: Draft> InputBuilder<T> {
            /// The input that was built.
            ///
            /// # Errors
            /// If something that it must have is not set.
            #[inline]
            pub fn build(self) -> Result<<T::Call as Call>::Input, BuildError> {
                self.inner.finish()
            }

            /// Sends the call with `client`.
            ///
            /// # Errors
            /// If the service answers with an error, or does not answer.
            pub async fn send_with(
                self,
                client: &super::Client,
            ) -> Result<<T::Call as Call>::Output, SdkError<<T::Call as Call>::Error>> {
                let input = self.build().map_err(SdkError::construction_failure)?;
                client.core.send::<T::Call>(input).await
            }
        }

        impl<T: Draft> Default for InputBuilder<T> {
            #[inline]
            fn default() -> Self {
                Self { inner: T::new(), input: PhantomData }
            }
        }

        impl<T, H: Clone> Clone for InputBuilder<T, H> {
            #[inline]
            fn clone(&self) -> Self {
                Self { inner: self.inner.clone(), input: PhantomData }
            }
        }

        impl<T, H: PartialEq> PartialEq for InputBuilder<T, H> {
            fn eq(&self, other: &Self) -> bool {
                self.inner == other.inner
            }
        }

        impl<T: Draft, H: Hold<T>> fmt::Debug for InputBuilder<T, H> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.inner.held().debug("Builder", f)
            }
        }

        /// A call, to be filled in and sent.
        pub type FluentBuilder<T> = InputBuilder<T, Unsent<T>>;

        /// The input `T` in the making, and the client that will send it.
        pub struct Unsent<T> {
            client: Core,
            input: InputBuilder<T>,
        }

        impl<T: Clone> Clone for Unsent<T> {
            #[inline]
            fn clone(&self) -> Self {
                Self { client: self.client.clone(), input: self.input.clone() }
            }
        }

        impl<T> Hold<T> for Unsent<T> {
            #[inline]
            fn held(&self) -> &T {
                &self.input.inner
            }

            #[inline]
            fn held_mut(&mut self) -> &mut T {
                &mut self.input.inner
            }
        }

        impl<T: Draft> FluentBuilder<T> {
            // No member can have a name that starts with an underscore.
            #[inline]
            pub(crate) fn _new(client: &super::Client) -> Self {
                let client = client.core.clone();
                Self { inner: Unsent { client, input: InputBuilder::default() }, input: PhantomData }
            }

            /// What has been filled in so far.
            #[inline]
            pub fn as_input(&self) -> &InputBuilder<T> {
                &self.inner.input
            }

            /// Sends the call.
            ///
            /// # Errors
            /// If the service answers with an error, or does not answer.
            pub async fn send(self) -> Result<<T::Call as Call>::Output, SdkError<<T::Call as Call>::Error>> {
                let input = self.inner.input.build().map_err(SdkError::construction_failure)?;
                self.inner.client.send::<T::Call>(input).await
            }

            /// Changes the call, or its configuration, for this one time.
            #[inline]
            pub fn customize(self) -> CustomizableOperation<<T::Call as Call>::Output, <T::Call as Call>::Error, Self> {
                CustomizableOperation::new(self)
            }
        }

        impl<T: Draft> Customize<<T::Call as Call>::Output, <T::Call as Call>::Error> for FluentBuilder<T> {
            type Config = super::config::Builder;
            type Call = T::Call;

            #[inline]
            fn into_call(self) -> (Core, Result<<T::Call as Call>::Input, BuildError>) {
                (self.inner.client, self.inner.input.build())
            }
        }

        impl<T: Paginated> FluentBuilder<T> {
            /// Calls again and again, for one page after the other.
            #[inline]
            pub fn into_paginator(self) -> Paginator<T> {
                Paginator { client: self.inner.client, input: self.inner.input, stop_on_duplicate_token: true }
            }
        }

        /// Calls an operation again and again, for one page after the other.
        #[derive(Debug)]
        pub struct Paginator<T: Paginated> {
            client: Core,
            pub(crate) input: InputBuilder<T>,
            stop_on_duplicate_token: bool,
        }

        impl<T: Paginated> Paginator<T> {
            /// Sets whether paging ends where the service gives the token that it was given; it does by default.
            #[inline]
            pub fn stop_on_duplicate_token(mut self, stop: bool) -> Self {
                self.stop_on_duplicate_token = stop;
                self
            }

            /// The pages. Nothing is sent before the first is asked for.
            pub fn send(self) -> PaginationStream<Result<T::Output, SdkError<T::Error>>> {
                $crate::paginate::pages::<T>(&self.client, self.input.inner, T::PAGES, self.stop_on_duplicate_token)
            }
        }

        impl<T: PaginatedItems> Paginator<T> {
            /// The items of all pages, one by one.
            #[inline]
            pub fn items(self) -> PaginatorItems<T> {
                PaginatorItems(self)
            }
        }

        /// The items of all pages of an operation's output.
        #[derive(Debug)]
        pub struct PaginatorItems<T: Paginated>(Paginator<T>);

        impl<T: PaginatedItems> PaginatorItems<T> {
            /// The items. Nothing is sent before the first is asked for.
            pub fn send(self) -> PaginationStream<Result<<T::Items as IntoIterator>::Item, SdkError<T::Error>>> {
                $crate::paginate::items(self.0.send(), T::items)
            }
        }

        /// A call to be filled in, and made again and again until what `W` waits for has come about.
        pub type WaiterBuilder<T, W> = InputBuilder<T, Waiting<T, W>>;

        /// The input `T` in the making, and the client that will send it until `W` is content.
        pub struct Waiting<T, W> {
            call: Unsent<T>,
            waiter: PhantomData<fn() -> W>,
        }

        impl<T: Clone, W> Clone for Waiting<T, W> {
            fn clone(&self) -> Self {
                Self { call: self.call.clone(), waiter: PhantomData }
            }
        }

        impl<T, W> Hold<T> for Waiting<T, W> {
            #[inline]
            fn held(&self) -> &T {
                self.call.held()
            }

            #[inline]
            fn held_mut(&mut self) -> &mut T {
                self.call.held_mut()
            }
        }

        impl<T: Draft, W: Awaited> WaiterBuilder<T, W>
        where
            <T::Call as Call>::Input: Clone,
        {
            #[inline]
            pub(crate) fn _new(client: &super::Client) -> Self {
                let call = FluentBuilder::_new(client).inner;
                Self { inner: Waiting { call, waiter: PhantomData }, input: PhantomData }
            }

            /// What has been filled in so far.
            #[inline]
            pub fn as_input(&self) -> &InputBuilder<T> {
                &self.inner.call.input
            }

            /// Waits, for as long as `max_wait`, and gives the last answer.
            ///
            /// # Errors
            /// If the time is over, if what is waited for cannot come about any more, or if a call fails.
            pub async fn wait(self, max_wait: Duration) -> Waited<T::Call> {
                let Unsent { client, input } = self.inner.call;
                let input = input.build().map_err(WaiterError::construction_failure)?;
                $crate::waiter::wait::<T::Call>(&client, input, W::WAITER, max_wait).await
            }
        }
    };
}
