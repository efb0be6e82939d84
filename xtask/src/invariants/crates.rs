//! What the dependency graph says: asked of cargo, never read out of a Cargo.toml by hand.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Verdict;
use crate::process;
use crate::setup::wasm_target::{TARGET, WasmTarget};
use crate::workspace;

/// Each crate of ours, and which others of ours it may know.
const ARROWS: [(&str, &[&str]); 17] = [
    ("terms", &[]),
    ("mail", &["terms"]),
    ("diagnosis", &["mail", "terms"]),
    ("checklist", &["diagnosis", "mail", "terms"]),
    ("session", &["checklist", "diagnosis", "mail", "terms"]),
    ("words", &["checklist", "diagnosis", "mail", "terms"]),
    ("outcome", &["session", "words", "checklist", "diagnosis", "mail", "terms"]),
    ("authoring", &["words", "checklist", "diagnosis", "mail", "terms"]),
    ("fuzz", &["authoring", "session", "words", "checklist", "diagnosis", "mail", "terms"]),
    (
        "frontend",
        &["json", "outcome", "session", "words", "checklist", "diagnosis", "mail", "terms"],
    ),
    ("json", &[]),
    ("lab", &["diagnosis", "mail", "terms"]),
    (
        "probe-server",
        &[
            "lab",
            "authoring",
            "outcome",
            "session",
            "words",
            "checklist",
            "diagnosis",
            "mail",
            "terms",
        ],
    ),
    (
        "tests",
        &[
            "lab",
            "probe-server",
            "authoring",
            "outcome",
            "session",
            "words",
            "checklist",
            "diagnosis",
            "mail",
            "terms",
        ],
    ),
    ("xtask", &[]),
    ("page-tools", &[]),
    ("link", &[]),
];

/// What must not be among a crate's dependencies.
struct Ban {
    package: &'static str,
    target: &'static str,
    reach: Reach,
    banned: &'static [&'static str],
    why: &'static str,
}

/// How far a ban looks.
enum Reach {
    /// What the crate asks for itself.
    Near,
    /// And what that asks for, and so on.
    Far,
}

const BANS: [Ban; 4] = [
    Ban {
        package: "frontend",
        target: TARGET,
        reach: Reach::Far,
        banned: &["authoring"],
        why: "a customer runs no scenario",
    },
    Ban {
        package: "outcome",
        target: "all",
        reach: Reach::Far,
        banned: &["tokio", "leptos", "axum", "getrandom", "regex", "url"],
        why: "it is pure, and part of the page",
    },
    Ban {
        package: "frontend",
        target: TARGET,
        reach: Reach::Far,
        banned: &["tokio", "axum", "hyper", "granit-parser", "schemars"],
        why: "the server's work is done in the server",
    },
    Ban {
        package: "frontend",
        target: TARGET,
        // Leptos names some of them in corners that the linker drops; a use of ours would bring
        // them in.
        reach: Reach::Near,
        banned: &["regex", "url", "toml", "chrono", "leptos_router"],
        why: "every byte is paid for on a phone",
    },
];

pub(super) fn judge(root: &Path, wasm: &WasmTarget) -> Result<Vec<Verdict>> {
    let mut verdicts = vec![arrows(root)?];
    for ban in &BANS {
        verdicts.push(ban.judge(root)?);
    }
    verdicts.push(same_wasm_bindgen(root)?);
    verdicts.push(layers_build_for_the_browser(root, wasm)?);
    Ok(verdicts)
}

fn arrows(root: &Path) -> Result<Verdict> {
    let metadata = process::output(process::cargo(root).args([
        "metadata",
        "--no-deps",
        "--locked",
        "--format-version",
        "1",
    ]))?;
    let metadata: Value = serde_json::from_str(&metadata).context("cargo metadata is not JSON")?;
    let name = |value: &Value| value.get("name").and_then(Value::as_str).map(ToOwned::to_owned);
    let list = |value: &Value, key: &str| {
        value.get(key).and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let mut faults = Vec::new();
    for package in list(&metadata, "packages") {
        let package_name = name(&package).context("a package without a name")?;
        let Some((_, allowed)) = ARROWS.iter().find(|(crate_name, _)| *crate_name == package_name)
        else {
            faults.push(format!(
                "{package_name}: no arrow is drawn for it, in xtask/src/invariants/crates.rs"
            ));
            continue;
        };
        // A test may use a layer above its own, as a dev-dependency: no
        // program contains it.
        let is_of_tests =
            |dependency: &&Value| dependency.get("kind").and_then(Value::as_str) == Some("dev");
        let dependencies = list(&package, "dependencies");
        for dependency in
            dependencies.iter().filter(|dependency| !is_of_tests(dependency)).filter_map(name)
        {
            let ours = ARROWS.iter().any(|(crate_name, _)| *crate_name == dependency);
            if ours && !allowed.contains(&dependency.as_str()) {
                faults.push(format!(
                    "{package_name}/Cargo.toml: {package_name} may not know {dependency}"
                ));
            }
        }
    }
    Ok(Verdict::new("the crates know each other as the design draws it", faults))
}

impl Ban {
    fn judge(&self, root: &Path) -> Result<Verdict> {
        let depth = match self.reach {
            Reach::Near => "1",
            Reach::Far => "1000",
        };
        let mut cargo = process::cargo(root);
        cargo.args(["tree", "--locked", "--prefix", "none", "--format", "{p}"]);
        cargo.args(["--package", self.package, "--target", self.target]);
        // A macro's own dependencies run in the compiler and are in no binary.
        cargo.args(["--edges", "normal,build,no-proc-macro", "--depth", depth]);
        let tree = process::output(&mut cargo)?;
        let present: BTreeSet<&str> =
            tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
        if !present.contains(self.package) {
            bail!("cargo tree does not list {} itself", self.package);
        }
        let faults = self
            .banned
            .iter()
            .filter(|banned| present.contains(*banned))
            .map(|banned| {
                format!(
                    "{banned} is among them: `cargo tree -p {} -i {banned}` says through whom",
                    self.package
                )
            })
            .collect();
        let verb = match self.reach {
            Reach::Near => "asks for",
            Reach::Far => "depends on",
        };
        let banned = self.banned.join(", ");
        let rule = format!("{} {verb} none of {banned}: {}", self.package, self.why);
        Ok(Verdict::new(rule, faults))
    }
}

/// The tool and the crate speak a format that changes with every version.
fn same_wasm_bindgen(root: &Path) -> Result<Verdict> {
    let locked = workspace::locked_version(root, "wasm-bindgen")?;
    let text =
        std::fs::read_to_string(root.join("Trunk.toml")).context("cannot read Trunk.toml")?;
    let trunk: toml::Table = toml::from_str(&text).context("Trunk.toml is not TOML")?;
    let named = trunk
        .get("tools")
        .and_then(|tools| tools.get("wasm_bindgen"))
        .and_then(toml::Value::as_str)
        .unwrap_or("none");
    let faults = if named == locked {
        Vec::new()
    } else {
        vec![format!(
            "Trunk.toml: names wasm_bindgen {named}, Cargo.lock holds {locked}: write {locked}"
        )]
    };
    Ok(Verdict::new("Trunk.toml names the wasm-bindgen of Cargo.lock", faults))
}

fn layers_build_for_the_browser(root: &Path, wasm: &WasmTarget) -> Result<Verdict> {
    let mut cargo = process::cargo(root);
    cargo.args(["check", "--quiet", "--locked", "--package", "outcome", "--target", TARGET]);
    wasm.apply(&mut cargo);
    let status = cargo.status().context("cannot start cargo")?;
    let faults = if status.success() {
        Vec::new()
    } else {
        vec![format!("cargo check -p outcome --target {TARGET} fails: its messages are above")]
    };
    Ok(Verdict::new("the shared layers build for the browser", faults))
}
