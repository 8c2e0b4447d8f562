//! The name of a text in a git repository. Must not know how git is run.

use std::fmt;

/// The name of a blob: 20 bytes in most repositories, 32 in those with SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobId {
    bytes: [u8; 32],
    len: u8,
}

impl BlobId {
    /// Reads 40 or 64 hexadecimal digits.
    pub fn from_hex(hex: &[u8]) -> Option<Self> {
        let mut bytes = [0; 32];
        match hex.len() {
            40 => bytes.first_chunk_mut::<20>()?.copy_from_slice(&bytes_of::<20>(hex)?),
            _ => bytes = bytes_of::<32>(hex)?,
        }
        Some(Self { bytes, len: (hex.len() / 2) as u8 })
    }
}

/// Reads `N` bytes written as hexadecimal digits.
pub(super) fn bytes_of<const N: usize>(hex: &[u8]) -> Option<[u8; N]> {
    if hex.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(hex.chunks_exact(2)) {
        let [high, low] = pair else { return None };
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

/// Writes bytes as lower-case hexadecimal digits.
pub(super) fn hex_of(bytes: &[u8]) -> String {
    use fmt::Write;
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

impl fmt::Display for BlobId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bytes.iter().take(usize::from(self.len)).try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl fmt::Debug for BlobId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "BlobId({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for hex in ["ce6396a477d932889fc64661b078c3c94394ae8c".to_owned(), "0f".repeat(32)] {
            assert_eq!(BlobId::from_hex(hex.as_bytes()).unwrap().to_string(), hex);
        }
        assert_eq!(BlobId::from_hex(b"ce6396"), None);
        assert_eq!(BlobId::from_hex(&[b'g'; 40]), None);
        assert_eq!(bytes_of::<2>(b"0aFF"), Some([10, 255]));
        assert_eq!(bytes_of::<2>(b"0a"), None);
    }
}
