package dev.semblance.server.http.inference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Embedded;
import dev.semblance.Input;
import dev.semblance.OutputForm;
import dev.semblance.SemblanceException;
import dev.semblance.server.http.wire.HttpReply;
import dev.semblance.server.json.Fields;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.service.EmbedCall;
import dev.semblance.server.service.EmbedReply;
import dev.semblance.server.service.Inference;
import dev.semblance.vector.Vectors;
import java.util.ArrayList;
import java.util.List;

/// `/similarity`: cosines of one sentence and several, in the format of text-embeddings-inference.
/// *Safe for use by many threads.*
///
/// @param inference the embedding service
public record SimilarityTask(Inference inference) {
  private static final OutputForm RAW = new OutputForm(false, null);

  public HttpReply similarity(RequestContext request, JsonNode body) {
    Fields fields = Fields.of(body);
    Fields inputs = Fields.of(fields.any("inputs"));
    Fields parameters =
        fields.object().hasNonNull("parameters")
            ? Fields.of(fields.any("parameters"))
            : Fields.none();
    String source = inputs.text("source_sentence");
    List<String> sentences = inputs.texts("sentences");
    List<Input> all = new ArrayList<>();
    all.add(Input.of(source));
    sentences.forEach(sentence -> all.add(Input.of(sentence)));
    EmbedReply reply =
        embed(
            request,
            new EmbedCall(
                    fields.textOrNull("model"),
                    List.copyOf(all),
                    // Cosines do not need vectors of length 1, and rows of a sparse model have
                    // none.
                    Options.embed(parameters, inference.settings()).with(RAW))
                .withListed(true));
    return new HttpReply(json -> EmbedTasks.vector(json, cosines(reply.embedded())), reply.cost());
  }

  /// The client has its sentences in a list without the source.
  private EmbedReply embed(RequestContext request, EmbedCall call) {
    try {
      return inference.embedCompared(request, call);
    } catch (SemblanceException e) {
      throw switch (e.input()) {
        case -1 -> e;
        case 0 -> e.of("source sentence");
        default -> e.ofInput(e.input() - 1, true);
      };
    }
  }

  /// Cosines of the first and each that follows.
  private static float[] cosines(List<Embedded> embedded) {
    float[] source = embedded.getFirst().vector();
    float[] cosines = new float[embedded.size() - 1];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = (float) Vectors.cosine(source, embedded.get(i + 1).vector());
    }
    return cosines;
  }
}
