//! The parts of an archive that need no session, and the schemas of its documents.

use std::io::{Cursor, Read as _};

use super::Wanted;
use super::files::{Files, MAX_CONTENT_BYTES, safe};
use super::manifest::Manifest;
use super::table::{csv, inert};

#[track_caller]
fn check_cell(cell: &str, expected: &str) {
    assert_eq!(inert(cell), expected);
}

#[test]
fn no_cell_is_a_formula() {
    check_cell("mario@bottega.test", "mario@bottega.test");
    check_cell("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
    check_cell("+39 0471", "'+39 0471");
    check_cell("-1+1", "'-1+1");
    check_cell("@SUM(A1)", "'@SUM(A1)");
    check_cell("  =1", "'  =1");
    check_cell("\t=1", "'\t=1");
    check_cell("", "");
    let written = csv(&["a".to_owned()], &[vec!["=1,\"x\"\n2".to_owned()]]).unwrap();
    assert_eq!(String::from_utf8(written).unwrap(), "a\r\n\"'=1,\"\"x\"\"\n2\"\r\n");
}

#[test]
fn a_name_leaves_its_folder_on_no_system() {
    for (name, expected) in [
        ("mario.rossi+x@bottega.test", "mario.rossi+x@bottega.test"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("a\\b:c*?\"<>|\u{202e}", "a_b_c_______"),
    ] {
        assert_eq!(safe(name), expected);
    }
    assert_eq!(safe(&"x".repeat(1_000)).len(), 100);
}

/// The limit holds over all files; what has no room is named.
#[test]
fn what_has_no_room_is_named() {
    let mut files = Files::new();
    let half = vec![0; MAX_CONTENT_BYTES / 2 + 1];
    files.add("first".to_owned(), &half).unwrap();
    files.add("second".to_owned(), &half).unwrap();
    files.add("small".to_owned(), b"x").unwrap();
    let zip = files.finish(Manifest::new("session", &Wanted::default(), 0)).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(names, ["first", "small", "manifest.json"]);
    let mut manifest = String::new();
    zip.by_name("manifest.json").unwrap().read_to_string(&mut manifest).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let expected = serde_json::json!([{ "name": "second", "reason": "too_large" }]);
    assert_eq!(manifest["left_out"]["files"], expected);
    assert_eq!(manifest["files"][1]["sha256"].as_str().map(str::len), Some(64));
}

/// The checked-in schema of a document; with `SPORTELLO_RECORD=1` it is written anew.
#[track_caller]
fn check_schema<T: schemars::JsonSchema>(name: &str) {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<T>();
    let expected = serde_json::to_value(&schema).unwrap();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/schemas");
    let file = folder.join(format!("{name}.schema.json"));
    if std::env::var_os("SPORTELLO_RECORD").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        let text = serde_json::to_string_pretty(&expected).unwrap();
        std::fs::write(&file, format!("{text}\n")).unwrap();
    }
    // Compared as values: the order of fields depends on what else is compiled.
    let written = std::fs::read_to_string(&file).unwrap();
    let written: serde_json::Value = serde_json::from_str(&written).unwrap();
    assert!(written == expected, "SPORTELLO_RECORD=1 brings {} up to date", file.display());
}

#[test]
fn the_schemas_are_those_of_the_types() {
    check_schema::<crate::report::Document>("report");
    check_schema::<super::CheckedReport<'_>>("check-report");
    check_schema::<super::MailboxResults>("mailbox-results");
    check_schema::<Manifest>("manifest");
}
