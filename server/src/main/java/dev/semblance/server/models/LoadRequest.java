package dev.semblance.server.models;

/// Request to open a model.
///
/// @param model its name
/// @param asDefault whether it becomes the default, which answers requests that name no model
/// @param makeRoom whether idle models may be closed for it, the least recently used first
/// @param trusted whether the server itself asks, not a client
public record LoadRequest(String model, boolean asDefault, boolean makeRoom, boolean trusted) {
  /// Request of the server itself.
  public static LoadRequest of(String model) {
    return new LoadRequest(model, false, false, true);
  }

  /// Request of a client.
  public static LoadRequest byClient(String model, boolean first, boolean makeRoom) {
    return new LoadRequest(model, first, makeRoom, false);
  }

  LoadRequest named(String id) {
    return new LoadRequest(id, asDefault, makeRoom, trusted);
  }
}
