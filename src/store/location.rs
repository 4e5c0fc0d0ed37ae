//! Refuses unsafe places for a home: on a network share, where locks and flushes cannot be relied on, or in a folder
//! that a cloud service copies to other machines. `assets/places/unsafe.toml` lists them.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::StoreError;
use crate::platform;

const UNSAFE: &str = include_str!("../../assets/places/unsafe.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnsafeLocations {
    file_system: Vec<UnsafeFileSystem>,
    cloud_folder: Vec<CloudFolder>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnsafeFileSystem {
    magic: u32,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CloudFolder {
    part: String,
    name: String,
}

/// Refuses a folder that is in a place where no home may be.
pub(super) fn ensure_safe_location(folder: &Path) -> Result<(), StoreError> {
    let places: UnsafeLocations =
        toml::from_str(UNSAFE).map_err(|_error| StoreError::Internal("the list of unsafe places is flawed"))?;
    let existing = nearest_existing_folder(folder);
    let cloud = cloud_folder_reason(&places, folder).or_else(|| cloud_folder_reason(&places, &existing));
    match cloud.or_else(|| network_share_reason(&places, &existing)) {
        Some(why) => Err(StoreError::UnsafePlace { path: folder.to_owned(), why }),
        None => Ok(()),
    }
}

/// Returns the folder with links followed; if it does not exist, the nearest existing folder above it.
fn nearest_existing_folder(folder: &Path) -> PathBuf {
    folder.ancestors().find_map(|above| above.canonicalize().ok()).unwrap_or_else(|| folder.to_owned())
}

/// Returns why a folder is not safe because of a cloud service; `None` if it is safe.
fn cloud_folder_reason(places: &UnsafeLocations, folder: &Path) -> Option<String> {
    folder.iter().find_map(|part| {
        let part = part.to_string_lossy().to_lowercase();
        let cloud = places.cloud_folder.iter().find(|cloud| is_name_or_prefix(&part, &cloud.part))?;
        Some(format!("in a folder that {} copies to other machines", cloud.name))
    })
}

/// Returns whether a part of a path is the folder of a cloud service: `OneDrive - County of Alameda` and `Dropbox
/// (Personal)` are, `Dropboxes` is not.
fn is_name_or_prefix(part: &str, name: &str) -> bool {
    part.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '-', '(']))
}

/// Returns why a folder is not safe because of its file system; `None` where the system does not say which it is.
fn network_share_reason(places: &UnsafeLocations, folder: &Path) -> Option<String> {
    let found = platform::file_system_type(folder)?;
    let share = places.file_system.iter().find(|share| share.magic == found)?;
    Some(format!("on {}", share.name))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("/home/r/OneDrive - County of Alameda/caseload", true)]
    #[case("/home/r/Dropbox/caseload", true)]
    #[case("/Users/r/Library/Mobile Documents/caseload", true)]
    #[case("/home/r/Google Drive/x", true)]
    #[case("/home/r/dropboxes/caseload", false)]
    #[case("/home/r/.local/share/caseload", false)]
    fn f12_a_cloud_folder_is_recognized_by_its_name(#[case] folder: &str, #[case] refused: bool) {
        let places: UnsafeLocations = toml::from_str(UNSAFE).unwrap();
        assert_eq!(cloud_folder_reason(&places, Path::new(folder)).is_some(), refused);
    }

    #[test]
    fn f12_a_folder_of_this_machine_is_safe_and_a_cloud_folder_is_refused_with_the_reason() {
        let folder = tempfile::tempdir().unwrap();
        assert!(ensure_safe_location(folder.path()).is_ok());
        let error = ensure_safe_location(&folder.path().join("OneDrive/home")).unwrap_err().to_string();
        assert!(error.contains("OneDrive copies to other machines"), "{error}");
    }

    #[test]
    fn f12_a_link_into_a_cloud_folder_is_followed() {
        let folder = tempfile::tempdir().unwrap();
        let cloud = folder.path().join("Dropbox");
        std::fs::create_dir(&cloud).unwrap();
        let link = folder.path().join("local");
        platform::create_link(&cloud, &link).unwrap();
        assert!(ensure_safe_location(&link.join("home")).is_err());
    }

    /// No share can be mounted in a test, so the list is made to name the file system that is there.
    #[test]
    fn f12_a_share_is_recognized_by_its_file_system() {
        let folder = tempfile::tempdir().unwrap();
        let Some(magic) = platform::file_system_type(folder.path()) else { return };
        let named = |magic| UnsafeLocations {
            file_system: vec![UnsafeFileSystem { magic, name: "a share".to_owned() }],
            cloud_folder: vec![],
        };
        assert_eq!(network_share_reason(&named(magic), folder.path()).as_deref(), Some("on a share"));
        assert_eq!(network_share_reason(&named(magic ^ 1), folder.path()), None);
        let places: UnsafeLocations = toml::from_str(UNSAFE).unwrap();
        let shares = ["NFS", "SMB"].map(|share| places.file_system.iter().any(|known| known.name.contains(share)));
        assert_eq!(shares, [true, true]);
    }
}
