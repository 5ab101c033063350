//! Stands in for `i18n-embed-fl`; see the `i18n-embed` beside it. A message is its key.

/// The key of a message. Its arguments are dropped unread.
#[macro_export]
macro_rules! fl {
    ($loader:expr, $id:literal $(, $argument:expr)* $(,)?) => {{
        let _ = &$loader;
        ::std::string::String::from($id)
    }};
}
