//! Speed of the pure parts, and of what must answer while somebody types.

mod import;
mod rules;
mod search;
mod typing;

fn main() {
    divan::main();
}
