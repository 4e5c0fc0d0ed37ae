//! Mangles input: what a bad cable, a bad editor or somebody with bad intentions makes of a file. The attacks through the
//! binary (`tests/attack`) use it too.

use std::io::{Cursor, Read as _, Write as _};

use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

/// Bytes that readers stumble over.
const PIECES: [&[u8]; 14] = [
    b"\"",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"\0",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"1E400",
    b"-1",
    b"99/99/9999",
    b"\xC3",
    b"Total",
];

/// Returns the bytes with some of them cut, doubled, overwritten or inserted.
pub fn mangle(bytes: &[u8], chance: &mut ChaCha8Rng) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..chance.random_range(1..12) {
        let length = bytes.len();
        let index = if length == 0 { 0 } else { chance.random_range(0..length) };
        let count = chance.random_range(0..64).min(length - index);
        match chance.random_range(0..6) {
            0 => bytes.truncate(index),
            1 => drop(bytes.drain(index..index + count)),
            2 => {
                let copy = bytes[index..index + count].to_vec();
                bytes.splice(index..index, copy);
            }
            3 if length > 0 => bytes[index] = chance.random(),
            4 if length > 0 => bytes[index] ^= 1 << chance.random_range(0..8),
            _ => drop(bytes.splice(index..index, PIECES[chance.random_range(0..PIECES.len())].to_vec())),
        }
    }
    bytes
}

/// Returns a workbook with one part mangled and packed again. Bytes mangled from outside seldom pass the checksums.
pub fn mangle_inside(workbook: &[u8], chance: &mut ChaCha8Rng) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let target = chance.random_range(0..archive.len());
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        packed.start_file(file.name().unwrap().into_owned(), zip::write::SimpleFileOptions::default()).unwrap();
        let content = if index == target { mangle(&content, chance) } else { content };
        packed.write_all(&content).unwrap();
    }
    packed.finish().unwrap().into_inner()
}
