//! The endpoint rules engine against the conformance suite and the models of AWS, both read in place from beside the
//! repository.

mod cases;
mod refused;
mod suite;
