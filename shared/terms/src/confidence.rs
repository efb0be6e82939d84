//! How sure a conclusion is.

use crate::closed_set;

closed_set! {
    /// How sure a conclusion is.
    pub enum Confidence {
        /// One of several causes.
        Possible = "possible";
        /// The usual cause.
        Likely = "likely";
        /// Measured.
        Certain = "certain";
    }
}
