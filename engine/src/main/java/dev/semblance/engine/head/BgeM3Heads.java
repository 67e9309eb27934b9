package dev.semblance.engine.head;

import dev.semblance.Output;
import dev.semblance.engine.encoder.Projection;
import dev.semblance.engine.model.Activation;
import dev.semblance.engine.model.JsonFile;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.weights.Tensor;
import dev.semblance.engine.weights.WeightFiles;
import dev.semblance.engine.weights.Weights;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Opens BGE-M3's heads besides the pooled one: lexical weights and token vectors.
///
/// Their weights are in the project's own files `sparse_linear.pt` and `colbert_linear.pt`. In a
/// folder that has only an exported graph, the lexical weights are in the graph: its output
/// `logits`, one number a token before the relu, is the last linear layer from `d` numbers to one.
final class BgeM3Heads {
  private static final String SPARSE = "sparse_linear.pt";
  private static final String COLBERT = "colbert_linear.pt";

  private BgeM3Heads() {}

  /// @param hidden the encoder's width `d`
  /// @param maker of the layer for token vectors
  /// @return the heads whose weights the folder has
  static Map<Output, Head> open(ModelFolder folder, int hidden, Projection.Maker maker) {
    Map<Output, Head> heads = new EnumMap<>(Output.class);
    if (folder.has(SPARSE)) {
      try (Weights weights = WeightFiles.openFile(folder.resolve(SPARSE))) {
        var _ = weights.tensor("weight").expect(1, hidden);
        heads.put(
            Output.SPARSE, new LexicalHead(new HeadWeights(weights).linear(""), special(folder)));
      }
    } else if (WeightFiles.areInGraph(folder)) {
      try (Weights weights = WeightFiles.open(folder)) {
        for (String layer : toOneNumber(weights, hidden)) {
          heads.put(
              Output.SPARSE,
              new LexicalHead(new HeadWeights(weights).linear(layer), special(folder)));
        }
      }
    }
    if (folder.has(COLBERT)) {
      try (Weights weights = WeightFiles.openFile(folder.resolve(COLBERT))) {
        var linear = new HeadWeights(weights).linear("");
        heads.put(Output.MULTI_VECTOR, new ColbertHead(maker.make(linear, Activation.IDENTITY)));
      }
    }
    return heads;
  }

  /// The name of the only linear layer `[1,d]` with a bias; empty where there are several.
  private static List<String> toOneNumber(Weights weights, int hidden) {
    String end = ".weight";
    List<String> layers =
        weights.names().stream()
            .filter(name -> name.endsWith(end))
            .filter(name -> weights.names().contains(name.replaceFirst("weight$", "bias")))
            .filter(name -> {
              Tensor tensor = weights.tensor(name);
              return tensor.shape().length == 2
                  && tensor.shape()[0] == 1
                  && tensor.shape()[1] == hidden;
            })
            .map(name -> name.substring(0, name.length() - end.length()))
            .toList();
    return layers.size() == 1 ? layers : List.of();
  }

  /// Ids of the special tokens that carry no lexical weight.
  private static Set<Integer> special(ModelFolder folder) {
    JsonFile config = folder.json("config.json");
    Set<Integer> ids = new HashSet<>();
    ids.add(config.integer("bos_token_id", 0));
    ids.add(config.integer("pad_token_id", 1));
    ids.add(config.integer("eos_token_id", 2));
    ids.add(3); // <unk> of XLM-R, which its config does not name
    return Set.copyOf(ids);
  }
}
