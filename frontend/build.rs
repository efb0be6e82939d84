//! Keeps the relocations in the WebAssembly when the page is built in parts: the tool that splits
//! it needs them.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_PARTS").is_some()
        && std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm")
    {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
