//! What literals stand for, and the text that descriptors have for values.

/// The value of an integer, where it is no greater than `most`.
pub(super) fn integer(text: &str, most: u64) -> Option<u64> {
    let (digits, base) = match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => (&text[2..], 16),
        [b'0', _, ..] => (&text[1..], 8),
        _ => (text, 10),
    };
    // The lexer has complained where there are no digits.
    if digits.is_empty() {
        return Some(0);
    }
    let value = u64::from_str_radix(digits, base).ok()?;
    (value <= most).then_some(value)
}

/// The value of a number that may have a fraction or an exponent.
pub(super) fn float(text: &str) -> f64 {
    let digits = text.trim_end_matches(['e', 'E', '-', '+']);
    digits.parse().unwrap_or_default()
}

/// The bytes of string tokens, one behind the other.
pub(super) fn string<'t>(tokens: impl Iterator<Item = &'t str>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for token in tokens {
        let quote = &token[..token.len().min(1)];
        let inner = token.strip_prefix(quote).unwrap_or(token);
        let inner = inner.strip_suffix(quote).unwrap_or(inner);
        append(inner.as_bytes(), &mut bytes);
    }
    bytes
}

fn append(mut rest: &[u8], bytes: &mut Vec<u8>) {
    while let Some(backslash) = rest.iter().position(|byte| *byte == b'\\') {
        bytes.extend_from_slice(&rest[..backslash]);
        let taken = escape(&rest[backslash + 1..], bytes);
        rest = &rest[backslash + 1 + taken..];
    }
    bytes.extend_from_slice(rest);
}

/// Decodes what stands behind a backslash, and tells how long it is.
fn escape(rest: &[u8], bytes: &mut Vec<u8>) -> usize {
    let Some(first) = rest.first() else { return 0 };
    let plain = match first {
        b'a' => 0x07,
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 0x0b,
        b'0'..=b'7' => {
            let (code, length) = digits(rest, 3, 8);
            bytes.push(byte(code));
            return length;
        }
        b'x' | b'X' => {
            let (code, length) = digits(&rest[1..], 2, 16);
            bytes.push(byte(code));
            return 1 + length;
        }
        b'u' | b'U' => return code_point(rest, bytes),
        other => *other,
    };
    bytes.push(plain);
    1
}

/// The value of as many digits as there are, up to `most`, and how many that is.
fn digits(text: &[u8], most: usize, base: u32) -> (u32, usize) {
    let values = text.iter().take(most);
    let values = values.map_while(|byte| char::from(*byte).to_digit(base));
    values.fold((0, 0), |(value, length), digit| {
        (value * base + digit, length + 1)
    })
}

/// Decodes `u` or `U` and its digits; two halves of a pair of UTF-16 become one character.
fn code_point(rest: &[u8], bytes: &mut Vec<u8>) -> usize {
    let most = if rest[0] == b'u' { 4 } else { 8 };
    let (code, length) = digits(&rest[1..], most, 16);
    let behind = &rest[1 + length..];
    if let (0xd800..0xdc00, [b'\\', b'u', low @ ..]) = (code, behind)
        && let (low @ 0xdc00..0xe000, 4) = digits(low, 4, 16)
    {
        push_utf8(0x1_0000 + ((code - 0xd800) << 10 | (low - 0xdc00)), bytes);
        return 1 + length + 6;
    }
    push_utf8(code, bytes);
    1 + length
}

/// UTF-8 as protoc writes it: half a pair becomes three bytes, and what is no code point stays an escape.
fn push_utf8(code: u32, bytes: &mut Vec<u8>) {
    match char::from_u32(code) {
        Some(character) => bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        None if code <= 0xffff => {
            let low = |shift: u32| byte(0x80 | code >> shift & 0x3f);
            bytes.extend_from_slice(&[byte(0xe0 | code >> 12), low(6), low(0)]);
        }
        None => bytes.extend_from_slice(format!("\\U{code:08x}").as_bytes()),
    }
}

fn byte(code: u32) -> u8 {
    code.to_le_bytes()[0]
}

/// Bytes as C would write them in a string.
pub(super) fn c_escaped(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for byte in bytes {
        match byte {
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            b'\t' => text.push_str("\\t"),
            b'"' | b'\'' | b'\\' => text.extend(['\\', char::from(*byte)]),
            b' '..=b'~' => text.push(char::from(*byte)),
            _ => {
                let digits =
                    [byte >> 6, byte >> 3 & 7, byte & 7].map(|digit| char::from(b'0' + digit));
                text.push('\\');
                text.extend(digits);
            }
        }
    }
    text
}

/// A double with the least of 15 or 17 digits that tell it from all others.
pub(super) fn double_text(value: f64) -> String {
    let short = general(value, 15);
    if value.is_finite() && short.parse() != Ok(value) {
        return general(value, 17);
    }
    short
}

/// A float with the least of 6 or 9 digits that tell it from all others.
pub(super) fn float_text(value: f32) -> String {
    let short = general(f64::from(value), 6);
    if value.is_finite() && short.parse() != Ok(value) {
        return general(f64::from(value), 9);
    }
    short
}

/// A number with this many digits, as C's `%g` writes it.
fn general(value: f64, precision: usize) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let scientific = format!("{value:.*e}", precision - 1);
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    let trimmed = |text: &str| {
        if !text.contains('.') {
            return text.to_owned();
        }
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    match usize::try_from(exponent + 4) {
        Ok(places) if places < precision + 4 => {
            trimmed(&format!("{value:.*}", precision + 3 - places))
        }
        _ => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{}e{sign}{:02}", trimmed(mantissa), exponent.unsigned_abs())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_have_three_bases_and_a_bound() {
        for (text, most, expected) in [
            ("0", 9, Some(0)),
            ("017", 99, Some(15)),
            ("0x1F", 99, Some(31)),
            ("0X", 99, Some(0)),
            ("100", 99, None),
            ("089", 99, None),
            ("18446744073709551615", u64::MAX, Some(u64::MAX)),
            ("18446744073709551616", u64::MAX, None),
        ] {
            assert_eq!(integer(text, most), expected, "{text}");
        }
    }

    #[test]
    fn strings_are_decoded() {
        let cases: [(&[&str], &[u8]); 12] = [
            (&["\"\""], b""),
            (&["'a\"b'"], b"a\"b"),
            (&["\"a\"", "'b'"], b"ab"),
            (
                &[r#""\a\b\f\n\r\t\v\\\?\'\"""#],
                b"\x07\x08\x0c\n\r\t\x0b\\?'\"",
            ),
            (&[r#""\0\12\1234\777""#], b"\0\x0a\x534\xff"),
            (&[r#""\x1\xfff\X41""#], b"\x01\xfffA"),
            (&[r#""\u00e9\U0001f600""#], "é😀".as_bytes()),
            (&[r#""\ud83d\ude00""#], "😀".as_bytes()),
            (&[r#""\ud83dx""#], b"\xed\xa0\xbdx"),
            (&[r#""\ud83d\u0041""#], b"\xed\xa0\xbdA"),
            (&[r#""\U001fffff""#], b"\\U001fffff"),
            (&["\"unterminated"], b"unterminated"),
        ];
        for (tokens, expected) in cases {
            assert_eq!(string(tokens.iter().copied()), expected, "{tokens:?}");
        }
    }

    #[test]
    fn numbers_are_written_as_c_does() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (0.1, "0.1"),
            (1e-4, "0.0001"),
            (1e-5, "1e-05"),
            (1e14, "100000000000000"),
            (1e15, "1e+15"),
            (1_234_567.0, "1234567"),
            (-18_446_744_073_709_551_616.0, "-1.8446744073709552e+19"),
            (123_456_789_012_345_678.0, "1.2345678901234568e+17"),
            (f64::NEG_INFINITY, "-inf"),
            (f64::NAN, "nan"),
        ] {
            assert_eq!(double_text(value), expected);
        }
        for (value, expected) in [
            (0.1, "0.1"),
            (1e6, "1e+06"),
            (16_777_217.0, "16777216"),
            (1e10, "1e+10"),
        ] {
            assert_eq!(float_text(value), expected);
        }
    }

    #[test]
    fn bytes_are_escaped_as_c_does() {
        assert_eq!(
            c_escaped(b"\xfe\n'\"a\x01\x7f\\"),
            r#"\376\n\'\"a\001\177\\"#
        );
    }
}
