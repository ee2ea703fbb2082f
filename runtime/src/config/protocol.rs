//! The macro that lets clients choose a protocol, of several.

/// The setting of services that speak several protocols. The module where it is called has a submodule
/// `protocol` that names them.
#[macro_export]
macro_rules! protocol_config {
    () => {
        impl Builder {
            /// Sets the protocol to speak: one of those in [`protocol`](mod@protocol). By default it is the first.
            #[inline]
            pub fn protocol(mut self, protocol: &'static dyn protocol::Protocol) -> Self {
                self.settings.protocol = ::core::option::Option::Some(protocol);
                self
            }

            /// Sets the protocol to speak: one of those in [`protocol`](mod@protocol). By default it is the first.
            #[inline]
            pub fn set_protocol(
                &mut self,
                protocol: ::core::option::Option<&'static dyn protocol::Protocol>,
            ) -> &mut Self {
                self.settings.protocol = protocol;
                self
            }
        }

        impl Config {
            /// The protocol to speak, where one was set.
            #[inline]
            pub fn protocol(&self) -> ::core::option::Option<&'static dyn protocol::Protocol> {
                self.settings.protocol
            }
        }
    };
}
