//! The walls inside a crate: which module may mention which.

use std::path::Path;

use anyhow::{Context, Result};

use super::Verdict;
use super::paths::{Mention, is_within, mentions, module_of};
use crate::workspace;

/// A folder, what it may not mention, and how it gets there instead.
struct Wall {
    crate_folder: &'static str,
    /// The module's folder below `src`, which is also the name of the file that opens it.
    room: &'static str,
    banned: &'static [&'static str],
    sentence: &'static str,
    instead: &'static str,
}

const WALLS: [Wall; 5] = [
    Wall {
        crate_folder: "probe-server",
        room: "probes",
        // The webmail probe uses hyper's client; no probe may use a server.
        banned: &[
            "axum",
            "hyper::server",
            "hyper_util::server",
            "crate::store",
            "crate::sessions",
            "crate::routes",
            "crate::tickets",
        ],
        sentence: "probes/ knows no HTTP server and no sessions",
        instead: "hand the stages and the observation to the caller",
    },
    Wall {
        crate_folder: "probe-server",
        room: "routes",
        banned: &["crate::net"],
        sentence: "routes/ opens no connection",
        instead: "start a probe, and let the probe ask net/",
    },
    Wall {
        crate_folder: "probe-server",
        room: "store",
        banned: &[
            "axum",
            "hyper",
            "crate::net",
            "crate::probes",
            "crate::sessions",
            "crate::routes",
        ],
        sentence: "store/ knows neither HTTP nor probes nor sessions",
        instead: "store and return the types of session",
    },
    Wall {
        crate_folder: "probe-server",
        room: "net",
        banned: &[
            "axum",
            "crate::store",
            "crate::sessions",
            "crate::playbooks",
            "crate::routes",
            "crate::probes",
            "crate::tickets",
        ],
        sentence: "net/ depends on no module that uses it",
        instead: "take what is needed as a parameter",
    },
    Wall {
        crate_folder: "frontend",
        room: "components",
        banned: &["gloo_net", "crate::api", "crate::live"],
        sentence: "components/ fetch nothing",
        instead: "take data as a prop, and give the intent to a callback",
    },
];

pub(super) fn judge(root: &Path) -> Result<Vec<Verdict>> {
    let mut verdicts = Vec::new();
    for wall in &WALLS {
        let faults = wall.breaches(root)?;
        verdicts.push(Verdict::new(wall.sentence, faults));
    }
    verdicts.push(routes_know_no_mail_protocol(root)?);
    Ok(verdicts)
}

impl Wall {
    fn breaches(&self, root: &Path) -> Result<Vec<String>> {
        let mut faults = Vec::new();
        for (file, mention) in mentions_of(root, self.crate_folder, self.room)? {
            if let Some(banned) = self.banned.iter().find(|banned| is_within(&mention.path, banned))
            {
                faults
                    .push(format!("{file}:{}: mentions {banned}; {}", mention.line, self.instead));
            }
        }
        Ok(faults)
    }
}

/// What `probes` itself offers (`crate::probes::run`, `crate::probes::Kind`) is for everybody; what
/// lies in the modules below it (`crate::probes::smtp::…`) is a protocol.
fn routes_know_no_mail_protocol(root: &Path) -> Result<Verdict> {
    let mut faults = Vec::new();
    for (file, mention) in mentions_of(root, "probe-server", "routes")? {
        let Some(rest) = mention.path.strip_prefix("crate::probes::") else {
            continue;
        };
        let Some((module, _)) = rest.split_once("::") else {
            continue;
        };
        // `Kind::Smtp` is a type of the room itself, `smtp::probe` is a module below it.
        if module.starts_with(char::is_lowercase) {
            faults.push(format!(
                "{file}:{}: mentions {}; use what crate::probes itself offers",
                mention.line, mention.path
            ));
        }
    }
    Ok(Verdict::new("routes/ knows no mail protocol", faults))
}

/// Every mention in `room.rs` and below `room/`, with the file's path in the checkout.
fn mentions_of(root: &Path, crate_folder: &str, room: &str) -> Result<Vec<(String, Mention)>> {
    let source = root.join(crate_folder).join("src");
    let mut found = Vec::new();
    for file in workspace::files(&source)? {
        let module = module_of(file.strip_prefix(&source)?);
        let is_rust = file.extension().is_some_and(|extension| extension == "rs");
        if !is_rust || !is_within(&module, &format!("crate::{room}")) {
            continue;
        }
        let shown = file.strip_prefix(root)?.display().to_string();
        let text =
            std::fs::read_to_string(&file).with_context(|| format!("cannot read {shown}"))?;
        found.extend(mentions(&text, &module).into_iter().map(|mention| (shown.clone(), mention)));
    }
    Ok(found)
}
