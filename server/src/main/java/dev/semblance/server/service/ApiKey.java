package dev.semblance.server.service;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// The key clients must show, whichever protocol they speak. *Safe for use by many threads.*
public final class ApiKey {
  private final byte @Nullable [] digest;

  /// @param key null lets everyone in
  public ApiKey(@Nullable String key) {
    this.digest = key == null ? null : digest("Bearer " + key);
  }

  /// Whether a client may come in.
  ///
  /// @param authorization what it shows, `Bearer KEY`; null for nothing
  public boolean admits(@Nullable String authorization) {
    if (digest == null) {
      return true;
    }
    // Digests have one length, so the time taken tells nothing of the key, not even its length.
    return authorization != null && MessageDigest.isEqual(digest, digest(authorization));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
