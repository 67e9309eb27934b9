package dev.semblance.server.http.collection;

import dev.semblance.collection.ReadResult;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Documents read from a body one by one. *One thread at a time.*
interface DocumentSource {
  /// What a place in the stream is called: `line` or `index`.
  String placeName();

  /// The place of the item that [#next] returned last: its line from 1, or its index from 0.
  long place();

  /// How many bytes that item had on the wire.
  long bytes();

  /// The next item, or null at the end.
  ///
  /// @throws dev.semblance.server.json.JsonError when nothing after this can be read
  /// @throws IOException when the client is gone
  @Nullable ReadResult next() throws IOException;
}
