package dev.semblance.server.service;

import java.util.Objects;

/// Version of this program.
public final class Version {
  /// From the jar's manifest; `development` outside a jar.
  public static final String NUMBER =
      Objects.requireNonNullElse(
          Version.class.getPackage().getImplementationVersion(), "development");

  private Version() {}
}
