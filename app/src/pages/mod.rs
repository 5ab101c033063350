//! The pages, one folder each.

pub mod editor;
pub mod item;
pub mod portfolio;
pub mod today;
