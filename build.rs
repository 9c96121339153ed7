//! Has the program built anew when the scripts of its pages are made, or made anew.

use std::path::Path;

fn main() {
    // Cargo would build anew each time for a path that is not there.
    let watched = if Path::new("web/dist").exists() { "web/dist" } else { "web" };
    println!("cargo::rerun-if-changed={watched}");
}
