package dev.semblance.engine.cache;

import dev.semblance.io.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/// Makes the cache keys of one model, prompt, truncation and kind of output. *Safe for use by many
/// threads.*
///
/// Every part is digested after its kind and its length, so that different lists of parts have
/// different bytes; texts are digested as UTF-16, in which different texts differ.
public final class KeySpace {
  private static final int NAME = 1;
  private static final int TEXT = 2;
  private static final int IDS = 3;
  private static final int BYTES = 4;

  private final MessageDigest prefix;

  private KeySpace(MessageDigest prefix) {
    this.prefix = prefix;
  }

  /// @param names what all answers have in common, such as a model's fingerprint
  public static KeySpace of(String... names) {
    return new KeySpace(Sha256.digest()).within(names);
  }

  /// The keys of this space that have these names in common too.
  public KeySpace within(String... names) {
    MessageDigest digest = copy();
    for (String name : names) {
      digest.update(bytes(NAME, name));
    }
    return new KeySpace(digest);
  }

  /// The key of a text, or of several that belong together.
  public CacheKey key(String... texts) {
    MessageDigest digest = copy();
    for (String text : texts) {
      digest.update(bytes(TEXT, text));
    }
    return finish(digest);
  }

  /// The key of an input given as token ids.
  public CacheKey key(int[] ids) {
    MessageDigest digest = copy();
    ByteBuffer bytes = ByteBuffer.allocate(2 * Integer.BYTES + ids.length * Integer.BYTES);
    bytes.putInt(IDS).putInt(ids.length).asIntBuffer().put(ids);
    digest.update(bytes.array());
    return finish(digest);
  }

  /// The key of an input given as bytes.
  public CacheKey key(byte[] bytes) {
    MessageDigest digest = copy();
    digest.update(
        ByteBuffer.allocate(2 * Integer.BYTES).putInt(BYTES).putInt(bytes.length).array());
    digest.update(bytes);
    return finish(digest);
  }

  private static byte[] bytes(int part, String text) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * Integer.BYTES + text.length() * Character.BYTES);
    bytes.putInt(part).putInt(text.length()).asCharBuffer().put(text);
    return bytes.array();
  }

  private MessageDigest copy() {
    try {
      return (MessageDigest) prefix.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
    }
  }

  private static CacheKey finish(MessageDigest digest) {
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    return new CacheKey(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
  }
}
