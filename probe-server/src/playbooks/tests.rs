//! Every shipped playbook can be published, and every broken one is refused for what is wrong with it.

use super::*;

#[test]
fn every_shipped_playbook_is_published() {
    let playbooks = Playbooks::shipped().unwrap_or_else(|err| panic!("{err}"));
    assert_eq!(playbooks.iter().count(), SHIPPED.len());
    for published in playbooks.iter() {
        assert_eq!(published.digest.len(), 64);
        assert!(published.playbook.scenarios.len() >= 25, "{}", published.playbook.playbook);
    }
}
