//! The kinds of findings.

use std::str::FromStr;

use super::Severity::{self, Error, Note, Warning};
use crate::spelling::nearest;

macro_rules! codes {
    ($($variant:ident = $id:literal $severity:ident $title:literal;)*) => {
        /// A kind of finding. Its id is stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize, serde::Serialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum Code {
            $(#[doc = $title] $variant,)*
        }
        impl Code {
            /// The id that a person can look up, e.g. `E0103`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }
            /// How grave a finding of the kind is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => $severity,)* }
            }
            /// The kind in words.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }
            /// The kind at length (Markdown): what it means, what to do, an example.
            pub fn page(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("pages/", $id, ".md")),)* }
            }
            /// Every kind.
            pub const ALL: &'static [Code] = &[$(Self::$variant,)*];
        }
    };
}

codes! {
    Unreadable = "E0101" Error "A file cannot be read.";
    Encoding = "E0102" Error "A file is not UTF-8.";
    Empty = "E0103" Error "A file is empty.";
    Syntax = "E0104" Error "A file is neither YAML nor JSON.";
    DuplicateKey = "E0105" Error "A key occurs twice in one map.";
    Limit = "E0106" Error "A file goes beyond a limit.";
    NotOpenApi = "E0201" Error "A file is no OpenAPI document.";
    Edition = "E0202" Error "The edition of OpenAPI is not supported.";
    Missing = "W0203" Warning "A member that OpenAPI requires is missing.";
    WrongKind = "W0204" Warning "A value is of the wrong kind.";
    BrokenReference = "W0205" Warning "A reference leads nowhere.";
    ExternalReference = "W0206" Warning "A reference leaves the document.";
    Overlay = "W0207" Warning "An action of an overlay cannot be applied.";
    OtherEdition = "N0208" Note "A word of another edition.";
    BesideReference = "N0209" Note "Words beside a reference of OpenAPI 3.0.";
    ComponentName = "N0210" Note "A component has a name that OpenAPI does not allow.";
    SameIdentifier = "W0211" Warning "Two schemas call themselves the same.";
    WholeReference = "N0212" Note "A reference stands in place of a whole map or list.";
    UnknownKeyword = "N0301" Note "A keyword is not known.";
    Widened = "W0302" Warning "A schema has no Rust type of its own, and becomes raw JSON.";
    Pattern = "W0303" Warning "A pattern is no regular expression.";
    Contradiction = "W0304" Warning "No value can keep a schema's rules.";
    EnumValues = "W0305" Warning "An enum lists a value twice, or one of another kind.";
    RequiredUnknown = "N0306" Note "A member is required that is not described.";
    UnknownFormat = "N0307" Note "A format is not known.";
    Discriminator = "N0308" Note "A discriminator does not tell what it should.";
    BrokenExample = "N0309" Note "A default or an example breaks its schema.";
    OddSchema = "N0310" Note "A keyword of a schema has no effect.";
    Misspelled = "W0311" Warning "A keyword is misspelled.";
    OperationId = "W0401" Warning "An operation has no name of its own.";
    PathParameter = "W0402" Warning "Path and path parameters differ.";
    DuplicateParameter = "W0403" Warning "A parameter is declared twice.";
    Skipped = "W0404" Warning "A part of the document is left out.";
    Path = "W0405" Warning "A path is not written as a path.";
    PathSigns = "N0406" Note "A path has signs that no path has.";
    AlikePaths = "N0407" Note "Two paths cannot be told apart.";
    UndeclaredTag = "N0408" Note "A tag is not declared.";
    SecurityScheme = "W0409" Warning "A security scheme is not whole.";
    OddOperation = "N0410" Note "An operation is unusual.";
    MediaType = "W0411" Warning "A media type is not written as one.";
    Renamed = "N0501" Note "A name had to be changed.";
    ForeignType = "W0502" Warning "The document asks for a type that the settings do not know.";
    Unmatched = "W0603" Warning "A setting speaks of something that the document has not.";
    Settings = "E0601" Error "A setting cannot be used.";
    Output = "E0602" Error "The output cannot be written.";
}

impl FromStr for Code {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL
            .iter()
            .find(|code| code.id().eq_ignore_ascii_case(text));
        found.copied().ok_or_else(|| {
            let ids = Self::ALL.iter().map(|code| code.id());
            match nearest(text, 0.6, ids, |id| id) {
                Some(near) => format!("there is no code `{text}`: did you mean `{near}`?"),
                None => format!("there is no code `{text}`: `specsmith explain` lists them"),
            }
        })
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.id().to_owned()
    }
}

impl TryFrom<String> for Code {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}
