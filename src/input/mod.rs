//! Bytes to articles, one file a format. No file is opened here.
