//! Tells cargo which embedded files to watch: a rebuilt page has to be embedded again.

fn main() {
    // A missing folder would count as changed every time, so watch its parent until it exists.
    let page = if std::path::Path::new("../frontend/dist").exists() {
        "../frontend/dist"
    } else {
        "../frontend"
    };
    println!("cargo::rerun-if-changed={page}");
    println!("cargo::rerun-if-changed=migrations");
}
