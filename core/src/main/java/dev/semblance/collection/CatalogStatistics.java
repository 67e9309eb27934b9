package dev.semblance.collection;

/// Numbers of a catalog at one moment.
///
/// @param collections how many there are
/// @param open how many of them have their index open
/// @param segments of the open indexes together
/// @param activity since the catalog was opened
public record CatalogStatistics(
    long collections, long open, long segments, StoreActivity activity) {}
