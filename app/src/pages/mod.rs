//! The pages, one folder each.

pub mod card;
pub mod editor;
pub mod elsewhere;
mod fields;
pub mod item;
pub mod knowledge;
pub mod portfolio;
pub mod settings;
pub mod today;
pub mod unlock;
pub mod welcome;
