//! The fold of all operations, and the lists made from it.
