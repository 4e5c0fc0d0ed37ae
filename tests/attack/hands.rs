//! Hands on the keyboard that mean nothing or mean harm: random keys, control bytes, pastes, answers of a terminal, and
//! sizes that no terminal has. The screen lives through them, and the record holds.

use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

use super::support::TestHome;
use super::support::terminal::Terminal;
use super::{Attempts, assert_sound};

/// What a terminal, a mouse or a program between sends without being asked.
const ANSWERS: [&str; 9] = [
    "\x1b]11;rgb:1111/2222/3333\x07",
    "\x1b[?62;c",
    "\x1b[>0;276;0c",
    "\x1b[8;24;80t",
    "\x1b[<0;10;10M",
    "\x1b[I",
    "\x1bP1$r0m\x1b\\",
    "\x1b[24;80R",
    "\x1b[200~pasted \x1b]0;PWNED\x07 text\x1b[201~",
];
const KEYS: [&str; 24] = [
    "\r", "\x1b", "\t", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~", "\x1b[3~",
    "\x7f", "\x08", " ", "\x13", "\x06", "\x1a", "\x15", "\x17", "\x02", "1", "2", "?",
];

/// Draws a key or an answer. Ctrl-L is left out, because behind the lock nothing acts.
fn draw_input(chance: &mut ChaCha8Rng) -> String {
    match chance.random_range(0..10) {
        0 => ANSWERS[chance.random_range(0..ANSWERS.len())].to_owned(),
        1..=4 => KEYS[chance.random_range(0..KEYS.len())].to_owned(),
        5 => char::from(chance.random_range(0x80..0xff_u8)).to_string(),
        _ => char::from(chance.random_range(b'!'..=b'~')).to_string(),
    }
}

#[test]
fn random_hands_break_neither_the_screen_nor_the_record() {
    let home = TestHome::with_extracts();
    let mut attempts = Attempts::begin();
    let (mut keys, mut terminated) = (0_u32, 0_u32);
    for (attempt, mut chance) in attempts.by_ref() {
        let mut terminal = Terminal::unlocked(&home);
        for _ in 0..120 {
            // `q` leaves; what is typed afterward would wait in vain.
            let input = draw_input(&mut chance).replace('q', "j");
            terminal.type_text(&input);
            keys += 1;
            if chance.random_range(0..40) == 0 {
                terminal.resize(chance.random_range(1..70), chance.random_range(1..250));
            }
        }
        terminal.resize(24, 80);
        if chance.random() {
            // As a shutdown of the machine does. It may have ended by itself.
            std::process::Command::new("kill").args(["-TERM", &terminal.pid().to_string()]).output().unwrap();
            let code = terminal.ended();
            assert!(code != 70 && code != 101, "{attempt}: it panicked");
            terminated += 1;
        } else {
            terminal.kill();
        }
        let output = home.run(&["verify"]);
        assert_eq!(assert_sound(&attempt, &output), 0, "{attempt}: {}", String::from_utf8_lossy(&output.stderr));
    }
    println!("{keys} keys in {} screens of seed {}, {terminated} terminated", attempts.count, attempts.seed);
}
