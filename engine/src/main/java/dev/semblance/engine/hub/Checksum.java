package dev.semblance.engine.hub;

import dev.semblance.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The checksum of a file's content, which is also the name of its blob in the cache.
///
/// @param hex 64 digits: the content's SHA-256, for files in large-file storage. 40 digits: git's
///   own, the SHA-1 of `blob <size>`, a NUL and the content
record Checksum(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}|[0-9a-f]{40}");
  private static final int GIT_DIGITS = 40;
  private static final int CHUNK = 1 << 20;

  /// From an ETag, without quotes and the prefix `W/`.
  static Optional<Checksum> ofEtag(String etag) {
    String plain = etag.strip();
    plain = plain.startsWith("W/") ? plain.substring(2) : plain;
    plain = plain.replace("\"", "").toLowerCase(Locale.ROOT);
    return FORM.matcher(plain).matches() ? Optional.of(new Checksum(plain)) : Optional.empty();
  }

  /// Whether a file has this checksum.
  boolean matches(Path file) throws IOException {
    return hex.length() == GIT_DIGITS ? git(file).equals(hex) : Sha256.hex(file).equals(hex);
  }

  private static String git(Path file) throws IOException {
    MessageDigest digest = sha1();
    digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        digest.update(chunk, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-1", e);
    }
  }
}
