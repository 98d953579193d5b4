//! `hashlib.scrypt`: keys whose making needs memory (RFC 7914).

use super::derived::pbkdf2;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::python::value::Value;

/// What OpenSSL takes where nothing is said.
const MOST: i128 = 32 * 1024 * 1024;
/// How many words stand in a block of Salsa20.
const WORDS: usize = 16;

type Block = [u32; WORDS];

/// `scrypt(password, *, salt, n, r, p, maxmem=0, dklen=64)`
pub(super) fn scrypt(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let password = args.required("password")?;
    let mut named = Vec::new();
    for name in ["salt", "n", "r", "p"] {
        match args.keyword(name) {
            Some(value) => named.push(value),
            None => {
                let text = format!("{name} is required");
                return Err(interpreter.raise("TypeError", text));
            }
        }
    }
    let most = args.keyword("maxmem").unwrap_or(Value::Int(0));
    let length = args.keyword("dklen").unwrap_or(Value::Int(64));
    args.finish()?;
    for value in std::iter::once(&password).chain(&named) {
        if matches!(value, Value::Unknown(_)) {
            return Ok(value.clone());
        }
    }
    let [salt, Value::Int(n), Value::Int(r), Value::Int(p)] = &named[..] else {
        return Err(interpreter.raise("TypeError", "n, r and p must be integers"));
    };
    let (Value::Int(most), Value::Int(length)) = (most, length) else {
        return Err(interpreter.raise("TypeError", "maxmem and dklen must be integers"));
    };
    let password = super::bytes(interpreter, &password)?;
    let salt = super::bytes(interpreter, salt)?;
    let (n, r, p) = (*n, *r, *p);
    if n < 2 || n & (n - 1) != 0 {
        return Err(interpreter.raise("ValueError", "n must be a power of 2."));
    }
    if !(0..=0x7fff_ffff).contains(&most) {
        let text = "maxmem must be positive and smaller than 2147483647";
        return Err(interpreter.raise("ValueError", text));
    }
    if !(1..=0x7fff_ffff).contains(&length) {
        let text = "dklen must be greater than 0 and smaller than 2147483647";
        return Err(interpreter.raise("ValueError", text));
    }
    let most = if most == 0 { MOST } else { most };
    if r < 1 || p < 1 || r.saturating_mul(p) >= 1 << 30 || (r < 4 && n.ilog2() >= 16 * r as u32) {
        return Err(interpreter.unsupported("these numbers of `scrypt`"));
    }
    let blocks = n.saturating_add(p).saturating_add(2);
    if r.saturating_mul(blocks).saturating_mul(128) > most {
        let text = "[digital envelope routines] memory limit exceeded";
        return Err(interpreter.raise("ValueError", text));
    }
    // All of them are small now.
    let (n, r, p, length) = (n as usize, r as usize, p as usize, length as usize);
    interpreter.charge(length)?;
    interpreter.charge(128 * r * (n + p + 2))?;
    interpreter.step((n * r * p) as u64 / 2 + 1)?;
    let key = derived(&password, &salt, (n, r, p), length);
    Ok(key.map_or(Value::None, |key| Value::Bytes(key.into())))
}

fn derived(
    password: &[u8],
    salt: &[u8],
    (n, r, p): (usize, usize, usize),
    length: usize,
) -> Option<Vec<u8>> {
    let mut all = pbkdf2("sha256", password, salt, 1, p * 128 * r)?;
    for part in all.chunks_exact_mut(128 * r) {
        let mut blocks: Vec<Block> = part.chunks_exact(64).map(read).collect();
        mix(&mut blocks, n);
        for (bytes, block) in part.chunks_exact_mut(64).zip(&blocks) {
            for (bytes, word) in bytes.chunks_exact_mut(4).zip(block) {
                bytes.copy_from_slice(&word.to_le_bytes());
            }
        }
    }
    pbkdf2("sha256", password, &all, 1, length)
}

fn read(bytes: &[u8]) -> Block {
    let mut block = [0; WORDS];
    for (word, bytes) in block.iter_mut().zip(bytes.chunks_exact(4)) {
        let bytes = bytes.iter().rev();
        *word = bytes.fold(0, |word, byte| word << 8 | u32::from(*byte));
    }
    block
}

/// Writes `n` states down, and then reads them as each state says.
fn mix(blocks: &mut [Block], n: usize) {
    let count = blocks.len();
    let mut states = Vec::with_capacity(n * count);
    let mut spare = vec![[0; WORDS]; count];
    for _ in 0..n {
        states.extend_from_slice(blocks);
        mix_blocks(blocks, &mut spare);
    }
    for _ in 0..n {
        let word = blocks.last().map_or(0, |block| block[0]);
        // `n` is a power of two.
        let at = word as usize & (n - 1);
        for (block, state) in blocks.iter_mut().zip(states.iter().skip(at * count)) {
            xor(block, state);
        }
        mix_blocks(blocks, &mut spare);
    }
}

/// Each block through Salsa20/8 with the one before it; then those at even places come first.
fn mix_blocks(blocks: &mut [Block], spare: &mut [Block]) {
    let mut last = blocks.last().copied().unwrap_or([0; WORDS]);
    for (block, out) in blocks.iter().zip(spare.iter_mut()) {
        xor(&mut last, block);
        salsa(&mut last);
        *out = last;
    }
    let even = spare.iter().step_by(2);
    let odd = spare.iter().skip(1).step_by(2);
    for (block, mixed) in blocks.iter_mut().zip(even.chain(odd)) {
        *block = *mixed;
    }
}

fn xor(block: &mut Block, other: &Block) {
    for (word, other) in block.iter_mut().zip(other) {
        *word ^= other;
    }
}

/// Four double rounds of Salsa20: columns, then rows.
fn salsa(block: &mut Block) {
    let mut x = *block;
    let mut quarter = |[a, b, c, d]: [usize; 4]| {
        x[b] ^= x[a].wrapping_add(x[d]).rotate_left(7);
        x[c] ^= x[b].wrapping_add(x[a]).rotate_left(9);
        x[d] ^= x[c].wrapping_add(x[b]).rotate_left(13);
        x[a] ^= x[d].wrapping_add(x[c]).rotate_left(18);
    };
    for _ in 0..4 {
        quarter([0, 4, 8, 12]);
        quarter([5, 9, 13, 1]);
        quarter([10, 14, 2, 6]);
        quarter([15, 3, 7, 11]);
        quarter([0, 1, 2, 3]);
        quarter([5, 6, 7, 4]);
        quarter([10, 11, 8, 9]);
        quarter([15, 12, 13, 14]);
    }
    for (word, mixed) in block.iter_mut().zip(x) {
        *word = word.wrapping_add(mixed);
    }
}
