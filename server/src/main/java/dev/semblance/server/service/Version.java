package dev.semblance.server.service;

import org.jspecify.annotations.Nullable;

/// Which Semblance this is.
public final class Version {
  /// As the jar's manifest says; `development` outside a jar.
  public static final String NUMBER = number(Version.class.getPackage().getImplementationVersion());

  private Version() {}

  private static String number(@Nullable String manifest) {
    return manifest == null ? "development" : manifest;
  }
}
