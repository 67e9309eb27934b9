package dev.semblance.server.access;

import java.util.EnumSet;
import java.util.Set;

/// An API key.
///
/// @param name for logs; never the secret
/// @param secret sent as `Authorization: Bearer SECRET`; not blank
/// @param allowance its limits
/// @param rights what it may be used for
public record Key(String name, String secret, Allowance allowance, Set<KeyRight> rights) {
  /// With all rights.
  public Key(String name, String secret, Allowance allowance) {
    this(name, secret, allowance, EnumSet.allOf(KeyRight.class));
  }

  public Key {
    rights = Set.copyOf(rights);
    if (name.isBlank() || secret.isBlank()) {
      throw new IllegalArgumentException("a key and its name cannot be empty");
    }
  }

  /// Without the secret, which must not appear in logs.
  @Override
  public String toString() {
    return "Key[name=%s, secret=***, allowance=%s, rights=%s]".formatted(name, allowance, rights);
  }
}
