//! Models of any bytes, all the way to a crate, which must parse.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tinsmith_fuzz::models::generates(&tinsmith_fuzz::sources(bytes)));
