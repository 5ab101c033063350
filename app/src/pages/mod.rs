//! The pages, one folder each.

pub mod card;
pub mod concerns;
pub mod editor;
pub mod elsewhere;
pub mod fields;
pub mod item;
pub mod knowledge;
pub mod mentees;
pub mod people;
pub mod person;
pub mod portfolio;
pub mod programme;
pub mod settings;
pub mod shared;
pub mod sharing;
pub mod today;
pub mod unlock;
pub mod welcome;
pub mod who_sees;
