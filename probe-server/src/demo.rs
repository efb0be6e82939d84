//! A server whose network is a lab: `sportello demo` and the end-to-end tests run it.
//!
//! Needs no network and no privileges: every address in the lab's zones is routed to a port on
//! loopback.

use std::num::NonZeroU32;

use lab::Lab;
use tokio_util::sync::CancellationToken;

use crate::config::{Config, LimitsConfig, NetworkConfig};
use crate::net::NetConfig;
use crate::net::dial::{Route, Routes};
use crate::net::limits::Budgets;
use crate::server::{Server, StartError, net_config};

/// The configuration of a demonstration: any site may embed it, and no client reaches a limit.
#[must_use]
pub fn settings() -> Config {
    let plenty = NonZeroU32::new(100_000).unwrap_or(NonZeroU32::MIN);
    Config {
        embed_hosts: vec!["*".to_owned()],
        limits: LimitsConfig {
            client_per_hour: plenty,
            client_burst: plenty,
            client_commands_per_hour: plenty,
            client_commands_burst: plenty,
            client_tickets_per_hour: plenty,
            client_tickets_burst: plenty,
            ..LimitsConfig::default()
        },
        ..Config::default()
    }
}

/// Starts a server in the network of `lab`, which has to outlive it.
///
/// # Errors
/// When it cannot start.
pub async fn start(
    lab: &Lab,
    config: Config,
    shutdown: CancellationToken,
) -> Result<Server, StartError> {
    let network = NetworkConfig {
        resolvers: vec![lab.resolver()],
        allow_networks: Lab::networks().to_vec(),
        control_host: Some(lab::CONTROL_DOMAIN.to_owned()),
        ..config.network.clone()
    };
    let config = Config { network, ..config };
    let net = NetConfig {
        routes: Routes::world(
            lab.routes().filter_map(|(wanted, route)| Some((wanted, in_the_lab(route)?))),
        ),
        extra_ca: Some(lab.authority_pem().as_bytes().to_vec()),
        // A client may check all domains of the lab in a row: its servers are part of the demo.
        budgets: Budgets::for_terminal(),
        ..net_config(&config)?
    };
    Server::start(config, net, shutdown).await
}

/// Converts a route of the lab to the type of [`crate::net`]; `None` means unreachable.
const fn in_the_lab(route: lab::Route) -> Option<Route> {
    match route {
        lab::Route::To(local) => Some(Route::To(local)),
        lab::Route::Refused => Some(Route::Refused),
        lab::Route::Blackhole => Some(Route::Blackhole),
        lab::Route::Unrouted => None,
    }
}
