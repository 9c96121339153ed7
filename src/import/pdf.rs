//! PDF.
use super::outline::Line;
use crate::error::Error;
/// The lines.
pub fn outline(_: &[u8]) -> Result<Vec<Line>, Error> {
    Err(super::unreadable("later", "later"))
}
