//! The formats that are checked: the one list of them, which the generator reads too.

macro_rules! formats {
    ($($(#[$about:meta])* $format:ident = $name:literal,)*) => {
        /// A `format` that is checked (the OpenAPI format registry, and JSON Schema 2020-12, validation, section 7.3).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "each variant is the registry's own name")]
        pub enum Format {
            $($(#[$about])* $format,)*
        }

        impl Format {
            /// Every format.
            pub const ALL: &'static [Format] = &[$(Format::$format),*];

            /// Its name in the format registry, e.g. `date-time`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Format::$format => $name,)*
                }
            }
        }
    };
}

formats! {
    Int8 = "int8",
    Int16 = "int16",
    Int32 = "int32",
    Int64 = "int64",
    Uint8 = "uint8",
    Uint16 = "uint16",
    Uint32 = "uint32",
    Uint64 = "uint64",
    Float = "float",
    Double = "double",
    DateTime = "date-time",
    Date = "date",
    Time = "time",
    Duration = "duration",
    Email = "email",
    IdnEmail = "idn-email",
    Hostname = "hostname",
    IdnHostname = "idn-hostname",
    Ipv4 = "ipv4",
    Ipv6 = "ipv6",
    Uri = "uri",
    UriReference = "uri-reference",
    Iri = "iri",
    IriReference = "iri-reference",
    UriTemplate = "uri-template",
    Uuid = "uuid",
    Byte = "byte",
    Regex = "regex",
    JsonPointer = "json-pointer",
    RelativeJsonPointer = "relative-json-pointer",
    Char = "char",
    Decimal = "decimal",
    DoubleInt = "double-int",
    Base64Url = "base64url",
    HttpDate = "http-date",
    Language = "language",
    MediaRange = "media-range",
    SfBinary = "sf-binary",
    SfBoolean = "sf-boolean",
    SfDecimal = "sf-decimal",
    SfInteger = "sf-integer",
    SfString = "sf-string",
    SfToken = "sf-token",
    DateTimeLocal = "date-time-local",
    TimeLocal = "time-local",
    Ipv4Cidr = "ipv4-cidr",
    Ipv6Cidr = "ipv6-cidr",
    /// Checks nothing; the value is hidden in `Debug` and in violations.
    Password = "password",
}
