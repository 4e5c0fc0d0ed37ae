//! Reads the arguments, opens the home, hands over; nothing else.

fn main() {}
