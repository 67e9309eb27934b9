package dev.semblance.server.access;

/// An API key.
///
/// @param name for logs; never the secret
/// @param secret sent as `Authorization: Bearer SECRET`; not blank
/// @param allowance its limits
public record Key(String name, String secret, Allowance allowance) {
  public Key {
    if (name.isBlank() || secret.isBlank()) {
      throw new IllegalArgumentException("a key and its name cannot be empty");
    }
  }

  /// Without the secret, which must not appear in logs.
  @Override
  public String toString() {
    return "Key[name=%s, secret=***, allowance=%s]".formatted(name, allowance);
  }
}
