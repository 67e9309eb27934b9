package dev.semblance.server.http;

import dev.semblance.server.http.wire.Refusal;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// The key clients must show. *Safe for use by many threads.*
final class ApiKey {
  private final byte @Nullable [] digest;

  /// @param key null lets everyone in
  ApiKey(@Nullable String key) {
    this.digest = key == null ? null : digest("Bearer " + key);
  }

  /// @throws Refusal 401
  void check(Context request) {
    if (digest == null) {
      return;
    }
    String shown = request.header("Authorization");
    // Digests have one length, so the time taken tells nothing of the key, not even its length.
    if (shown == null || !MessageDigest.isEqual(digest, digest(shown))) {
      throw Refusal.unauthorized();
    }
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
