//! Whole-system tests: the binary, the API, and real mail servers, over real sockets on loopback.

mod real_servers;
