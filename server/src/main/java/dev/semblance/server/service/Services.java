package dev.semblance.server.service;

import dev.semblance.Library;
import dev.semblance.Model;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything a protocol can ask for. *Safe for use by many threads.*
///
/// @param inference text in, embeddings out
/// @param scoring texts and pairs in, scores out
/// @param retrieval documents in, answers out
public record Services(Inference inference, Scoring scoring, Retrieval retrieval) {

  /// @param models the open models; the first answers where a request names none
  /// @param library the collections, or null when this server keeps none
  public static Services over(
      List<? extends Model> models, @Nullable Library library, ServiceSettings settings) {
    Models open = Models.of(models);
    return new Services(
        new Inference(open, settings),
        new Scoring(open, settings),
        new Retrieval(open, library, settings.slices()));
  }
}
