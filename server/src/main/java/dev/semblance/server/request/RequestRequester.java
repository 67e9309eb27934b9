package dev.semblance.server.request;

import dev.semblance.CallSize;
import dev.semblance.Requester;
import java.util.function.ToLongFunction;

/// The request for which a model computes: takes turns by its key, and takes memory for its work
/// and reply. *Safe for use by many threads.*
///
/// @param held by the request
/// @param memoryOf bytes that a call of some size takes
record RequestRequester(HeldResources held, ToLongFunction<CallSize> memoryOf)
    implements Requester {
  @Override
  public String name() {
    return held.permit().keyName();
  }

  @Override
  public void take(long bytes) {
    held.memory().take(bytes);
  }

  @Override
  public void accept(CallSize size) {
    held.memory().take(memoryOf.applyAsLong(size));
  }
}
