package dev.semblance.server.http.collection;

import dev.semblance.server.service.StreamItem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Documents read from a body one by one. *One thread at a time.*
interface DocumentSource {
  /// What a place in the stream is called: `line` or `index`.
  String placeName();

  /// The next item, or null at the end.
  ///
  /// @throws Refusal when nothing after this can be read
  /// @throws IOException when the client is gone
  @Nullable StreamItem next() throws IOException;
}
