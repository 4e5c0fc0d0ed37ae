//! The structure of a document for screen readers: headings, paragraphs, lists and tables, in reading order.

use std::num::{NonZeroU16, NonZeroU32};

use krilla::tagging::{Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

/// The language of the program's texts.
pub(super) const LANGUAGE: &str = "en-US";

/// The kind of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TagRole {
    /// A heading, with its level (1 for the title of the document) and its text.
    Heading(NonZeroU16, String),
    /// A paragraph.
    Paragraph,
    /// A list of short facts.
    List,
    /// A fact in a list, with its label.
    ListItem,
    /// The label of a fact.
    Label,
    /// The value of a fact.
    LabeledBody,
    /// A table.
    Table,
    /// The header of the table.
    TableHead,
    /// The body of the table.
    TableBody,
    /// A row of headings or cells.
    TableRow,
    /// The heading of a column.
    ColumnHeader,
    /// The heading of this many rows.
    RowHeader(NonZeroU32),
    /// A cell.
    Cell,
}

impl TagRole {
    /// Creates a heading of a level. As a bookmark and for a screen reader its pieces need only a space between them.
    pub(super) fn new_heading(level: u16, text: &str) -> Self {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self::Heading(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), text)
    }

    fn to_tag(&self) -> TagKind {
        match self {
            Self::Heading(level, text) => Tag::Hn(*level, Some(text.clone())).into(),
            Self::Paragraph => Tag::P.into(),
            Self::List => Tag::L(ListNumbering::None).into(),
            Self::ListItem => Tag::LI.into(),
            Self::Label => Tag::Lbl.into(),
            Self::LabeledBody => Tag::LBody.into(),
            Self::Table => Tag::Table.into(),
            Self::TableHead => Tag::THead.into(),
            Self::TableBody => Tag::TBody.into(),
            Self::TableRow => Tag::TR.into(),
            Self::ColumnHeader => Tag::TH(TableHeaderScope::Column).into(),
            Self::RowHeader(rows) => {
                let span = Some(*rows).filter(|rows| rows.get() > 1);
                Tag::TH(TableHeaderScope::Row).with_row_span(span).into()
            }
            Self::Cell => Tag::TD.into(),
        }
    }
}

/// The index of an element in its structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ElementId(usize);

impl ElementId {
    /// Returns the same element after `before` other elements were put before its structure.
    pub(super) const fn shift_by(self, before: usize) -> Self {
        Self(self.0 + before)
    }

    /// Returns the index.
    pub(super) const fn place(self) -> usize {
        self.0
    }
}

/// An element: its kind, and its parent.
#[derive(Debug)]
struct Element {
    role: TagRole,
    parent: Option<ElementId>,
}

/// The elements of a document in reading order: each comes after its parent.
#[derive(Debug, Default)]
pub(super) struct Structure {
    elements: Vec<Element>,
}

impl Structure {
    /// Adds an element at the end, inside a parent or at the top.
    pub(super) fn add_element(&mut self, role: TagRole, parent: Option<ElementId>) -> ElementId {
        self.elements.push(Element { role, parent });
        ElementId(self.elements.len() - 1)
    }

    /// Returns the number of elements.
    pub(super) const fn len(&self) -> usize {
        self.elements.len()
    }

    /// Appends the elements of another structure.
    pub(super) fn append_structure(&mut self, other: Self) {
        let before = self.len();
        let moved = |element: Element| {
            let parent = element.parent.map(|parent| parent.shift_by(before));
            Element { parent, ..element }
        };
        self.elements.extend(other.elements.into_iter().map(moved));
    }

    /// Returns the headings, each with its level and text.
    pub(super) fn list_headings(&self) -> impl Iterator<Item = (ElementId, u16, &str)> {
        self.elements.iter().enumerate().filter_map(|(place, element)| match &element.role {
            TagRole::Heading(level, text) => Some((ElementId(place), level.get(), text.as_str())),
            _ => None,
        })
    }

    /// Returns the tag tree of the file. Each element holds the pieces that were drawn of it; an element without any
    /// piece is left out.
    pub(super) fn build_tree(&self, mut drawn: Vec<Vec<Identifier>>) -> TagTree {
        drawn.resize_with(self.elements.len(), Vec::new);
        let mut inside: Vec<Vec<Node>> = Vec::new();
        inside.resize_with(self.elements.len(), Vec::new);
        let mut roots = Vec::new();
        // The elements are visited from the end, because children come after their parent: everything is collected in
        // reverse order.
        for element in self.elements.iter().rev() {
            let leaves = drawn.pop().unwrap_or_default().into_iter().map(Node::from);
            let children: Vec<Node> = leaves.chain(inside.pop().unwrap_or_default().into_iter().rev()).collect();
            if children.is_empty() {
                continue;
            }
            let group = Node::from(TagGroup::with_children(element.role.to_tag(), children));
            match element.parent.and_then(|parent| inside.get_mut(parent.0)) {
                Some(parent) => parent.push(group),
                None => roots.push(group),
            }
        }
        roots.reverse();
        TagTree::from(roots).with_lang(Some(LANGUAGE.to_owned()))
    }
}
