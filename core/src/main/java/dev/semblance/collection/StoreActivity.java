package dev.semblance.collection;

/// What the stores of a catalog have done since it was opened.
///
/// @param commits how often changes were made durable
/// @param merges how many merges of segments ended normally
/// @param failedMerges how many merges failed
public record StoreActivity(long commits, long merges, long failedMerges) {
  public static final StoreActivity NONE = new StoreActivity(0, 0, 0);
}
