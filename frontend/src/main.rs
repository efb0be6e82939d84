//! Starts the page. Everything else is in the library, so that tests can mount it too.

fn main() {
    frontend::start();
}
