//! A playbook file as a tree in which every value and every key has its place.
//!
//! Knows YAML and nothing of playbooks. Scalars keep their characters, so that a telephone number
//! keeps its zeros. Must never lose a place: error messages refer to it.

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::spot::Spot;
use super::unreadable::Unreadable;
use crate::Misreading;

/// The deepest nesting of values that is accepted; a playbook needs eleven levels.
pub(super) const MAX_DEPTH: usize = 32;

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// Where it starts.
    pub(super) spot: Spot,
    /// Its content.
    pub(super) value: Value,
}

/// The content of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A text, a number or a boolean; which one depends on the type that is read.
    Scalar {
        /// Its characters, without quotation marks.
        text: String,
        /// Whether it was written without quotation marks.
        is_plain: bool,
    },
    /// Values in order.
    List(Vec<Node>),
    /// Values by name, in the order of the file.
    Map(Vec<(Key, Node)>),
}

/// The name of a value in a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// Where it starts.
    pub(super) spot: Spot,
    /// Its characters.
    pub(super) name: String,
}

impl Node {
    /// The value of this key in a map.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        self.entry(name).map(|(_, node)| node)
    }

    /// The key and its value in a map.
    pub(super) fn entry(&self, name: &str) -> Option<(&Key, &Self)> {
        self.entries().iter().find(|(key, _)| key.name == name).map(|(key, node)| (key, node))
    }

    /// The entries of a map; empty for other values.
    pub(super) fn entries(&self) -> &[(Key, Self)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; empty for other values.
    pub(super) fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// Removes an entry from a map.
    pub(super) fn take(&mut self, name: &str) -> Option<(Key, Self)> {
        let Value::Map(entries) = &mut self.value else { return None };
        let place = entries.iter().position(|(key, _)| key.name == name)?;
        Some(entries.remove(place))
    }

    /// The characters of a scalar.
    pub(super) fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether it is empty or null.
    pub(super) fn is_nothing(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, is_plain: true } if matches!(text.as_str(), "" | "~" | "null"))
    }
}

/// Parses a file.
///
/// # Errors
/// When it is not YAML, or uses parts of YAML that playbooks do not allow: anchors, tags, several
/// documents.
pub(super) fn tree(text: &str) -> Result<Node, Unreadable> {
    // Makes the parser report an anchor at its own place.
    let options = granit_parser::options! { emit_anchor_events: true };
    let mut reader = Reader { events: Parser::new_from_str_with_options(text, options) };
    let root = loop {
        match reader.next()? {
            (Event::StreamStart | Event::DocumentStart(..), _) => {}
            // An empty file.
            (Event::StreamEnd, span) => {
                return Ok(Node { spot: spot(&span), value: Value::Map(Vec::new()) });
            }
            (event, span) => break reader.node(event, spot(&span), 0)?,
        }
    };
    loop {
        match reader.next()? {
            (Event::DocumentEnd, _) => {}
            (Event::StreamEnd, _) => return Ok(root),
            (_, span) => return Err(Unreadable::new(Misreading::SeveralDocuments).at(spot(&span))),
        }
    }
}

struct Reader<'t> {
    events: Parser<'t, granit_parser::StrInput<'t>>,
}

impl<'t> Reader<'t> {
    /// The next event; an error for those that playbooks do not allow.
    fn next(&mut self) -> Result<(Event<'t>, Span), Unreadable> {
        let next = self.events.next().transpose().map_err(|err| not_yaml(&err))?;
        let (event, span) =
            next.ok_or_else(|| Unreadable::new(Misreading::NotYaml { detail: String::new() }))?;
        let is_refused = match &event {
            Event::Anchor(..) | Event::Alias(_) => true,
            Event::Scalar(_, _, _, tag)
            | Event::SequenceStart(_, _, tag)
            | Event::MappingStart(_, _, tag) => tag.is_some(),
            _ => false,
        };
        if is_refused {
            Err(Unreadable::new(Misreading::Anchor).at(spot(&span)))
        } else {
            Ok((event, span))
        }
    }

    fn node(&mut self, event: Event<'t>, at: Spot, depth: usize) -> Result<Node, Unreadable> {
        if depth > MAX_DEPTH {
            return Err(Unreadable::new(Misreading::TooDeep).at(at));
        }
        let value = match event {
            Event::Scalar(text, style, ..) => {
                Value::Scalar { text: text.into_owned(), is_plain: style == ScalarStyle::Plain }
            }
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break Value::List(items),
                        (event, span) => items.push(self.node(event, spot(&span), depth + 1)?),
                    }
                }
            }
            Event::MappingStart(..) => {
                let mut entries: Vec<(Key, Node)> = Vec::new();
                loop {
                    let (event, span) = self.next()?;
                    let key_spot = spot(&span);
                    let name = match event {
                        Event::MappingEnd => break Value::Map(entries),
                        Event::Scalar(name, ..) => name.into_owned(),
                        _ => return Err(Unreadable::new(Misreading::NoName).at(key_spot)),
                    };
                    if entries.iter().any(|(key, _)| key.name == name) {
                        return Err(Unreadable::new(Misreading::SameName { name }).at(key_spot));
                    }
                    let (event, span) = self.next()?;
                    let node = self.node(event, spot(&span), depth + 1)?;
                    entries.push((Key { spot: key_spot, name }, node));
                }
            }
            // No other event starts a value.
            _ => Value::Map(Vec::new()),
        };
        Ok(Node { spot: at, value })
    }
}

fn spot(span: &Span) -> Spot {
    let whole = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    Spot { line: whole(span.start.line()), column: whole(span.start.col()).saturating_add(1) }
}

fn not_yaml(err: &ScanError) -> Unreadable {
    let at = err.marker();
    let span = Span::new(*at, *at);
    Unreadable::new(Misreading::NotYaml { detail: err.info() }).at(spot(&span))
}

#[cfg(test)]
mod tests {
    use super::tree;

    #[track_caller]
    fn refused(file: &str, code: &str, line: u64, column: u64) {
        let err = tree(file).expect_err(file);
        let place = err.spot.map(|spot| (spot.line, spot.column));
        assert_eq!((err.misreading.code(), place), (code, Some((line, column))), "{file}");
    }

    #[test]
    fn a_file_is_one_document() {
        for file in [
            "",
            "# nothing",
            "a: b",
            "---\na: b\n",
            "---\na: b\n...\n# the end\n",
            "%YAML 1.2\n---\na: b\n",
        ] {
            tree(file).unwrap_or_else(|err| panic!("{file:?}: {err}"));
        }
        refused("a: b\n---\nc: d\n", "several_documents", 2, 1);
        refused("a: b\n---\n", "several_documents", 2, 1);
        refused("a: b\n...\n---\nc: d\n", "several_documents", 3, 1);
        refused("a: b\n---\n- &x", "several_documents", 2, 1);
    }

    #[test]
    fn anchors_aliases_and_tags_are_refused_wherever_they_stand() {
        refused("a: &x b", "anchor", 1, 4);
        refused("a: &x { b: c }", "anchor", 1, 4);
        refused("a: &x [b]", "anchor", 1, 4);
        refused("a:\n  &x b: c", "anchor", 2, 3);
        refused("a: !!str b", "anchor", 1, 10);
        refused("!!str a: b", "anchor", 1, 7);
        refused("&x a: b\nc: *x", "anchor", 1, 1);
        refused("&x a", "anchor", 1, 1);
        refused("a: &x\n  b: c", "anchor", 1, 4);
        refused("- &x a\n- b", "anchor", 1, 3);
    }
}
