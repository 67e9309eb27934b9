package dev.semblance.collection;

import java.util.List;

/// What a check of the checksums of a collection's files found.
///
/// @param collection its name
/// @param files how many files were read
/// @param bytes of those files
/// @param damage the damaged parts
public record Verification(String collection, long files, long bytes, List<Damage> damage) {
  public Verification {
    damage = List.copyOf(damage);
  }

  public boolean isClean() {
    return damage.isEmpty();
  }

  /// Whether a repair gives a collection that can be used.
  public boolean isRepairable() {
    return damage.stream().allMatch(Damage::separable);
  }
}
