package dev.semblance.server.access;

/// How much one key may ask for.
///
/// @param perSecond requests, from 1; as many may come at once after a second of silence
/// @param concurrent requests that are worked on at the same time, from 1
/// @param inputs a second, from 1: texts to embed, tokenize or score, searches, documents. A
///   request with more of them is answered after a second of silence, and the next one waits its
///   time
public record Allowance(int perSecond, int concurrent, int inputs) {
  public static final Allowance BOUNDLESS = new Allowance(Integer.MAX_VALUE, Integer.MAX_VALUE);

  public Allowance {
    if (perSecond < 1 || concurrent < 1 || inputs < 1) {
      throw new IllegalArgumentException(
          "a key's limits must be positive, are %d, %d and %d"
              .formatted(perSecond, concurrent, inputs));
    }
  }

  /// With as many inputs as anybody likes.
  public Allowance(int perSecond, int atOnce) {
    this(perSecond, atOnce, Integer.MAX_VALUE);
  }
}
