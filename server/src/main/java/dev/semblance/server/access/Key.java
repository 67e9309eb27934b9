package dev.semblance.server.access;

/// What a client shows to come in.
///
/// @param name for logs; never the secret
/// @param secret sent as `Authorization: Bearer SECRET`; not blank
/// @param allowance how much may be asked for with it
public record Key(String name, String secret, Allowance allowance) {
  public Key {
    if (name.isBlank() || secret.isBlank()) {
      throw new IllegalArgumentException("a key and its name cannot be empty");
    }
  }

  /// The secret stays out of logs.
  @Override
  public String toString() {
    return "Key[name=%s, secret=***, allowance=%s]".formatted(name, allowance);
  }
}
