package dev.semblance.engine.encoder.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.EncoderOutput;
import dev.semblance.engine.model.ModelFolder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The output of a graph that is read.
///
/// @param name in the graph
/// @param kind what its rows are
/// @param width of a row; 0 where the graph does not fix it
record GraphOutput(String name, EncoderOutput kind, int width) {
  private static final List<String> TOKENS = List.of("last_hidden_state", "token_embeddings");
  private static final String SENTENCE = "sentence_embedding";
  private static final String LOGITS = "logits";
  private static final Set<OnnxJavaType> FLOATS =
      Set.of(OnnxJavaType.FLOAT, OnnxJavaType.FLOAT16, OnnxJavaType.BFLOAT16);

  /// Token vectors `[b,t,d]` by their usual names, else the only output of that rank; else finished
  /// vectors `[b,d]` or logits `[b,labels]`. Where neither modules nor a pooling chosen outside the
  /// folder follow, finished vectors come first, since the graph may hold modules that are nowhere
  /// else.
  ///
  /// @param outputs of the graph
  /// @param folder of the encoder
  /// @param pooled whether a pooling chosen outside the folder follows
  static GraphOutput choose(Map<String, NodeInfo> outputs, ModelFolder folder, boolean pooled) {
    Optional<GraphOutput> sentence = find(outputs, SENTENCE, 2, EncoderOutput.EMBEDDINGS);
    if (sentence.isPresent() && !pooled && !folder.has("modules.json")) {
      return sentence.get();
    }
    return tokens(outputs)
        .or(() -> sentence)
        .or(() -> find(outputs, LOGITS, 2, EncoderOutput.LOGITS))
        .orElseThrow(() ->
            new SemblanceException(
                Fault.UNSUPPORTED,
                "model %s: the graph's outputs are %s; it needs token vectors (%s), %s or %s of two dimensions; export it for feature extraction or sequence classification"
                    .formatted(
                        folder.shownName(),
                        outputs.keySet(),
                        String.join(", ", TOKENS),
                        SENTENCE,
                        LOGITS)));
  }

  GraphOutput withWidth(int known) {
    return new GraphOutput(name, kind, known);
  }

  private static Optional<GraphOutput> tokens(Map<String, NodeInfo> outputs) {
    Optional<GraphOutput> usual =
        TOKENS.stream()
            .flatMap(name -> find(outputs, name, 3, EncoderOutput.TOKENS).stream())
            .findFirst();
    return usual.or(() -> soleOfRankThree(outputs));
  }

  private static Optional<GraphOutput> soleOfRankThree(Map<String, NodeInfo> outputs) {
    Stream<GraphOutput> found =
        outputs.keySet().stream()
            .filter(name -> !name.equals(LOGITS)) // of each token: no vectors
            .flatMap(name -> find(outputs, name, 3, EncoderOutput.TOKENS).stream());
    List<GraphOutput> all = found.toList();
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  private static Optional<GraphOutput> find(
      Map<String, NodeInfo> outputs, String name, int rank, EncoderOutput kind) {
    NodeInfo output = outputs.get(name);
    return output != null
            && output.getInfo() instanceof TensorInfo info
            && FLOATS.contains(info.type)
            && info.getShape().length == rank
        ? Optional.of(new GraphOutput(name, kind, (int) Math.max(0, info.getShape()[rank - 1])))
        : Optional.empty();
  }
}
