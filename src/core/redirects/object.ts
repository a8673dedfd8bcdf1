/**
 * The largest program that a function reads from S3: it holds the old one and the new one, and may have 128 MB in all.
 * A typical rule has 60 bytes.
 */
export const PROGRAM_MAX_BYTES = 10 * 1024 * 1024;
