//! The database file and its folder: created so that only this program's user can read them.
//!
//! SQLite creates the two files beside the database with the permissions of the database. Must
//! never widen a permission.

use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// The permissions that a new folder gets.
const FOLDER_MODE: u32 = 0o700;
/// The permissions that a new file gets.
const FILE_MODE: u32 = 0o600;
/// The permissions of everybody else, which no database has.
const OTHERS: u32 = 0o007;

/// Creates the folder and the file if they do not exist, and takes the permissions of everybody
/// else from files that do. Those of the file's group stay: an operator may need them for a backup.
pub(super) fn prepare(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        DirBuilder::new().recursive(true).mode(FOLDER_MODE).create(folder)?;
    }
    // Opening for appending creates the file and changes nothing in one that exists.
    OpenOptions::new().append(true).create(true).mode(FILE_MODE).open(path)?;
    for file in [path.to_owned(), beside(path, "-wal"), beside(path, "-shm")] {
        restrict(&file)?;
    }
    Ok(())
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn restrict(file: &Path) -> io::Result<()> {
    let mode = match fs::metadata(file) {
        Ok(metadata) => metadata.permissions().mode(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    if mode & OTHERS == 0 {
        return Ok(());
    }
    match fs::set_permissions(file, Permissions::from_mode(mode & !OTHERS)) {
        // The file belongs to another user, who decides.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            tracing::warn!(path = %file.display(), "everybody can read this file, and it belongs to another user");
            Ok(())
        }
        set => set,
    }
}
