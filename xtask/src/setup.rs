//! What has to be there before anything is built: one file per thing. Each looks first, says what
//! it is about to do, and does it once.

pub(crate) mod axe;
pub(crate) mod cargo_tool;
mod debian_std;
pub(crate) mod system_packages;
pub(crate) mod trunk;
mod wasm_std;
pub(crate) mod wasm_target;
