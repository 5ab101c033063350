//! Edits of index.html. Each fails where it finds nothing to do: a page that loads half is worse than no page.

use std::fs;
use std::path::Path;

use super::minify::minified;
use super::modules::Module;
use crate::{Result, digest};

/// The page Trunk wrote.
pub struct Page {
    html: String,
}

impl Page {
    pub fn read(stage: &Path) -> Result<Self> {
        Ok(Self {
            html: fs::read_to_string(stage.join("index.html"))?,
        })
    }

    pub fn write(self, stage: &Path) -> Result {
        // Trunk leaves an empty line for each link it took away.
        let lines = self.html.lines().filter(|line| !line.trim().is_empty());
        let html: String = lines.flat_map(|line| [line, "\n"]).collect();
        Ok(fs::write(stage.join("index.html"), html)?)
    }

    /// Joins all stylesheets, in their order, into one: a request for each would queue on a slow link.
    pub fn join_styles(&mut self, stage: &Path) -> Result {
        let mut css = Vec::new();
        let mut first = None;
        while let Some(tag) = self.next_stylesheet() {
            let name = attribute(&tag, "href").ok_or("a stylesheet has no href")?;
            let file = stage.join(name.trim_start_matches('/'));
            css.extend(fs::read(&file)?);
            css.push(b'\n');
            fs::remove_file(file)?;
            first = first.or(self.html.find(&tag));
            self.html = self.html.replacen(&tag, "", 1);
        }
        let at = first.ok_or("the page links no stylesheet")?;
        let css = minified("css", &css)?;
        let name = format!("style-{}.css", digest::short_hex(&digest::sha256(&css), 16));
        let integrity = digest::integrity(&css);
        fs::write(stage.join(&name), css)?;
        let tag = format!(r#"<link rel="stylesheet" href="/{name}" integrity="{integrity}">"#);
        self.html.insert_str(at, &tag);
        Ok(())
    }

    fn next_stylesheet(&self) -> Option<String> {
        let is_stylesheet = |tag: &String| attribute(tag, "rel").as_deref() == Some("stylesheet");
        self.links().into_iter().find(is_stylesheet)
    }

    /// All `<link …>` tags, in their order.
    fn links(&self) -> Vec<String> {
        let starts = self.html.match_indices("<link ");
        let tags = starts.filter_map(|(at, _)| self.html.get(at..)?.split_inclusive('>').next());
        tags.map(str::to_owned).collect()
    }

    /// Puts the hash of a script's content into its name, and its integrity into the page.
    pub fn hash_name(&mut self, stage: &Path, name: &str) -> Result {
        let bytes = minified("js", &fs::read(stage.join(name))?)?;
        let stem = name.trim_end_matches(".js");
        let hashed = format!(
            "{stem}-{}.js",
            digest::short_hex(&digest::sha256(&bytes), 16)
        );
        fs::remove_file(stage.join(name))?;
        fs::write(stage.join(&hashed), &bytes)?;
        let new = format!(
            r#"src="/{hashed}" integrity="{}""#,
            digest::integrity(&bytes)
        );
        self.replace(&format!(r#"src="/{name}""#), &new)
    }

    /// Says where the app is, and has all of it fetched at once.
    pub fn set_app(&mut self, stage: &Path, app: &Module) -> Result {
        let read = |address: &str| fs::read(stage.join(address.trim_start_matches('/')));
        let wasm = app.wasm();
        let wasm_integrity = digest::integrity(&read(&wasm)?);
        for (attribute, value) in [
            ("data-js", app.script()),
            ("data-wasm", wasm.clone()),
            ("data-wasm-integrity", wasm_integrity),
        ] {
            let empty = format!(r#" {attribute}="""#);
            self.replace(&empty, &format!(r#" {attribute}="{value}""#))?;
        }
        // Browsers ignore `integrity` on a wasm preload, and say so on every visit; boot.js does the check.
        let mut links = format!(
            r#"<link rel="preload" href="{wasm}" crossorigin as="fetch" type="application/wasm">"#
        );
        for script in app.scripts() {
            let integrity = digest::integrity(&read(&script)?);
            links += &format!(
                r#"<link rel="modulepreload" href="{script}" crossorigin integrity="{integrity}">"#
            );
        }
        self.replace("</head>", &format!("{links}</head>"))
    }

    /// Fills the content of an empty `<meta name=…>`.
    pub fn set_meta(&mut self, name: &str, content: &str) -> Result {
        let old = format!(r#"<meta name="{name}" content="">"#);
        self.replace(
            &old,
            &format!(r#"<meta name="{name}" content="{content}">"#),
        )
    }

    fn replace(&mut self, old: &str, new: &str) -> Result {
        match self.html.matches(old).count() {
            1 => self.html = self.html.replacen(old, new, 1),
            count => return Err(format!("index.html holds `{old}` {count} times, not once").into()),
        }
        Ok(())
    }
}

/// The first value of an attribute written `name="value"`.
fn attribute(html: &str, name: &str) -> Option<String> {
    let rest = html.split_once(&format!(" {name}=\""))?.1;
    Some(rest.split_once('"')?.0.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meta_is_filled_once_and_only_once() {
        let mut page = Page {
            html: r#"<meta name="build" content="">"#.into(),
        };
        page.set_meta("build", "abc").unwrap();
        assert_eq!(page.html, r#"<meta name="build" content="abc">"#);
        assert!(page.set_meta("build", "abc").is_err());
    }

    #[test]
    fn stylesheets_are_told_from_other_links() {
        let html = r#"<link rel="icon" href="/i.svg"><link rel="stylesheet" href="/a.css">"#;
        let page = Page { html: html.into() };
        let tag = page.next_stylesheet().unwrap();
        assert_eq!(attribute(&tag, "href").as_deref(), Some("/a.css"));
    }
}
