package dev.semblance.collection;

/// The terms of a text as they are indexed, in the order of their positions. The arrays belong to
/// the text from here on.
///
/// @param terms `[n]`
/// @param positions `[n]`, from 0, ascending; terms at one position are alternatives of each other
/// @param starts `[n]`, where each term begins in the original text, in UTF-16 units
/// @param ends `[n]`, where it ends, exclusive; equal to the start for a term that stands for no
///   characters, as the tag of a language does
/// @param length number of positions, those of removed words included: where the next text begins
public record AnalyzedText(String[] terms, int[] positions, int[] starts, int[] ends, int length) {}
