//! All integration tests, in one binary; each module tests one part of the program.

mod seeds;
