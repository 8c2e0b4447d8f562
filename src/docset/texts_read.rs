//! From page files to texts: where all pages of a docset are opened (finding locales looks at the beginnings of some before). Must not
//! know what a text means.

use crate::page::limit;
use crate::text::Text;
use std::fs::{File, FileType};
use std::io::Read;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// So many bytes texts have together that share their memory: with its two counts, a block that allocators have.
const SHARED: usize = (64 << 10) - 16;

/// The texts of page files, in their order. The errors are for people.
pub(super) fn read_all<'p>(paths: impl Iterator<Item = &'p Path>) -> Vec<Result<Text, String>> {
    let (mut texts, mut shelf) = (Vec::new(), Shelf { bytes: Vec::with_capacity(SHARED), files: Vec::new() });
    for path in paths {
        let text = open(path).and_then(|(file, size)| shelf.add(file, size, texts.len(), &mut texts));
        texts.push(text.map(|()| Text::default()));
    }
    shelf.clear(&mut texts);
    texts
}

/// The text of the page file at `path`. The error is for people.
pub fn read(path: &Path) -> Result<Text, String> {
    read_all(std::iter::once(path)).pop().unwrap_or_else(|| Err("it was not read".to_owned()))
}

/// Why what lies there in place of a page is not opened: to open a pipe would wait for ever.
pub(super) fn why_not(kind: FileType) -> Option<&'static str> {
    match kind {
        kind if kind.is_file() => None,
        kind if kind.is_symlink() => Some("it is a symbolic link, which is not followed"),
        kind if kind.is_dir() => Some("it is a folder"),
        _ => Some("it is a pipe, a socket or a device, which are not read"),
    }
}

/// The file and its size in bytes.
fn open(path: &Path) -> Result<(File, usize), String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let meta = file.metadata().map_err(|error| error.to_string())?;
    if let Some(reason) = why_not(meta.file_type()) {
        return Err(reason.to_owned());
    }
    // A page over the limit is a finding, so its size is asked before it is read.
    match meta.len() {
        size if size > 16 * limit::PAGE_BYTES as u64 => Err(format!("it has {size} bytes, more than can be read")),
        size => Ok((file, size as usize)),
    }
}

/// Files whose texts will share their memory.
struct Shelf {
    bytes: Vec<u8>,
    /// Of each file, where its text belongs in the list and its part of the bytes.
    files: Vec<(usize, Range<usize>)>,
}

impl Shelf {
    /// Reads a file of about `size` bytes, whose text will be at `place` of `texts`.
    fn add(&mut self, file: File, size: usize, place: usize, texts: &mut [Result<Text, String>]) -> Result<(), String> {
        if self.bytes.len() + size > SHARED {
            self.clear(texts);
        }
        let start = self.bytes.len();
        // One byte more than the size: reading tells the end by it. A file by itself would ask for its size once more.
        self.bytes.reserve(size + 1);
        if let Err(error) = file.take(u64::MAX).read_to_end(&mut self.bytes) {
            self.bytes.truncate(start);
            return Err(error.to_string());
        }
        self.files.push((place, start..self.bytes.len()));
        Ok(())
    }

    /// Makes texts of what has been read.
    fn clear(&mut self, texts: &mut [Result<Text, String>]) {
        // Files that are UTF-8 one after the other may not be so each by itself.
        let is_text = |text: &&str| self.files.iter().all(|(_, part)| text.is_char_boundary(part.end));
        let all: Option<Arc<str>> = simdutf8::basic::from_utf8(&self.bytes).ok().filter(is_text).map(Into::into);
        for (place, part) in self.files.drain(..) {
            let text = match &all {
                Some(all) => Ok(Text::part(all, part)),
                None => decoded(self.bytes.get(part).unwrap_or_default()),
            };
            if let Some(slot) = texts.get_mut(place) {
                *slot = text;
            }
        }
        self.bytes.clear();
        self.bytes.shrink_to(SHARED);
    }
}

fn decoded(bytes: &[u8]) -> Result<Text, String> {
    std::str::from_utf8(bytes).map(Text::from).map_err(|error| {
        let at = error.valid_up_to();
        format!("it is not UTF-8: byte {at} begins no character; save it as UTF-8")
    })
}
