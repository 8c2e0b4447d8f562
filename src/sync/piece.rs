//! The new page in pieces, and its text with marks. Must not decide what is marked.

use super::block::Kind;
use super::mark::{CLOSE, Mark};

/// One block of the new page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// What it is.
    pub kind: Kind,
    /// Its lines, without the last line end.
    pub body: String,
    /// The line end after it, and blank lines.
    pub tail: String,
    /// What its translator has to do.
    pub mark: Option<Mark>,
    /// Whether the mark stands at its end and not around it: in a list.
    pub at_end: bool,
    /// Its index among the blocks of the translation, where its place there is known.
    pub of: Option<usize>,
    /// Its index among the blocks of today's source.
    pub source: Option<usize>,
}

/// The text of a page: `mark` before it (a byte order mark or nothing), lines ended with `line_end` where pieces have none.
pub fn text(pieces: &[Piece], mark: &str, line_end: &str) -> String {
    let mut out = String::from(mark);
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let last = match piece.mark {
            Some(Mark::Translate) if !piece.at_end => last_of_run(pieces, at),
            _ => at,
        };
        let indent = piece.body.len() - piece.body.trim_start_matches([' ', '\t']).len();
        let indent = piece.body.get(..indent).unwrap_or("").to_owned();
        match piece.mark {
            Some(mark) if !piece.at_end => {
                out.push_str(&indent);
                out.push_str(mark.comment());
                out.push_str(line_end);
                for (index, one) in pieces.iter().enumerate().take(last + 1).skip(at) {
                    out.push_str(&one.body);
                    if index < last {
                        out.push_str(if one.tail.is_empty() { line_end } else { &one.tail });
                    } else {
                        out.push_str(line_end);
                        out.push_str(&indent);
                        out.push_str(CLOSE);
                        out.push_str(&one.tail);
                    }
                }
            }
            Some(mark) => {
                out.push_str(&piece.body);
                out.push(' ');
                out.push_str(mark.comment());
                out.push_str(&piece.tail);
            }
            None => {
                out.push_str(&piece.body);
                out.push_str(&piece.tail);
            }
        }
        at = last + 1;
        if at < pieces.len() && !out.ends_with(['\n', '\r']) {
            out.push_str(line_end);
        }
    }
    out
}

/// The last piece that one pair of marks can stand around: new ones with what is free of language between them. A pair does
/// not end within a list, which a comment would cut in two.
fn last_of_run(pieces: &[Piece], first: usize) -> usize {
    let mut last = first;
    for (at, piece) in pieces.iter().enumerate().skip(first + 1) {
        match piece.mark {
            Some(Mark::Translate) => {
                let in_list = |at: usize| pieces.get(at).is_some_and(|piece| piece.at_end || is_indented(piece));
                if !(piece.at_end && in_list(at + 1)) {
                    last = at;
                }
            }
            None if is_free(piece.kind) => {}
            _ => break,
        }
    }
    last
}

fn is_indented(piece: &Piece) -> bool {
    piece.body.starts_with([' ', '\t'])
}

fn is_free(kind: Kind) -> bool {
    matches!(kind, Kind::Tab | Kind::Code | Kind::Comment | Kind::Other)
}

/// `text` with its line ends as `line_end`.
pub fn with_line_ends(text: &str, line_end: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    if line_end == "\n" { lines } else { lines.replace('\n', line_end) }
}

/// How many line ends `text` has.
pub fn line_ends(text: &str) -> usize {
    with_line_ends(text, "\n").matches('\n').count()
}
