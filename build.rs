//! How the program is linked.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=layout.ld");
    let variable = |name: &str| env::var(name).unwrap_or_default();
    let target = |part: &str| variable(&format!("CARGO_CFG_TARGET_{part}"));
    let is_known = ["x86_64", "aarch64"].contains(&target("ARCH").as_str());
    if target("OS") != "linux" || target("ENV") != "gnu" || !is_known {
        return;
    }
    // At a fixed address nothing is relocated at the start: a quarter of
    // the time of a run that has nothing to do, and a megabyte of memory.
    println!("cargo:rustc-link-arg-bins=-no-pie");
    if variable("PROFILE") == "release" && reads_scripts(&variable) {
        // Linux maps a program's code in pieces of 64 KB as it is needed. A run
        // executes a seventh of it, and touched two pieces of three: put together
        // that is four megabytes of memory less, and fifty page faults.
        let folder = variable("CARGO_MANIFEST_DIR");
        println!("cargo:rustc-link-arg-bins=-Wl,-T,{folder}/layout.ld");
    } else {
        // Functions of one module lie together at least.
        println!("cargo:rustc-link-arg-bins=-Wl,--sort-section=name");
    }
}

/// Whether the linker is one that takes a linker script beside its own layout:
/// those that rustc chooses do (LLD, GNU ld); of one that the user has chosen
/// (mold does not) nothing is known.
fn reads_scripts(variable: &dyn Fn(&str) -> String) -> bool {
    let flags = variable("CARGO_ENCODED_RUSTFLAGS");
    variable("RUSTC_LINKER").is_empty() && !flags.contains("linker") && !flags.contains("fuse-ld")
}
