package dev.semblance.server;

import dev.semblance.Chunked;
import dev.semblance.Chunked.Chunk;
import dev.semblance.Chunking;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Embedding;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.OutputForm;
import dev.semblance.Prompts;
import dev.semblance.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An embedder without a model with every kind of output: a text is the literal of its token
/// vectors, numbers separated by spaces and vectors by slashes. The first vector is the dense and
/// the sparse output; each is a chunk, and the last is the pooled vector. *Safe for use by many
/// threads.*
///
/// @param width of the vectors
public record LiteralRowsEmbedder(int width) implements Embedder {

  @Override
  public ModelCard card() {
    return new ModelCard(
        "rows",
        "7".repeat(64),
        new ModelCard.Task.Embed(Set.of(Output.values()), "none", ModelCard.Cut.UNDECLARED),
        new ModelCard.Shape(width, 10_000, 30_000, "float32"),
        Prompts.NONE);
  }

  @Override
  public CodePointTokenizer tokenizer() {
    return new CodePointTokenizer();
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    return inputs.stream().map(input -> embedded(rows(input), options)).toList();
  }

  @Override
  public List<Chunked> embedChunks(List<String> texts, Chunking chunking, EmbedOptions options) {
    return texts.stream().map(text -> chunked(text, chunking.pool(), options.form())).toList();
  }

  @Override
  public void close() {}

  private Embedded embedded(List<float[]> rows, EmbedOptions options) {
    OutputForm form = options.form();
    Map<Output, Embedding> embeddings = new EnumMap<>(Output.class);
    for (Output kind : options.outputs()) {
      embeddings.put(
          kind,
          switch (kind) {
            case DENSE -> new Embedding.Dense(Vectors.form(rows.getFirst(), form));
            case SPARSE -> sparse(rows.getFirst());
            case MULTI_VECTOR -> Vectors.cut(matrix(rows), form.dimensions(), true);
            case TOKENS -> Vectors.cut(matrix(rows), form.dimensions(), false);
          });
    }
    return new Embedded(embeddings, rows.size(), false, Embedded.Timing.NONE);
  }

  private static Chunked chunked(String text, Chunking.Pool pool, OutputForm form) {
    List<Chunk> chunks = new ArrayList<>();
    int start = 0;
    for (String row : text.split("/", -1)) {
      chunks.add(new Chunk(start, start + row.length(), 1));
      start += row.length() + 1;
    }
    List<float[]> rows = rows(Input.of(text));
    List<float[]> pooled = pool == Chunking.Pool.NONE ? rows : List.of(rows.getLast());
    return new Chunked(
        chunks,
        pooled.stream().map(row -> Vectors.form(row, form)).toList(),
        rows.size(),
        Embedded.Timing.NONE);
  }

  private Embedding.MultiVector matrix(List<float[]> rows) {
    float[] values = new float[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, values, i * width, width);
    }
    return new Embedding.MultiVector(values, width);
  }

  private static Embedding.Sparse sparse(float[] row) {
    int[] ids = new int[row.length];
    float[] weights = new float[row.length];
    int count = 0;
    for (int i = 0; i < row.length; i++) {
      if (row[i] > 0) {
        ids[count] = i;
        weights[count++] = row[i];
      }
    }
    return new Embedding.Sparse(Arrays.copyOf(ids, count), Arrays.copyOf(weights, count));
  }

  private static List<float[]> rows(Input input) {
    return switch (input) {
      case Input.Text(String text) ->
          Arrays.stream(text.split("/", -1)).map(LiteralRowsEmbedder::row).toList();
      case Input.Tokens(int[] ids) -> List.of(new float[ids.length]);
      case Input.Image _ -> throw new IllegalArgumentException("an image is not a vector literal");
    };
  }

  private static float[] row(String text) {
    String[] numbers = text.strip().split(" ", -1);
    float[] row = new float[numbers.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = Float.parseFloat(numbers[i]);
    }
    return row;
  }
}
