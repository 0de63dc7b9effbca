//! How large a document may be.

/// Bounds on what one document may ask of the machine. Each is generous for real documents.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of one file.
    pub bytes: usize,
    /// Levels of lists and maps within each other.
    pub depth: usize,
    /// Nodes of one file, aliases counted as what they stand for.
    pub nodes: usize,
    /// Files of one document.
    pub files: usize,
    /// Members that schemas have by their parts (`allOf`), and alternatives by what stands beside them, of all together.
    pub members: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 256 << 20,
            depth: 256,
            nodes: 20_000_000,
            files: 20_000,
            members: 500_000,
        }
    }
}
