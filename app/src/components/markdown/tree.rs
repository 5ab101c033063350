//! Markdown as a small tree: what a reader may see, and nothing that could act.
//!
//! Raw HTML is text like any other. Pictures are never loaded: their address would tell somebody that
//! this was read. Links go to the web or to mail, or are text.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag};

/// The deepest nesting that is shown as such; what is deeper is shown on this level.
const MAX_DEPTH: usize = 24;

/// One piece of a text.
#[derive(Clone, PartialEq, Debug)]
pub enum Node {
    /// Words.
    Text(String),
    /// Words in the type of a machine.
    Code(String),
    /// A new line.
    Break,
    /// A line across.
    Rule,
    /// A picture that is not shown, by its address.
    Picture(String),
    /// Something with pieces inside.
    Block(Kind, Vec<Self>),
}

/// What holds pieces.
#[derive(Clone, PartialEq, Debug)]
pub enum Kind {
    /// A paragraph.
    Paragraph,
    /// A heading; the page decides its level.
    Heading(u8),
    /// Somebody else's words.
    Quote,
    /// Lines kept as they are.
    Preformatted,
    /// A list, counted from a number or not.
    List(Option<u64>),
    /// An entry of a list.
    Entry,
    /// Stressed.
    Emphasis,
    /// Stressed more.
    Strong,
    /// Struck out.
    Struck,
    /// A link to an address that is safe to open.
    Link(String),
    /// Nothing of its own.
    Plain,
}

/// Reads a text. Any text is Markdown, so this cannot fail; its time and depth are bounded by the length
/// of the text and [`MAX_DEPTH`].
#[must_use]
pub fn parse(text: &str) -> Vec<Node> {
    let mut open: Vec<(Kind, Vec<Node>)> = vec![(Kind::Plain, Vec::new())];
    // Containers that were too deep to open: their ends close nothing.
    let mut skipped = 0_usize;
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH) {
        let node = match event {
            Event::Start(tag) => {
                if let Tag::Image { dest_url, .. } = &tag {
                    push(&mut open, Node::Picture(dest_url.to_string()));
                }
                if open.len() > MAX_DEPTH {
                    skipped += 1;
                } else {
                    open.push((kind(&tag), Vec::new()));
                }
                continue;
            }
            Event::End(_) => {
                if skipped > 0 {
                    skipped -= 1;
                } else if open.len() > 1
                    && let Some((kind, inside)) = open.pop()
                {
                    push(&mut open, Node::Block(kind, inside));
                }
                continue;
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                Node::Text(text.to_string())
            }
            Event::Code(text) => Node::Code(text.to_string()),
            // People who press Enter mean a new line.
            Event::SoftBreak | Event::HardBreak => Node::Break,
            Event::Rule => Node::Rule,
            // Not switched on, so never met.
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {
                continue;
            }
        };
        push(&mut open, node);
    }
    open.into_iter()
        .next()
        .map(|(_, inside)| inside)
        .unwrap_or_default()
}

fn push(open: &mut [(Kind, Vec<Node>)], node: Node) {
    if let Some((_, inside)) = open.last_mut() {
        inside.push(node);
    }
}

fn kind(tag: &Tag<'_>) -> Kind {
    match tag {
        Tag::Paragraph => Kind::Paragraph,
        Tag::Heading { level, .. } => Kind::Heading(match level {
            HeadingLevel::H1 => 1,
            HeadingLevel::H2 => 2,
            _ => 3,
        }),
        Tag::BlockQuote(_) => Kind::Quote,
        Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) | Tag::HtmlBlock => {
            Kind::Preformatted
        }
        Tag::List(first) => Kind::List(*first),
        Tag::Item => Kind::Entry,
        Tag::Emphasis => Kind::Emphasis,
        Tag::Strong => Kind::Strong,
        Tag::Strikethrough => Kind::Struck,
        Tag::Link { dest_url, .. } if opens_safely(dest_url) => Kind::Link(dest_url.to_string()),
        _ => Kind::Plain,
    }
}

/// Web and mail addresses. Everything else, `javascript:` first of all, is no link.
fn opens_safely(address: &str) -> bool {
    let start: String = address
        .chars()
        .take(8)
        .collect::<String>()
        .to_ascii_lowercase();
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| start.starts_with(scheme))
}

/// The words of some pieces, to tell their language.
#[must_use]
pub fn words(nodes: &[Node]) -> String {
    let mut out = String::new();
    let mut rest: Vec<&Node> = nodes.iter().rev().collect();
    while let Some(node) = rest.pop() {
        match node {
            Node::Text(text) | Node::Code(text) => out.push_str(text),
            Node::Block(_, inside) => rest.extend(inside.iter().rev()),
            Node::Break | Node::Rule | Node::Picture(_) => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> usize {
        format!("{:?}", parse(text)).matches("Link(").count()
    }

    #[test]
    fn raw_html_is_text() {
        let nodes = parse("before <img src=x onerror=alert(1)> after\n\n<script>alert(1)</script>");
        let text = words(&nodes);
        assert!(text.contains("<img src=x onerror=alert(1)>"));
        assert!(text.contains("<script>alert(1)</script>"));
    }

    #[test]
    fn only_web_and_mail_addresses_are_links() {
        assert_eq!(
            links("[a](https://a.example) [b](HTTP://b.example) <mailto:c@d.example>"),
            3
        );
        assert_eq!(
            links("[a](javascript:alert(1)) [b](data:text/html,x) [c](//d.example) [e](/today)"),
            0
        );
        assert_eq!(
            links("[a](java\tscript:x) [a]( javascript:x) [é](ééééééééé:x)"),
            0
        );
    }

    #[test]
    fn pictures_are_not_shown() {
        let nodes = parse("![alt](https://tracker.example/a.png)");
        let shown = format!("{nodes:?}");
        assert!(shown.contains("Picture(\"https://tracker.example/a.png\")"));
        assert_eq!(links("![alt](https://tracker.example/a.png)"), 0);
    }

    #[test]
    fn nesting_is_bounded_and_loses_no_words() {
        fn depth(nodes: &[Node]) -> usize {
            nodes
                .iter()
                .map(|n| {
                    if let Node::Block(_, inside) = n {
                        1 + depth(inside)
                    } else {
                        1
                    }
                })
                .max()
                .unwrap_or(0)
        }
        let deep = format!("{} word\n\nlast", ">".repeat(5000));
        let nodes = parse(&deep);
        assert!(depth(&nodes) <= MAX_DEPTH + 2, "{}", depth(&nodes));
        assert!(words(&nodes).contains("word") && words(&nodes).contains("last"));
    }

    #[test]
    fn one_enter_is_one_new_line() {
        assert_eq!(
            parse("a\nb"),
            [Node::Block(
                Kind::Paragraph,
                vec![Node::Text("a".into()), Node::Break, Node::Text("b".into())]
            )]
        );
    }
}
