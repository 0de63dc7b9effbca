//! Internationalised host names (RFC 5890 to 5893), over the tables of the crate `idna`.

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

/// Characters that separate labels (UTS #46, section 4).
pub(super) const SEPARATORS: [char; 4] = ['.', '\u{3002}', '\u{ff0e}', '\u{ff61}'];

/// Whether the labels of a host name, those in Punycode decoded, are ones that may be registered.
pub(super) fn is_registrable(host: &str) -> bool {
    let tables = Uts46::new();
    let ascii = tables.to_ascii(
        host.as_bytes(),
        AsciiDenyList::STD3,
        Hyphens::CheckFirstLast,
        DnsLength::Verify,
    );
    let Ok(ascii) = ascii else {
        return false;
    };
    host.split(SEPARATORS)
        .zip(ascii.split('.'))
        .all(|(label, ascii)| {
            let (unicode, result) = tables.to_unicode(
                label.as_bytes(),
                AsciiDenyList::STD3,
                Hyphens::CheckFirstLast,
            );
            // Punycode that stands for a label has one spelling.
            let canonical = !label.is_ascii() || label.eq_ignore_ascii_case(ascii);
            result.is_ok() && canonical && is_label(&unicode)
        })
}

/// A label as people read it (RFC 5891, section 4.2.3).
fn is_label(label: &str) -> bool {
    let chars: Vec<char> = label.chars().collect();
    let hyphens = !label.is_ascii() && chars.get(2..4) == Some(&['-', '-']);
    let starts_with_digit = chars.first().is_some_and(char::is_ascii_digit);
    let mixed = starts_with_digit && chars.iter().any(|char| is_right_to_left(*char));
    !(hyphens || mixed)
        && chars.iter().all(|char| !is_disallowed(*char))
        && (0..chars.len()).all(|at| fits_its_place(&chars, at))
}

/// What RFC 5892 disallows and `idna` does not: the exceptions of its section 2.6, and symbols.
fn is_disallowed(char: char) -> bool {
    let exception = matches!(
        char,
        '\u{640}' | '\u{7fa}' | '\u{302e}' | '\u{302f}' | '\u{3031}'..='\u{3035}' | '\u{303b}'
    );
    let symbol = matches!(
        char,
        '\u{a0}'..='\u{a9}'
            | '\u{ab}'..='\u{b4}'
            | '\u{b6}'
            | '\u{b8}'
            | '\u{b9}'
            | '\u{bb}'..='\u{bf}'
            | '\u{d7}'
            | '\u{f7}'
            | '\u{2000}'..='\u{200b}'
            | '\u{200e}'..='\u{206f}'
            | '\u{20a0}'..='\u{20cf}'
            | '\u{2190}'..='\u{2bff}'
            | '\u{1f000}'..='\u{1faff}'
    );
    exception || symbol
}

fn is_right_to_left(char: char) -> bool {
    matches!(char, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}')
}

/// The contextual rules of RFC 5892, appendices A.3 to A.9.
fn fits_its_place(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied();
    let after = chars.get(at + 1).copied();
    let any = |found: fn(char) -> bool| chars.iter().any(|char| found(*char));
    match chars.get(at) {
        Some('\u{b7}') => before == Some('l') && after == Some('l'),
        Some('\u{375}') => after.is_some_and(is_greek),
        Some('\u{5f3}' | '\u{5f4}') => {
            before.is_some_and(|char| matches!(char, '\u{591}'..='\u{5f2}'))
        }
        Some('\u{30fb}') => any(is_japanese),
        Some('\u{660}'..='\u{669}') => !any(|char| matches!(char, '\u{6f0}'..='\u{6f9}')),
        _ => true,
    }
}

fn is_greek(char: char) -> bool {
    matches!(char, '\u{370}'..='\u{373}' | '\u{376}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')
}

fn is_japanese(char: char) -> bool {
    matches!(
        char,
        '\u{3005}'
            | '\u{3007}'
            | '\u{3041}'..='\u{309f}'
            | '\u{30a1}'..='\u{30fa}'
            | '\u{30fd}'..='\u{30ff}'
            | '\u{31f0}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}
