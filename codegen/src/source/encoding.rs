//! Text of two and four bytes a sign, as some shells and editors write it (YAML 1.2.2, section 5.2).

use std::fmt;

/// How many bytes a sign has, and which of them comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wide {
    Utf16(Order),
    Utf32(Order),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Big,
    Little,
}

impl fmt::Display for Wide {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Utf16(_) => "UTF-16",
            Self::Utf32(_) => "UTF-32",
        })
    }
}

/// The encoding of a text that is not of single bytes, by its mark, or by the zeros beside the first signs.
pub(super) fn wide(bytes: &[u8]) -> Option<Wide> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [1..=255, 0, 0, 0, ..] => Some(Wide::Utf32(Order::Little)),
        [0, 0, 0xfe, 0xff, ..] | [0, 0, 0, 1..=255, ..] => Some(Wide::Utf32(Order::Big)),
        [0xff, 0xfe, ..] | [1..=255, 0, 1..=255, 0, ..] => Some(Wide::Utf16(Order::Little)),
        [0xfe, 0xff, ..] | [0, 1..=255, 0, 1..=255, ..] => Some(Wide::Utf16(Order::Big)),
        _ => None,
    }
}

impl Wide {
    /// The text of the bytes; `None` where they are none of this encoding.
    pub(super) fn decode(self, bytes: &[u8]) -> Option<String> {
        match self {
            Self::Utf16(order) => {
                let (pairs, []) = bytes.as_chunks::<2>() else {
                    return None;
                };
                let units = pairs.iter().map(|pair| match order {
                    Order::Big => u16::from_be_bytes(*pair),
                    Order::Little => u16::from_le_bytes(*pair),
                });
                char::decode_utf16(units).collect::<Result<_, _>>().ok()
            }
            Self::Utf32(order) => {
                let (fours, []) = bytes.as_chunks::<4>() else {
                    return None;
                };
                let signs = fours.iter().map(|four| match order {
                    Order::Big => u32::from_be_bytes(*four),
                    Order::Little => u32::from_le_bytes(*four),
                });
                signs.map(char::from_u32).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_is_read_with_a_mark_and_without() {
        let text = "openapi: 3.0.3 # \u{1f43e}";
        for marked in [text.to_owned(), format!("\u{feff}{text}")] {
            let units = || marked.encode_utf16();
            let cases: [(Wide, Vec<u8>); 4] = [
                (
                    Wide::Utf16(Order::Big),
                    units().flat_map(u16::to_be_bytes).collect(),
                ),
                (
                    Wide::Utf16(Order::Little),
                    units().flat_map(u16::to_le_bytes).collect(),
                ),
                (
                    Wide::Utf32(Order::Big),
                    marked
                        .chars()
                        .flat_map(|c| u32::from(c).to_be_bytes())
                        .collect(),
                ),
                (
                    Wide::Utf32(Order::Little),
                    marked
                        .chars()
                        .flat_map(|c| u32::from(c).to_le_bytes())
                        .collect(),
                ),
            ];
            for (encoding, bytes) in cases {
                assert_eq!(wide(&bytes), Some(encoding), "{marked}");
                assert_eq!(encoding.decode(&bytes).as_deref(), Some(&*marked));
                assert_eq!(encoding.decode(&bytes[..bytes.len() - 1]), None);
            }
        }
        assert_eq!(wide(text.as_bytes()), None);
    }

    #[test]
    fn half_a_pair_is_no_text() {
        assert_eq!(Wide::Utf16(Order::Little).decode(&[0x3d, 0xd8]), None);
        assert_eq!(Wide::Utf32(Order::Big).decode(&[0, 0x11, 0, 0]), None);
    }
}
