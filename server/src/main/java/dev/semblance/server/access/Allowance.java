package dev.semblance.server.access;

/// How much one key may ask for.
///
/// @param perSecond requests, from 1; as many may come at once after a second of silence
/// @param atOnce requests that are worked on at the same time, from 1
public record Allowance(int perSecond, int atOnce) {
  public static final Allowance BOUNDLESS = new Allowance(Integer.MAX_VALUE, Integer.MAX_VALUE);

  public Allowance {
    if (perSecond < 1 || atOnce < 1) {
      throw new IllegalArgumentException(
          "a key's limits must be positive, are " + perSecond + " and " + atOnce);
    }
  }
}
