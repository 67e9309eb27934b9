package dev.semblance.collection;

/// The terms of a text as they are indexed, in the order of their positions. The arrays belong to
/// the text from here on.
///
/// @param terms `[n]`
/// @param positions `[n]`, from 0, ascending; terms at one position are alternatives of each other
/// @param length number of positions, those of removed words included: where the next text begins
public record AnalyzedText(String[] terms, int[] positions, int length) {}
