//! Many articles: read, spread over threads, kept in order, written as tables.
