//! `hashlib`

mod derived;
mod scrypt;

use std::cell::RefCell;
use std::rc::Rc;

use sha2::Digest;

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, NativeCall, Object, Result};
use crate::python::stdlib::memory::bytes_of;
use crate::python::value::Value;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "hashlib",
    definitions: &[
        ("md5", Definition::Function(|i, a| named(i, a, "md5"))),
        ("sha1", Definition::Function(|i, a| named(i, a, "sha1"))),
        ("sha224", Definition::Function(|i, a| named(i, a, "sha224"))),
        ("sha256", Definition::Function(|i, a| named(i, a, "sha256"))),
        ("sha384", Definition::Function(|i, a| named(i, a, "sha384"))),
        ("sha512", Definition::Function(|i, a| named(i, a, "sha512"))),
        ("new", Definition::Function(NEW)),
        ("pbkdf2_hmac", Definition::Function(pbkdf2_hmac)),
        ("scrypt", Definition::Function(scrypt::scrypt)),
    ],
    fallback: None,
};

/// What `digest` makes of the bytes; `None` for an algorithm that is not known.
pub(super) fn digest(name: &str, data: &[u8]) -> Option<Vec<u8>> {
    use md5::Digest as _;
    Some(match name {
        "md5" => md5::Md5::digest(data).to_vec(),
        "sha1" => sha1::Sha1::digest(data).to_vec(),
        "sha224" => sha2::Sha224::digest(data).to_vec(),
        "sha256" => sha2::Sha256::digest(data).to_vec(),
        "sha384" => sha2::Sha384::digest(data).to_vec(),
        "sha512" => sha2::Sha512::digest(data).to_vec(),
        _ => return None,
    })
}

/// A hash, and the bytes that it was given so far.
struct Hash {
    name: String,
    data: RefCell<Vec<u8>>,
    born: u64,
}

impl Object for Hash {
    fn type_name(&self) -> &str {
        "HASH"
    }

    fn attribute(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
    ) -> Result<Option<Value>> {
        Ok(match name {
            "name" => Some(Value::str(&self.name)),
            "digest_size" => digest(&self.name, &[]).map(|digest| Value::Int(digest.len() as i128)),
            "update" | "digest" | "hexdigest" | "copy" => {
                Some(interpreter.bound_method(Value::Object(self), name))
            }
            _ => None,
        })
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        match name {
            "update" => {
                let data = args.required("data")?;
                let data = bytes(interpreter, &data)?;
                interpreter.change_object(self.born, "A hash")?;
                interpreter.charge(data.len())?;
                self.data.borrow_mut().extend_from_slice(&data);
                return Ok(Some(Value::None));
            }
            "copy" => {
                return Ok(Some(Value::object(Self {
                    name: self.name.clone(),
                    data: self.data.clone(),
                    born: interpreter.born(),
                })));
            }
            _ => {}
        }
        let data = self.data.borrow();
        interpreter.step(1 + data.len() as u64 / 64)?;
        let Some(digest) = digest(&self.name, &data) else {
            return Ok(None);
        };
        Ok(match name {
            "hexdigest" => Some(Value::str(crate::hex::digits(&digest))),
            "digest" => Some(Value::Bytes(digest.into())),
            _ => None,
        })
    }
}

fn bytes(interpreter: &mut Interpreter, value: &Value) -> Result<Rc<[u8]>> {
    if let Some(bytes) = bytes_of(value) {
        return Ok(bytes);
    }
    match value {
        Value::Unknown(_) => Err(match interpreter.known(value.clone()) {
            Err(interrupt) => interrupt,
            Ok(_) => interpreter.unsupported("this value as bytes"),
        }),
        _ => Err(interpreter.raise("TypeError", "Strings must be encoded before hashing")),
    }
}

fn named(interpreter: &mut Interpreter, mut args: Args, name: &str) -> Result<Value> {
    let data = args.take("data")?;
    args.keyword("usedforsecurity");
    args.finish()?;
    let data = match data {
        Some(value @ Value::Unknown(_)) => return Ok(value),
        Some(data) => bytes(interpreter, &data)?.to_vec(),
        None => Vec::new(),
    };
    interpreter.charge(data.len())?;
    Ok(Value::object(Hash {
        name: name.to_owned(),
        data: data.into(),
        born: interpreter.born(),
    }))
}

/// `new(name, data=b"")`
const NEW: NativeCall = |interpreter, mut args| {
    let name = args.string("name")?.to_lowercase();
    if digest(&name, &[]).is_none() {
        return Err(interpreter.unsupported(&format!("the hash `{name}`")));
    }
    named(interpreter, args, &name)
};

/// `pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None)`
fn pbkdf2_hmac(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = args.string("hash_name")?.to_lowercase();
    let password = args.required("password")?;
    let salt = args.required("salt")?;
    let rounds = args.required("iterations")?;
    let length = args.take("dklen")?.filter(|given| !given.is_none());
    args.finish()?;
    for value in [&password, &salt] {
        if let Value::Unknown(_) = value {
            return Ok(value.clone());
        }
    }
    let (password, salt) = (bytes(interpreter, &password)?, bytes(interpreter, &salt)?);
    let Some(own) = digest(&name, &[]) else {
        return Err(interpreter.raise("ValueError", "unsupported hash type"));
    };
    let Value::Int(rounds @ 1..=0x7fff_ffff) = rounds else {
        return Err(interpreter.raise("ValueError", "iteration value must be greater than 0."));
    };
    let length = match length {
        None => own.len(),
        Some(Value::Int(length @ 1..=0x7fff_ffff)) => length as usize,
        Some(_) => {
            return Err(interpreter.raise("ValueError", "key length must be greater than 0."));
        }
    };
    interpreter.charge(length)?;
    let blocks = length.div_ceil(own.len()) as u64;
    let rounds = rounds as u64;
    // A round is a few hundred machine steps.
    interpreter.step(blocks.saturating_mul(rounds) / 8 + 1)?;
    match derived::pbkdf2(&name, &password, &salt, rounds, length) {
        Some(key) => Ok(Value::Bytes(key.into())),
        None => Err(interpreter.unsupported(&format!("the hash `{name}`"))),
    }
}
