//! `hashlib.pbkdf2_hmac`: keys that are derived from passwords (RFC 8018).

use sha2::Digest;

/// How many bytes a hash takes at once.
fn block(name: &str) -> usize {
    match name {
        "sha384" | "sha512" => 128,
        _ => 64,
    }
}

/// `length` bytes; `None` for an algorithm that is not known.
pub(super) fn pbkdf2(
    name: &str,
    password: &[u8],
    salt: &[u8],
    rounds: u64,
    length: usize,
) -> Option<Vec<u8>> {
    use md5::Digest as _;
    let mut key = match password.len() > block(name) {
        true => super::digest(name, password)?,
        false => password.to_vec(),
    };
    key.resize(block(name), 0);
    let inner: Vec<u8> = key.iter().map(|byte| byte ^ 0x36).collect();
    let outer: Vec<u8> = key.iter().map(|byte| byte ^ 0x5c).collect();
    macro_rules! derive {
        ($hash:ty) => {{
            // What stands before each message is hashed once.
            let (mut inside, mut outside) = (<$hash>::new(), <$hash>::new());
            inside.update(&inner);
            outside.update(&outer);
            let sign = |message: &[&[u8]]| {
                let (mut inside, mut outside) = (inside.clone(), outside.clone());
                for part in message {
                    inside.update(part);
                }
                outside.update(inside.finalize());
                outside.finalize()
            };
            let mut all = Vec::with_capacity(length);
            let mut number: u32 = 1;
            while all.len() < length {
                let mut last = sign(&[salt, &number.to_be_bytes()]);
                let mut sum = last.clone();
                for _ in 1..rounds {
                    last = sign(&[&last]);
                    for (byte, more) in sum.iter_mut().zip(last.iter()) {
                        *byte ^= more;
                    }
                }
                all.extend_from_slice(&sum);
                number += 1;
            }
            all.truncate(length);
            all
        }};
    }
    Some(match name {
        "md5" => derive!(md5::Md5),
        "sha1" => derive!(sha1::Sha1),
        "sha224" => derive!(sha2::Sha224),
        "sha256" => derive!(sha2::Sha256),
        "sha384" => derive!(sha2::Sha384),
        "sha512" => derive!(sha2::Sha512),
        _ => return None,
    })
}
