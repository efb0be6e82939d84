//! A folder for one test. It is kept if the test fails, so that its logs can be read.

use std::path::{Path, PathBuf};

/// A folder that is deleted if the test passes.
#[derive(Debug)]
pub struct Scratch {
    folder: Option<tempfile::TempDir>,
    path: PathBuf,
}

impl Scratch {
    /// A new folder that every user of the machine may enter, because servers drop their
    /// privileges.
    ///
    /// # Panics
    /// When it cannot be created.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let folder = tempfile::Builder::new()
            .prefix(&format!("sportello-{name}-"))
            .tempdir()
            .unwrap_or_else(|err| panic!("no folder: {err}"));
        let path = folder.path().to_path_buf();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755))
                .unwrap_or_else(|err| panic!("{}: {err}", path.display()));
        }
        Self { folder: Some(folder), path }
    }

    /// The path of the folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file and returns its path.
    ///
    /// # Panics
    /// When the file cannot be written.
    pub fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.path.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)
                .unwrap_or_else(|err| panic!("{}: {err}", parent.display()));
        }
        std::fs::write(&path, content).unwrap_or_else(|err| panic!("{}: {err}", path.display()));
        path
    }

    /// Creates a folder inside and returns its path.
    ///
    /// # Panics
    /// When it cannot be created.
    pub fn folder(&self, name: &str) -> PathBuf {
        let path = self.path.join(name);
        std::fs::create_dir_all(&path).unwrap_or_else(|err| panic!("{}: {err}", path.display()));
        path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if std::thread::panicking()
            && let Some(folder) = self.folder.take()
        {
            let kept = folder.keep();
            #[expect(
                clippy::print_stderr,
                reason = "the one who reads a failed test has to know where its logs are"
            )]
            {
                eprintln!("kept: {}", kept.display());
            }
        }
    }
}
