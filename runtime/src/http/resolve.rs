//! Looks names up: by the operating system, or by a resolver of the user's.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::dns::{ResolveDns, SharedDnsResolver};
use hyper_util::client::legacy::connect::dns::{GaiResolver, Name};
use tower_service::Service;

#[derive(Clone, Debug)]
pub(super) enum Resolver {
    System(GaiResolver),
    Custom(SharedDnsResolver),
}

impl Resolver {
    pub(super) fn system() -> Self {
        Self::System(GaiResolver::new())
    }

    pub(super) fn custom(resolver: SharedDnsResolver) -> Self {
        Self::Custom(resolver)
    }

    async fn resolve(self, name: Name) -> Result<vec::IntoIter<SocketAddr>, BoxError> {
        let addresses: Vec<_> = match self {
            Self::System(mut resolver) => resolver.call(name).await?.collect(),
            Self::Custom(resolver) => {
                let addresses = resolver.resolve_dns(name.as_str()).await?;
                // Whoever connects fills the port in.
                addresses.into_iter().map(|ip| (ip, 0).into()).collect()
            }
        };
        Ok(addresses.into_iter())
    }
}

impl Service<Name> for Resolver {
    type Response = vec::IntoIter<SocketAddr>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        Box::pin(self.clone().resolve(name))
    }
}
