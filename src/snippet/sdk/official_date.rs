//! Dates as the official generator writes them: it reads every string that looks like one, and writes it anew. Must not
//! know languages.

/// A date without zeros at the end of its fraction: `…:00.000Z` as `…:00Z`. Any other text as it is.
pub(super) fn shortened(text: &str) -> String {
    parts(text).map_or_else(|| text.to_owned(), |(start, fraction, zone)| format!("{start}{}{zone}", trimmed(fraction)))
}

/// A date where one is declared: one with an offset is written in UTC.
pub(super) fn typed(text: &str) -> String {
    let Some((start, fraction, zone)) = parts(text) else { return text.to_owned() };
    let moved = offset(zone).and_then(|minutes| moved(start, minutes));
    match moved {
        Some(start) => format!("{start}{}+00:00", trimmed(fraction)),
        None => shortened(text),
    }
}

/// `2020-01-02T03:04:05`, `.600`, `-07:00`; `None` for anything else.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let (start, rest) = text.split_at_checked(19)?;
    let shape = "dddd-dd-ddTdd:dd:dd";
    let fits = start
        .bytes()
        .zip(shape.bytes())
        .all(|(byte, shape)| if shape == b'd' { byte.is_ascii_digit() } else { byte == shape });
    let end = match rest.strip_prefix('.') {
        Some(digits) => 1 + digits.bytes().take_while(u8::is_ascii_digit).count(),
        None => 0,
    };
    let (fraction, zone) = rest.split_at_checked(end)?;
    let zoned = zone.is_empty() || zone == "Z" || offset(zone).is_some();
    (fits && zoned).then_some((start, fraction, zone))
}

fn trimmed(fraction: &str) -> &str {
    fraction.trim_end_matches('0').trim_end_matches('.')
}

/// `-07:00` in minutes.
fn offset(zone: &str) -> Option<i64> {
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = zone.strip_prefix(['+', '-'])?.split_once(':')?;
    Some(sign * (hours.parse::<u8>().ok().map(i64::from)? * 60 + minutes.parse::<u8>().ok().map(i64::from)?))
}

/// A date and time, moved back by an offset (Hinnant's algorithms for days and civil dates).
fn moved(start: &str, minutes: i64) -> Option<String> {
    let numbers: Vec<i64> = start.split(['-', 'T', ':']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [year, month, day, hour, minute, second] = *numbers.as_slice() else { return None };
    let shifted = year - i64::from(month <= 2);
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let total = days * 1440 + hour * 60 + minute - minutes;
    let (days, rest) = (total.div_euclid(1440), total.rem_euclid(1440));
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let place = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * place + 2) / 5 + 1;
    let month = if place < 10 { place + 3 } else { place - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{second:02}", rest / 60, rest % 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        assert_eq!(shortened("2015-12-30T11:00:00.000Z"), "2015-12-30T11:00:00Z");
        assert_eq!(shortened("2015-12-30T11:00:00.340"), "2015-12-30T11:00:00.34");
        assert_eq!(typed("2020-12-31T23:33:30.85-07:00"), "2021-01-01T06:33:30.85+00:00");
        assert_eq!(typed("2020-03-01T00:10:00+01:00"), "2020-02-29T23:10:00+00:00");
        for other in ["", "2015", "2015-12-30T11:00:00 or so", "9999999-01-01T00:00:00é"] {
            assert_eq!(typed(other), other);
        }
    }
}
