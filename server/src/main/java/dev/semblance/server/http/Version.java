package dev.semblance.server.http;

import org.jspecify.annotations.Nullable;

/// Which Semblance this is.
final class Version {
  /// As the jar's manifest says; `development` outside a jar.
  static final String NUMBER = number(Version.class.getPackage().getImplementationVersion());

  private Version() {}

  private static String number(@Nullable String manifest) {
    return manifest == null ? "development" : manifest;
  }
}
