package dev.semblance.server.command;

import dev.semblance.collection.Lane;
import dev.semblance.collection.SearchRequest;
import java.util.Set;

/// Which lanes search.
enum SearchMode {
  /// Both, fused.
  HYBRID,
  /// Vectors alone.
  DENSE,
  /// Words alone.
  LEXICAL;

  Set<Lane> lanes() {
    return switch (this) {
      case HYBRID -> SearchRequest.HYBRID;
      case DENSE -> Set.of(Lane.DENSE);
      case LEXICAL -> Set.of(Lane.LEXICAL);
    };
  }
}
