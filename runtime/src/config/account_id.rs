//! The macro that lets clients say whether calls go to the endpoint of an account.

/// The setting of services that have endpoints for each account.
#[macro_export]
macro_rules! account_id_config {
    () => {
        $crate::config_setters! {
            /// Sets whether calls go to the endpoint of the account that the credentials are of: where the account
            /// is known, which is the default; never; or always, so that calls fail where it is not.
            account_id_endpoint_mode, set_account_id_endpoint_mode:
                $crate::types::AccountIdEndpointMode, $crate::types::AccountIdEndpointMode, |value| value;
        }
    };
}
