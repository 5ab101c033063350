//! Days as the browser's date field writes them.

use amanat_mentoring::item::{Date, Millis};

/// As a date field wants it: ISO 8601, `2026-11-23`.
pub fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

/// As a date field gives it; none for none, and for half a date.
pub fn date(text: &str) -> Option<Date> {
    let mut numbers = text.splitn(3, '-');
    let date = Date {
        year: numbers.next()?.parse().ok()?,
        month: numbers.next()?.parse().ok()?,
        day: numbers.next()?.parse().ok()?,
    };
    date.is_real().then_some(date)
}

/// The last moment of a day here.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // exact for 285,000 years
pub fn end_of(date: Date) -> Millis {
    let month = i32::from(date.month) - 1;
    let last = js_sys::Date::new_with_year_month_day_hr_min_sec_milli(
        date.year.into(),
        month,
        date.day.into(),
        23,
        59,
        59,
        999,
    );
    last.get_time().max(0.0) as Millis
}

/// Whether a moment is still to come.
#[allow(clippy::cast_precision_loss)]
pub fn is_ahead(at: Millis) -> bool {
    at as f64 > js_sys::Date::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_survive_the_date_field() {
        let day = Date {
            year: 2026,
            month: 2,
            day: 3,
        };
        assert_eq!(date(&iso(day)), Some(day));
        for bad in ["", "2026", "2026-02", "2026-02-30", "2026-2-3-4", "x-y-z"] {
            assert_eq!(date(bad), None, "{bad}");
        }
    }
}
