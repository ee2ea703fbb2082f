//! The macro that lets clients say which requests are compressed.

/// The settings of services that take compressed requests.
#[macro_export]
macro_rules! compression_config {
    () => {
        $crate::config_setters! {
            /// Sets whether requests stay as they are, which otherwise are compressed where the service takes that.
            disable_request_compression, set_disable_request_compression:
                bool, impl ::core::convert::Into<::core::option::Option<bool>>, |value| value;
            /// Sets from how many bytes on requests are compressed: 10,240 by default, 10,485,760 at most.
            request_min_compression_size_bytes, set_request_min_compression_size_bytes:
                u32, impl ::core::convert::Into<::core::option::Option<u32>>, |value| value;
        }

        impl Config {
            /// Whether requests are never compressed.
            pub fn disable_request_compression(&self) -> ::core::option::Option<bool> {
                self.settings.disable_request_compression
            }

            /// From how many bytes on requests are compressed.
            pub fn request_min_compression_size_bytes(&self) -> ::core::option::Option<u32> {
                self.settings.request_min_compression_size_bytes
            }
        }
    };
}
