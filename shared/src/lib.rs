//! The language both sides speak, and all logic that can be pure.
