//! The disk of [`super::disk`] as a layer of SQLite's, for one connection at a time.

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::ptr;
use std::slice;
use std::sync::{Mutex, MutexGuard};

use rusqlite::ffi;

use super::disk::{Call, Disk, Failure};

/// A disk that SQLite knows under a name. It stays registered for as long as the tests run.
#[derive(Clone, Copy)]
pub struct Plugged {
    pub name: &'static str,
    disk: &'static Mutex<Disk>,
}

impl Plugged {
    /// A new, empty disk.
    pub fn new(name: &str) -> Self {
        let disk: &'static Mutex<Disk> = Box::leak(Box::new(Mutex::new(Disk::new())));
        let c_name: &'static CStr = Box::leak(CString::new(name).unwrap().into_boxed_c_str());
        // SAFETY: SQLite starts itself here; the layer that it gives is a static of its own.
        let platform = unsafe {
            ffi::sqlite3_initialize();
            *ffi::sqlite3_vfs_find(ptr::null())
        };
        // Clock, sleep and randomness stay those of the platform.
        let layer: &'static mut ffi::sqlite3_vfs = Box::leak(Box::new(ffi::sqlite3_vfs {
            iVersion: 2,
            szOsFile: c_int::try_from(size_of::<OpenFile>()).unwrap(),
            pNext: ptr::null_mut(),
            zName: c_name.as_ptr(),
            pAppData: ptr::from_ref(disk).cast_mut().cast(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            xFullPathname: Some(full_name),
            ..platform
        }));
        // SAFETY: the layer and everything that it points to live for as long as the process.
        let code = unsafe { ffi::sqlite3_vfs_register(layer, 0) };
        assert_eq!(code, ffi::SQLITE_OK);
        Self { name: c_name.to_str().unwrap(), disk }
    }

    pub fn disk(&self) -> MutexGuard<'static, Disk> {
        self.disk.lock().unwrap()
    }
}

/// What SQLite keeps of an open file: its methods first, as it wants them.
#[repr(C)]
struct OpenFile {
    methods: *const ffi::sqlite3_io_methods,
    file: *mut File,
}

struct File {
    disk: &'static Mutex<Disk>,
    name: String,
    /// The index of the write-ahead log: memory that connections share; here there is one.
    index: Vec<Vec<u64>>,
}

impl File {
    fn disk(&self) -> MutexGuard<'static, Disk> {
        self.disk.lock().unwrap()
    }
}

/// # Safety
/// `file` was filled by [`open`] and not closed since, as SQLite promises of every file it hands to a method.
unsafe fn opened<'a>(file: *mut ffi::sqlite3_file) -> &'a mut File {
    // SAFETY: `open` put a pointer from `Box::into_raw` there, and SQLite uses a file from one thread at a time.
    unsafe { &mut *(*file.cast::<OpenFile>()).file }
}

/// # Safety
/// `layer` is one that [`Plugged::new`] registered.
unsafe fn disk_of(layer: *mut ffi::sqlite3_vfs) -> &'static Mutex<Disk> {
    // SAFETY: `pAppData` is the leaked disk.
    unsafe { &*(*layer).pAppData.cast() }
}

/// # Safety
/// `name` is a C string, as SQLite promises of every name it hands over.
unsafe fn named<'a>(name: *const c_char) -> &'a str {
    // SAFETY: by the contract of this function.
    unsafe { CStr::from_ptr(name) }.to_str().unwrap()
}

fn code(done: Result<(), Failure>) -> c_int {
    match done {
        Ok(()) => ffi::SQLITE_OK,
        Err(Failure::Full) => ffi::SQLITE_FULL,
        Err(Failure::Io(Call::Create)) => ffi::SQLITE_CANTOPEN,
        Err(Failure::Io(Call::Read)) => ffi::SQLITE_IOERR_READ,
        Err(Failure::Io(Call::Write)) => ffi::SQLITE_IOERR_WRITE,
        Err(Failure::Io(Call::Truncate)) => ffi::SQLITE_IOERR_TRUNCATE,
        Err(Failure::Io(Call::Flush)) => ffi::SQLITE_IOERR_FSYNC,
        Err(Failure::Io(Call::Delete)) => ffi::SQLITE_IOERR_DELETE,
    }
}

fn place(number: i64) -> usize {
    usize::try_from(number).unwrap()
}

unsafe extern "C" fn open(
    layer: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    granted: *mut c_int,
) -> c_int {
    let file = file.cast::<OpenFile>();
    // SAFETY: `file` has room for `szOsFile` bytes. Null methods tell SQLite that there is nothing to close.
    unsafe { (*file).methods = ptr::null() };
    // Nothing is ever put into a temporary file: it would lie there in the clear.
    assert!(!name.is_null(), "a temporary file");
    // SAFETY: SQLite hands over the layer it was given and a C string.
    let (disk, name) = unsafe { (disk_of(layer), named(name)) };
    let done = disk.lock().unwrap().open(name, flags & ffi::SQLITE_OPEN_CREATE != 0);
    if done.is_ok() {
        let opened = Box::new(File { disk, name: name.to_owned(), index: Vec::new() });
        // SAFETY: `file` has room for an `OpenFile`; `granted` is null or a number to fill.
        unsafe {
            file.write(OpenFile { methods: &raw const METHODS, file: Box::into_raw(opened) });
            if !granted.is_null() {
                *granted = flags;
            }
        }
    }
    code(done)
}

unsafe extern "C" fn delete(layer: *mut ffi::sqlite3_vfs, name: *const c_char, flush_folder: c_int) -> c_int {
    // SAFETY: SQLite hands over the layer it was given and a C string.
    let (disk, name) = unsafe { (disk_of(layer), named(name)) };
    let mut disk = disk.lock().unwrap();
    if disk.exists(name) { code(disk.delete(name, flush_folder != 0)) } else { ffi::SQLITE_IOERR_DELETE_NOENT }
}

unsafe extern "C" fn access(layer: *mut ffi::sqlite3_vfs, name: *const c_char, _: c_int, found: *mut c_int) -> c_int {
    // SAFETY: SQLite hands over the layer it was given, a C string and a number to fill.
    unsafe { *found = c_int::from(disk_of(layer).lock().unwrap().exists(named(name))) };
    ffi::SQLITE_OK
}

unsafe extern "C" fn full_name(_: *mut ffi::sqlite3_vfs, name: *const c_char, room: c_int, full: *mut c_char) -> c_int {
    // SAFETY: `name` is a C string and `full` has `room` bytes.
    unsafe {
        let name = CStr::from_ptr(name).to_bytes_with_nul();
        if name.len() > place(room.into()) {
            return ffi::SQLITE_CANTOPEN;
        }
        ptr::copy_nonoverlapping(name.as_ptr().cast(), full, name.len());
    }
    ffi::SQLITE_OK
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(flush),
    xFileSize: Some(size),
    xLock: Some(granted),
    xUnlock: Some(granted),
    xCheckReservedLock: Some(reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(map_index),
    xShmLock: Some(lock_index),
    xShmBarrier: Some(barrier),
    xShmUnmap: Some(unmap_index),
    xFetch: None,
    xUnfetch: None,
};

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: the pointer came from `Box::into_raw` in `open`, and SQLite closes a file once.
    drop(unsafe { Box::from_raw((*file.cast::<OpenFile>()).file) });
    ffi::SQLITE_OK
}

unsafe extern "C" fn read(file: *mut ffi::sqlite3_file, into: *mut c_void, length: c_int, at: i64) -> c_int {
    // SAFETY: the file is open and `into` has `length` bytes.
    let (file, into) = unsafe { (opened(file), slice::from_raw_parts_mut(into.cast::<u8>(), place(length.into()))) };
    match file.disk().read(&file.name, place(at), into) {
        Ok(found) if found < into.len() => ffi::SQLITE_IOERR_SHORT_READ,
        done => code(done.map(drop)),
    }
}

unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, from: *const c_void, length: c_int, at: i64) -> c_int {
    // SAFETY: the file is open and `from` has `length` bytes.
    let (file, from) = unsafe { (opened(file), slice::from_raw_parts(from.cast::<u8>(), place(length.into()))) };
    code(file.disk().write(&file.name, place(at), from))
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, length: i64) -> c_int {
    // SAFETY: the file is open.
    let file = unsafe { opened(file) };
    code(file.disk().truncate(&file.name, place(length)))
}

unsafe extern "C" fn flush(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: the file is open.
    let file = unsafe { opened(file) };
    code(file.disk().flush(&file.name))
}

unsafe extern "C" fn size(file: *mut ffi::sqlite3_file, size: *mut i64) -> c_int {
    // SAFETY: the file is open and `size` is a number to fill.
    unsafe {
        let file = opened(file);
        *size = i64::try_from(file.disk().size(&file.name)).unwrap();
    }
    ffi::SQLITE_OK
}

/// There is one connection: every lock is free.
unsafe extern "C" fn granted(_: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    ffi::SQLITE_OK
}

unsafe extern "C" fn reserved(_: *mut ffi::sqlite3_file, by_another: *mut c_int) -> c_int {
    // SAFETY: `by_another` is a number to fill.
    unsafe { *by_another = 0 };
    ffi::SQLITE_OK
}

unsafe extern "C" fn control(_: *mut ffi::sqlite3_file, _: c_int, _: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector(_: *mut ffi::sqlite3_file) -> c_int {
    4096
}

unsafe extern "C" fn characteristics(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: the file is open.
    let powersafe = unsafe { opened(file) }.disk().powersafe;
    if powersafe { ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE } else { 0 }
}

unsafe extern "C" fn map_index(
    file: *mut ffi::sqlite3_file,
    region: c_int,
    bytes: c_int,
    _: c_int,
    mapped: *mut *mut c_void,
) -> c_int {
    // SAFETY: the file is open.
    let file = unsafe { opened(file) };
    let (region, words) = (place(region.into()), place(bytes.into()) / size_of::<u64>());
    while file.index.len() <= region {
        file.index.push(vec![0; words]);
    }
    // SAFETY: `mapped` is a pointer to fill. A region neither moves nor goes before the file is closed, and only
    // SQLite looks into it.
    unsafe { *mapped = file.index[region].as_mut_ptr().cast() };
    ffi::SQLITE_OK
}

unsafe extern "C" fn lock_index(_: *mut ffi::sqlite3_file, _: c_int, _: c_int, _: c_int) -> c_int {
    ffi::SQLITE_OK
}

unsafe extern "C" fn barrier(_: *mut ffi::sqlite3_file) {}

unsafe extern "C" fn unmap_index(_: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    ffi::SQLITE_OK
}
