//! The file into which `sportello check --archive` writes.
//!
//! Only its owner may read it, because it names mailboxes. Must never overwrite a file: an older
//! proof is kept.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use terms::Lang;

use crate::archive::{CheckedTarget, Wanted, of_checks};
use crate::clock;

/// Creates the file.
pub(super) fn new_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Writes the archive of these targets.
pub(super) fn write(
    mut file: File,
    targets: &[CheckedTarget],
    lang: Lang,
    is_masked: bool,
) -> io::Result<()> {
    let wanted = Wanted { lang, left_out: Vec::new(), is_masked };
    let archive = of_checks(targets, &wanted, clock::now_ms()).map_err(io::Error::other)?;
    file.write_all(&archive)?;
    file.sync_all()
}
