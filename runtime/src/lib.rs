//! The runtime of the clients that Tinsmith generates: everything that does not depend on a service.

pub mod rules;
