package dev.semblance.server.http.inference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.EmbedOptions;
import dev.semblance.server.http.wire.HttpReply;
import dev.semblance.server.json.Fields;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.service.EmbedCall;
import dev.semblance.server.service.Inference;
import dev.semblance.server.service.PartialFailure;

/// `/embed_chunks`: embeds texts of any length, window by window. *Safe for use by many threads.*
///
/// @param inference the embedding service
public record ChunkTask(Inference inference) {

  public HttpReply embed(RequestContext request, JsonNode body) {
    Fields fields = Fields.of(body);
    EmbedOptions options =
        Options.prompted(Options.embed(fields, inference.settings()), fields)
            .with(Options.form(fields));
    EmbedCall call =
        Inputs.of("inputs", fields.any("inputs"))
            .call(fields.textOrNull("model"), options, Options.precision(fields));
    return Chunks.of(inference, request, call, fields, PartialFailure.FAIL_ALONE).windows();
  }
}
