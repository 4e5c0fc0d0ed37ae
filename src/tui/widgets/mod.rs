//! The pieces that panes are drawn with. Each draws from a shared reference and changes nothing.

pub mod bar;
pub mod choice;
pub mod clock_strip;
pub mod columns;
pub mod cursor;
pub mod large_number;
pub mod line_input;
pub mod list;
pub mod message_line;
pub mod narrative;
pub mod own_columns;
pub mod panel;
pub mod passphrase_input;
pub mod read_page;
pub mod scroll;
pub mod table;
pub mod text_sink;
pub mod timeline;
