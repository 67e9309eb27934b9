package dev.semblance.server.grpc;

import dev.semblance.server.access.KeyRight;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import semblance.v1.EmbeddingsGrpc;
import tei.v1.InfoGrpc;

/// The rights that the methods need, as the routes of HTTP that do the same.
final class MethodRights {
  private static final Set<String> OF_ANY_KEY =
      Set.of(
          InfoGrpc.getInfoMethod().getFullMethodName(),
          EmbeddingsGrpc.getListRangesMethod().getFullMethodName());
  private static final String KEEP_RANGES =
      EmbeddingsGrpc.getKeepRangesMethod().getFullMethodName();

  private MethodRights() {}

  /// @param method its full name
  /// @return null where every key will do
  static @Nullable KeyRight of(String method) {
    if (OF_ANY_KEY.contains(method)) {
      return null;
    }
    return method.equals(KEEP_RANGES) ? KeyRight.ADMIN : KeyRight.EMBED;
  }
}
