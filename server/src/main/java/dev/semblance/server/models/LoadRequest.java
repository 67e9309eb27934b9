package dev.semblance.server.models;

/// A wish to have a model open.
///
/// @param model its name
/// @param asDefault whether it shall answer requests that name none
/// @param makeRoom whether idle models may be unloaded for it, the least recently used first
/// @param trusted whether the server itself wishes it, not one of its clients
public record LoadRequest(String model, boolean asDefault, boolean makeRoom, boolean trusted) {
  /// The server's own wish.
  public static LoadRequest of(String model) {
    return new LoadRequest(model, false, false, true);
  }

  /// A client's wish.
  public static LoadRequest byClient(String model, boolean first, boolean makeRoom) {
    return new LoadRequest(model, first, makeRoom, false);
  }

  LoadRequest named(String id) {
    return new LoadRequest(id, asDefault, makeRoom, trusted);
  }
}
