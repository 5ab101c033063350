//! Dates, times and numbers as the reader's language writes them, by the browser's own `Intl`.

use std::cell::OnceCell;

use amanat_mentoring::item::{Date, Millis};
use js_sys::Intl::{DateTimeFormat, NumberFormat, RelativeTimeFormat};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::JsValue;

use super::script::lang_of;
use crate::i18n::{I18nLocaleTrait, Locale};

const MINUTE: f64 = 60_000.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// Made once per language: building one costs more than a hundred uses of it.
struct Formats {
    number: Function,
    day: Function,
    day_year: Function,
    long_day: Function,
    moment: Function,
    month: Function,
    ago: RelativeTimeFormat,
}

thread_local! {
    static FORMATS: [OnceCell<Formats>; 2] = const { [OnceCell::new(), OnceCell::new()] };
}

impl Formats {
    fn new(locale: Locale) -> Self {
        let tag = match locale {
            Locale::en => "en-GB",
            Locale::ur => "ur-PK-u-nu-arabext",
        };
        let tags = Array::of1(&tag.into());
        let date = |fields: &[(&str, &str)]| DateTimeFormat::new(&tags, &options(fields)).format();
        let day = ("day", "numeric");
        let month = ("month", "short");
        let year = ("year", "numeric");
        let (hour, minute, cycle) = (
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("hourCycle", "h23"),
        );
        Self {
            number: NumberFormat::new(&tags, &Object::new()).format(),
            day: date(&[day, month]),
            day_year: date(&[day, month, year]),
            long_day: date(&[("weekday", "long"), day, ("month", "long"), year]),
            moment: date(&[day, month, hour, minute, cycle]),
            month: date(&[("month", "long"), year]),
            ago: RelativeTimeFormat::new(
                &tags,
                &options(&[("numeric", "auto"), ("style", "short")]),
            ),
        }
    }

    fn with<T>(locale: Locale, run: impl FnOnce(&Self) -> T) -> T {
        FORMATS.with(|all| {
            let [en, ur] = all;
            let cell = if locale == Locale::ur { ur } else { en };
            run(cell.get_or_init(|| Self::new(locale)))
        })
    }
}

fn options(fields: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        // A plain object takes any property.
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object
}

fn call(format: &Function, value: &JsValue) -> String {
    format
        .call1(&JsValue::NULL, value)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

#[allow(clippy::cast_precision_loss)] // milliseconds stay exact in a double for 285,000 years
fn js_date(at: Millis) -> js_sys::Date {
    js_sys::Date::new(&JsValue::from_f64(at as f64))
}

/// "1,204" and "۱٬۲۰۴".
pub fn number(locale: Locale, value: impl Into<f64>) -> String {
    Formats::with(locale, |formats| {
        call(&formats.number, &value.into().into())
    })
}

/// "12 Nov", with the year if it is not this one.
pub fn day(locale: Locale, at: Millis) -> String {
    let date = js_date(at);
    let this_year = js_sys::Date::new_0().get_full_year() == date.get_full_year();
    Formats::with(locale, |formats| {
        call(
            if this_year {
                &formats.day
            } else {
                &formats.day_year
            },
            &date,
        )
    })
}

/// "12 Nov, 18:02".
pub fn moment(locale: Locale, at: Millis) -> String {
    Formats::with(locale, |formats| call(&formats.moment, &js_date(at)))
}

/// "Thursday 12 November 2026".
pub fn long_day(locale: Locale, date: Date) -> String {
    let month = i32::from(date.month) - 1;
    let day = js_sys::Date::new_with_year_month_day(date.year.into(), month, date.day.into());
    Formats::with(locale, |formats| call(&formats.long_day, &day))
}

/// "November 2026", from [`month_of`].
pub fn month(locale: Locale, (year, month): (u32, u32)) -> String {
    let first =
        js_sys::Date::new_with_year_month_day(year, i32::try_from(month).unwrap_or_default(), 1);
    Formats::with(locale, |formats| call(&formats.month, &first))
}

/// Year and month (0 to 11) a moment falls in here, to group by.
pub fn month_of(at: Millis) -> (u32, u32) {
    let date = js_date(at);
    (date.get_full_year(), date.get_month())
}

/// "20 min ago", "yesterday"; a date once a week has passed.
#[allow(clippy::cast_precision_loss)]
pub fn ago(locale: Locale, at: Millis) -> String {
    let past = (js_sys::Date::now() - at as f64).max(0.0);
    let (amount, unit) = match past {
        past if past < MINUTE => (0.0, "second"),
        past if past < HOUR => (past / MINUTE, "minute"),
        past if past < DAY => (past / HOUR, "hour"),
        past if past < 7.0 * DAY => (past / DAY, "day"),
        _ => return day(locale, at),
    };
    Formats::with(locale, |formats| {
        String::from(formats.ago.format(-amount.floor(), unit))
    })
}

/// Somebody's words for a sentence in the reader's language: kept apart where they run the other way, so
/// that they do not carry the sentence's marks along.
pub fn isolated(locale: Locale, words: &str) -> String {
    match lang_of(words) {
        Some(lang) if lang != locale.as_str() => format!("\u{2068}{words}\u{2069}"),
        _ => words.to_owned(),
    }
}

/// Hour of the day here, 0 to 23.
pub fn hour() -> u32 {
    js_sys::Date::new_0().get_hours()
}

/// A count as [`number`] writes it.
#[allow(clippy::cast_precision_loss)] // counts of things on a screen
pub fn count(locale: Locale, value: usize) -> String {
    number(locale, value as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_run_the_other_way_are_kept_apart() {
        assert_eq!(isolated(Locale::en, "Ayesha"), "Ayesha");
        assert_eq!(isolated(Locale::ur, "عائشہ"), "عائشہ");
        assert_eq!(isolated(Locale::en, "عائشہ"), "\u{2068}عائشہ\u{2069}");
        assert_eq!(isolated(Locale::ur, "Ayesha"), "\u{2068}Ayesha\u{2069}");
        assert_eq!(isolated(Locale::ur, "12"), "12");
    }
}
