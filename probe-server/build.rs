//! Tells cargo what is embedded: a page that was built again has to be embedded again.

fn main() {
    // A folder that is not there would count as changed every time; the one around it is.
    let page = if std::path::Path::new("../frontend/dist").exists() { "../frontend/dist" } else { "../frontend" };
    println!("cargo::rerun-if-changed={page}");
    println!("cargo::rerun-if-changed=migrations");
}
