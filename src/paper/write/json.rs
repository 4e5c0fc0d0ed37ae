//! JSON: a list's rows by the names of their columns, or a whole document with who printed it.

use serde_json::{Map, Value, json};

use crate::paper::document::{Block, Cell, Document, Section, Table};

/// The rows of a table.
pub fn rows(table: &Table) -> Value {
    let row = |cells: &Vec<Cell>| {
        let named = table.columns.iter().zip(cells);
        Value::Object(named.map(|(column, cell)| (column.id.as_ref().to_owned(), value(cell))).collect::<Map<_, _>>())
    };
    Value::Array(table.rows.iter().map(row).collect())
}

/// The document.
pub(super) fn document(document: &Document) -> serde_json::Result<Vec<u8>> {
    let printed = &document.printed;
    let whole = json!({
        "document": document.name,
        "title": document.title,
        "notes": document.notes,
        "as_of": document.as_of,
        "printed_by": printed.by.number,
        "printed_on": printed.on,
        "practice": printed.practice,
        "redacted": document.redacted,
        "sections": document.sections.iter().map(section).collect::<Vec<_>>(),
    });
    let mut bytes = serde_json::to_vec_pretty(&whole)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn section(section: &Section) -> Value {
    let heading: Vec<_> = section.heading.iter().map(value).collect();
    json!({ "heading": heading, "blocks": section.blocks.iter().map(block).collect::<Vec<_>>() })
}

fn block(block: &Block) -> Value {
    match block {
        Block::Table(table) => json!({ "title": table.title, "rows": rows(table) }),
        Block::Fields(fields) => {
            let field = |(label, cell): &(&str, Cell)| json!({ "label": label, "value": value(cell) });
            json!({ "fields": fields.iter().map(field).collect::<Vec<_>>() })
        }
        Block::Text(cell) => json!({ "text": value(cell) }),
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Person(person) => json!(person),
        Cell::Count(count) => json!(count),
        Cell::Hours(hours) => json!(hours),
        Cell::Is(yes) => json!(yes),
        Cell::Code(id, _) | Cell::Mark(id, _) => json!(id),
        Cell::List(texts) => json!(texts),
        other => Value::String(other.shown()),
    }
}
