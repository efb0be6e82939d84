//! Starts the page: everything else is in the library, so that tests can mount it as well.

fn main() {
    frontend::start();
}
