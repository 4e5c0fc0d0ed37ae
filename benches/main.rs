//! Speed of the pure parts.

mod rules;

fn main() {
    divan::main();
}
