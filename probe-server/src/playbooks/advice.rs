//! Advice that a playbook takes from the catalogue: `advice_of: mx_none` in an `advise` step.
//!
//! Works on the tree: fields that the step has itself stay as they are, the others come from the catalogue.

use shared::finding::FindingCode;
use shared::playbook::{Defect, DefectKind};
use shared::text::{Advice, Words, advice};

use super::tree::{Node, Spot, Value};

/// Puts the advice into every step that asks for it, and says what is wrong.
pub(super) fn put_in(root: &mut Node) -> Vec<(Spot, Defect)> {
    let mut found = Vec::new();
    let Some(steps) = root.get_mut("steps") else { return found };
    let Value::Map(steps) = &mut steps.value else { return found };
    for (id, step) in steps {
        let Some(advise) = step.get_mut("advise") else { continue };
        let Some((_, wanted)) = advise.take("advice_of") else { continue };
        let spot = wanted.spot;
        let code = wanted.as_text().and_then(|wanted| FindingCode::ALL.iter().copied().find(|code| code.as_str() == wanted));
        match code.and_then(|code| Some((code, advice(code)?))) {
            Some((code, advice)) => {
                let Value::Map(own) = &mut advise.value else { continue };
                let Value::Map(catalogue) = node(spot, code, &advice).value else { continue };
                let missing: Vec<_> = catalogue.into_iter().filter(|(key, _)| !own.iter().any(|(own, _)| own.name == key.name)).collect();
                own.extend(missing);
            }
            None => found.push((spot, Defect { kind: DefectKind::UnknownAdvice, at: format!("steps.{}.advice_of", id.name) })),
        }
    }
    found
}

/// The whole advice, as if it stood in the file where `advice_of` does.
fn node(spot: Spot, code: FindingCode, advice: &Advice) -> Node {
    let text = |text: &str| Node::text(spot, text);
    let words = |words: &Words| Node::map(spot, [("it", text(words.it)), ("en", text(words.en))]);
    let list = |items: Vec<Node>| Node { spot, value: Value::List(items) };
    Node::map(
        spot,
        [
            ("cause", text(code.as_str())),
            ("owner", text(code.owner().as_str())),
            ("confidence", text("certain")),
            ("title", words(&advice.title)),
            ("why", words(&advice.why)),
            ("steps", list(advice.steps.iter().map(words).collect())),
            ("verify", words(&advice.verify)),
            ("because", list(vec![Node::map(spot, [("finding", text(code.as_str()))])])),
        ],
    )
}
