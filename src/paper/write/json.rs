//! JSON: a list's rows by the names of their columns, or a whole document with who printed it (docs/json.md).

use serde_json::{Map, Value, json};

use crate::domain::sanitize;
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentSection, DocumentTable, OutputDocument};

/// Returns the rows of a table as an array of objects, one field for each column.
pub fn table_rows(table: &DocumentTable) -> Value {
    let row = |cells: &Vec<DocumentCell>| {
        let fields = table.columns.iter().zip(cells);
        let fields = fields.map(|(column, cell)| (column.id.as_ref().to_owned(), cell_json(cell)));
        Value::Object(fields.collect::<Map<_, _>>())
    };
    Value::Array(table.rows.iter().map(row).collect())
}

/// Returns the whole document, with a line feed at its end.
pub(super) fn render_json(document: &OutputDocument) -> serde_json::Result<Vec<u8>> {
    let printed = &document.printed;
    let value = json!({
        "document": document.name,
        "title": document.title,
        "notes": document.notes,
        "as_of": document.as_of,
        "printed_by": printed.by.number,
        "printed_on": printed.on,
        "practice": printed.practice,
        "redacted": document.redacted,
        "sections": document.common_sections().map(section_json).collect::<Vec<_>>(),
    });
    let mut text = sanitize::escape_json(&serde_json::to_string_pretty(&value)?);
    text.push('\n');
    Ok(text.into_bytes())
}

fn section_json(section: &DocumentSection) -> Value {
    let heading: Vec<_> = section.heading.iter().map(cell_json).collect();
    json!({ "heading": heading, "blocks": section.blocks.iter().map(block_json).collect::<Vec<_>>() })
}

fn block_json(block: &DocumentBlock) -> Value {
    match block {
        DocumentBlock::Table(table) => json!({ "title": table.title, "rows": table_rows(table) }),
        DocumentBlock::Fields(fields) => {
            let field = |(label, cell): &(&str, DocumentCell)| json!({ "label": label, "value": cell_json(cell) });
            json!({ "fields": fields.iter().map(field).collect::<Vec<_>>() })
        }
        DocumentBlock::Text(cell) => json!({ "text": cell_json(cell) }),
    }
}

fn cell_json(cell: &DocumentCell) -> Value {
    match cell {
        DocumentCell::Empty => Value::Null,
        DocumentCell::Person(person) => json!(person),
        DocumentCell::Count(count) => json!(count),
        DocumentCell::Hours(hours) => json!(hours),
        DocumentCell::YesNo(yes) => json!(yes),
        DocumentCell::Code(id, _) | DocumentCell::Mark(id, _) => json!(id),
        DocumentCell::List(texts) => json!(texts),
        other => Value::String(other.to_data().into_owned()),
    }
}
