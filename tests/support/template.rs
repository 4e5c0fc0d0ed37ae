//! Homes that are made once and written anew for each test. Most tests begin with the same home, and to make one takes a
//! hundred times as long as to write its files.

use std::collections::HashMap;
use std::fs::{self, Permissions};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

use tempfile::TempDir;

/// A folder in memory: what is in it, folders before what they hold.
struct Template(Vec<(PathBuf, Permissions, Option<Vec<u8>>)>);

impl Template {
    fn read(folder: &Path) -> Self {
        let mut entries = Vec::new();
        let mut left = vec![folder.to_owned()];
        while let Some(path) = left.pop() {
            let permissions = fs::metadata(&path).unwrap().permissions();
            let bytes = path.is_file().then(|| fs::read(&path).unwrap());
            if path.is_dir() {
                left.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            }
            entries.push((path.strip_prefix(folder).unwrap().to_owned(), permissions, bytes));
        }
        Self(entries)
    }

    fn write(&self, folder: &Path) {
        for (path, permissions, bytes) in &self.0 {
            let path = folder.join(path);
            match bytes {
                Some(bytes) => fs::write(&path, bytes).unwrap(),
                None => fs::create_dir_all(&path).unwrap(),
            }
            fs::set_permissions(&path, permissions.clone()).unwrap();
        }
    }
}

/// Writes the files of the template of this name into an empty folder. The first test that asks for it makes it.
pub fn write_template(name: &str, folder: &Path, make: impl FnOnce() -> TempDir) {
    static TEMPLATES: LazyLock<Mutex<HashMap<String, Arc<OnceLock<Template>>>>> = LazyLock::new(Mutex::default);
    let template = Arc::clone(TEMPLATES.lock().unwrap().entry(name.to_owned()).or_default());
    template.get_or_init(|| Template::read(make().path())).write(folder);
}
