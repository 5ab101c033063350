//! Showing parts to others, taking them back, and what is said about them.
//!
//! What a person wants is a fact in their own circle; what is so is the control chain. [`wanted`] compares the
//! two and says what has to change next, so delegating and taking back can be interrupted anywhere: the next
//! sync goes on from what is.

pub(crate) mod comment;
mod delegate;
mod freshness;
mod note;
mod seen;
mod take_back;
mod wanted;

pub(crate) use delegate::Delegation;
