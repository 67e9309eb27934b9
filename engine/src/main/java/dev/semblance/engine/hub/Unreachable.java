package dev.semblance.engine.hub;

import java.io.IOException;
import java.net.URI;

/// The hub, or the host it redirects to, does not respond. Never thrown out of this package.
final class Unreachable extends IOException {
  private static final long serialVersionUID = 1L;

  private final String host;

  Unreachable(URI uri, Exception cause) {
    super(
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(), cause);
    this.host = HubSettings.withoutLogins(uri.getScheme() + "://" + uri.getAuthority());
  }

  String host() {
    return host;
  }
}
