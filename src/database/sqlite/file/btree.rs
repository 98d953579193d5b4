//! Table b-trees: "B-tree Pages" of SQLite's file format.

use std::borrow::Cow;

use super::pages::{HEADER, Pages, number};
use super::record::varint;

const INTERIOR: u8 = 0x05;
const LEAF: u8 = 0x0d;

/// More levels than any tree has.
const DEEPEST: usize = 32;

/// Hands over the payload of every row, in the order of the rowids. Whatever
/// is not as the format says ends it.
pub(super) fn each(
    pages: &Pages,
    root: u32,
    take: &mut dyn FnMut(&[u8]) -> Option<()>,
) -> Option<()> {
    let mut walk = Walk {
        pages,
        left: pages.count(),
        spare: Vec::new(),
        take,
    };
    walk.page(root, 0)?;
    pages.are_whole()?.then_some(())
}

struct Walk<'a> {
    pages: &'a Pages,
    /// How many pages can still be read: no page belongs to a tree twice.
    left: u32,
    /// Buffers of pages that were read: one for each level of the tree.
    spare: Vec<Vec<u8>>,
    take: &'a mut dyn FnMut(&[u8]) -> Option<()>,
}

impl Walk<'_> {
    fn read(&mut self, page: u32) -> Option<Vec<u8>> {
        self.left = self.left.checked_sub(1)?;
        let mut bytes = self.spare.pop().unwrap_or_default();
        self.pages.read(page, &mut bytes)?;
        Some(bytes)
    }

    fn page(&mut self, page: u32, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        let bytes = self.read(page)?;
        let start = if page == 1 { HEADER } else { 0 };
        let kind = *bytes.get(start)?;
        let cells = usize::from(short(&bytes, start + 3)?);
        let pointers = start + if kind == INTERIOR { 12 } else { 8 };
        for cell in 0..cells {
            let at = usize::from(short(&bytes, pointers + 2 * cell)?);
            match kind {
                INTERIOR => self.page(number(&bytes, at)?, depth + 1)?,
                LEAF => self.cell(bytes.get(at..)?)?,
                _ => return None,
            }
        }
        match kind {
            INTERIOR => self.page(number(&bytes, start + 8)?, depth + 1)?,
            LEAF => {}
            _ => return None,
        }
        self.spare.push(bytes);
        Some(())
    }

    fn cell(&mut self, cell: &[u8]) -> Option<()> {
        let (length, after) = varint(cell)?;
        let (_rowid, body) = varint(after)?;
        let payload = self.payload(usize::try_from(length).ok()?, body)?;
        (self.take)(&payload)
    }

    /// A payload with what is of it on overflow pages ("Cell Payload Overflow Pages").
    fn payload<'p>(&mut self, length: usize, body: &'p [u8]) -> Option<Cow<'p, [u8]>> {
        let usable = self.pages.usable();
        if length <= usable - 35 {
            return Some(Cow::Borrowed(body.get(..length)?));
        }
        let least = (usable - 12) * 32 / 255 - 23;
        let most = least + (length - least) % (usable - 4);
        let local = if most <= usable - 35 { most } else { least };
        // No more than the file holds, whatever a broken page claims.
        let limit = usize::try_from(self.pages.count())
            .ok()?
            .checked_mul(usable)?;
        if length > limit {
            return None;
        }
        let mut payload = Vec::with_capacity(length);
        payload.extend_from_slice(body.get(..local)?);
        let mut next = number(body, local)?;
        while payload.len() < length {
            let page = self.read(next)?;
            let part = (length - payload.len()).min(usable - 4);
            payload.extend_from_slice(page.get(4..4 + part)?);
            next = number(&page, 0)?;
            self.spare.push(page);
        }
        Some(Cow::Owned(payload))
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes(bytes.try_into().ok()?))
}
