//! Writes `index.html` and the files that it names: style sheets with a hash in their names, copied
//! files, and the script that loads the application.
//!
//! It reads `frontend/index.html` with the marks of Trunk (`<link data-trunk …>`) and writes what
//! Trunk writes; `page::trunk` compares the results. It must never ignore a mark that it does not
//! know.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::parts::Parts;

/// The beginning of each mark.
const MARK: &str = "<link data-trunk ";
/// The path at which the server serves the page; Trunk calls it `public_url`.
const BASE: &str = "/";

/// Writes `index.html` and the files that it names, the parts excepted, into `dist`.
///
/// # Errors
/// When a file is missing, or a mark is not known.
pub(super) fn write(root: &Path, dist: &Path, parts: &Parts) -> Result<()> {
    let folder = root.join("frontend");
    let source = read(&folder.join("index.html"))?;
    let script = script(&read(&root.join("Trunk.toml"))?, parts)?;
    let index = rendered(&source, |mark| match mark.of("rel")? {
        "rust" => Ok(script.clone()),
        "css" => style_sheet(&folder, dist, mark),
        "copy-file" => copied(&folder, dist, mark),
        unknown => bail!("xtask does not know rel=\"{unknown}\""),
    })?;
    std::fs::write(dist.join("index.html"), index).context("cannot write index.html")
}

/// `source` with each mark replaced.
fn rendered(source: &str, mut replace: impl FnMut(&Mark<'_>) -> Result<String>) -> Result<String> {
    let mut index = String::new();
    let mut rest = source;
    while let Some((before, from)) = rest.split_once(MARK) {
        let (attributes, after) =
            from.split_once('>').context("index.html: a <link> without an end")?;
        let mark = Mark { attributes };
        index.push_str(before);
        index
            .push_str(&replace(&mark).with_context(|| format!("index.html: {MARK}{attributes}>"))?);
        rest = after;
    }
    index.push_str(rest);
    if index.contains("data-trunk") {
        bail!("index.html: a mark of Trunk that xtask does not know; it reads `{MARK}…>`");
    }
    Ok(index)
}

/// The attributes of one mark, as they stand.
struct Mark<'a> {
    attributes: &'a str,
}

impl<'a> Mark<'a> {
    /// The value of an attribute that has to be there.
    fn of(&self, name: &str) -> Result<&'a str> {
        let (_, value) = self
            .all()
            .find(|(found, _)| *found == name)
            .with_context(|| format!("no {name}=\"…\""))?;
        Ok(value)
    }

    /// Fails for any other attribute: Trunk copies it into the page, and xtask would lose it.
    fn has_only(&self, known: &[&str]) -> Result<()> {
        match self.all().find(|(name, _)| !known.contains(name)) {
            Some((unknown, _)) => bail!("xtask does not know {unknown}"),
            None => Ok(()),
        }
    }

    fn all(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            let (name, from) = rest.split_once("=\"")?;
            let (value, after) = from.split_once('"')?;
            rest = after;
            Some((name.trim(), value))
        })
    }
}

fn style_sheet(folder: &Path, dist: &Path, mark: &Mark<'_>) -> Result<String> {
    mark.has_only(&["rel", "href", "data-integrity"])?;
    let path = folder.join(mark.of("href")?);
    let text = read(&path)?;
    let stem =
        path.file_stem().and_then(|stem| stem.to_str()).context("a style sheet without a name")?;
    let name = format!("{stem}-{:x}.css", seahash::hash(text.as_bytes()));
    std::fs::write(dist.join(&name), text).with_context(|| format!("cannot write {name}"))?;
    let integrity = mark.of("data-integrity")?;
    Ok(format!("<link rel=\"stylesheet\" href=\"{BASE}{name}\" data-integrity=\"{integrity}\"/>"))
}

fn copied(folder: &Path, dist: &Path, mark: &Mark<'_>) -> Result<String> {
    mark.has_only(&["rel", "href"])?;
    let path = folder.join(mark.of("href")?);
    let name = path.file_name().context("a file without a name")?;
    std::fs::copy(&path, dist.join(name))
        .with_context(|| format!("cannot copy {}", path.display()))?;
    Ok(String::new())
}

/// The `pattern_script` of Trunk.toml with the files of this build.
fn script(trunk: &str, parts: &Parts) -> Result<String> {
    let trunk: toml::Table = toml::from_str(trunk).context("Trunk.toml is not TOML")?;
    let pattern = trunk
        .get("build")
        .and_then(|build| build.get("pattern_script"))
        .and_then(toml::Value::as_str);
    let pattern = pattern.context("Trunk.toml has no pattern_script")?;
    let session: Vec<String> = parts.session.iter().map(|file| format!("{BASE}{file}")).collect();
    Ok(pattern
        .replace("{base}", BASE)
        .replace("{js}", &parts.js)
        .replace("{wasm}", &parts.wasm)
        .replace("data-session=\"\"", &format!("data-session=\"{}\"", session.join(" "))))
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: Option<&str>) {
        let found =
            rendered(source, |mark| Ok(format!("[{} {}]", mark.of("rel")?, mark.of("href")?)));
        assert_eq!(found.ok().as_deref(), expected, "{source}");
    }

    #[test]
    fn a_mark_is_replaced_and_the_rest_stays() {
        check(
            "<p>\n<link data-trunk rel=\"css\" href=\"a.css\" data-x=\"1\">\n<i>",
            Some("<p>\n[css a.css]\n<i>"),
        );
        check(
            "<link rel=\"icon\" href=\"/icon.svg\">",
            Some("<link rel=\"icon\" href=\"/icon.svg\">"),
        );
    }

    #[test]
    fn an_attribute_that_would_be_lost_is_an_error() {
        let known = |attributes| Mark { attributes }.has_only(&["rel", "href"]).is_ok();
        assert!(known("rel=\"css\" href=\"a.css\""));
        assert!(!known("rel=\"css\" href=\"a.css\" media=\"print\""));
    }

    #[test]
    fn a_mark_that_is_not_read_is_an_error() {
        check("<link data-trunk rel=\"css\">", None);
        check("<link rel=\"css\" data-trunk href=\"a.css\">", None);
        check("<script data-trunk src=\"a.js\"></script>", None);
    }
}
