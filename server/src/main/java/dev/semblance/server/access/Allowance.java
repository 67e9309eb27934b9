package dev.semblance.server.access;

/// Limits of one key.
///
/// @param perSecond requests, from 1; as many may arrive at once after a second without any
/// @param concurrent requests in progress at the same time, from 1
/// @param inputs a second, from 1: texts to embed, tokenize or score, searches, documents. A
///   request with more is answered after a second without any, and the next one is refused until
///   the rate has made up for it
public record Allowance(int perSecond, int concurrent, int inputs) {
  public static final Allowance UNLIMITED = new Allowance(Integer.MAX_VALUE, Integer.MAX_VALUE);

  public Allowance {
    if (perSecond < 1 || concurrent < 1 || inputs < 1) {
      throw new IllegalArgumentException(
          "a key's limits must be positive, are %d, %d and %d"
              .formatted(perSecond, concurrent, inputs));
    }
  }

  /// Without a limit of inputs.
  public Allowance(int perSecond, int atOnce) {
    this(perSecond, atOnce, Integer.MAX_VALUE);
  }
}
