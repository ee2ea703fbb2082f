//! Models of any bytes, in either form: read, put together and checked.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tinsmith_fuzz::models::reads(&tinsmith_fuzz::sources(bytes)));
