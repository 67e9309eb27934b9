package dev.semblance.bench;

import dev.semblance.engine.encoder.RaggedBatch;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A batch of inputs of one length.
///
/// @param inputs `b`
/// @param tokens `t` of each
record BatchShape(int inputs, int tokens) {
  static final List<BatchShape> ALL =
      List.of(
          new BatchShape(1, 32),
          new BatchShape(1, 128),
          new BatchShape(1, 256),
          new BatchShape(1, 512),
          new BatchShape(8, 256),
          new BatchShape(32, 256),
          new BatchShape(32, 32));

  /// Converts `128x256`: inputs and tokens of each.
  static final class ShapeConverter implements ITypeConverter<BatchShape> {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,4})[x×]([1-9][0-9]{0,4})");

    @Override
    public BatchShape convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException(
            "'%s' is not a shape; write inputs and tokens of each, 128x256".formatted(text));
      }
      return new BatchShape(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
    }
  }

  private static final long SEED = 20261121;

  /// Random ids of ordinary words.
  RaggedBatch batch(int vocabulary) {
    Random random = new Random(SEED);
    return RaggedBatch.of(
        IntStream.range(0, inputs)
            .mapToObj(_ -> random.ints(tokens, vocabulary / 10, vocabulary).toArray())
            .toList());
  }

  @Override
  public String toString() {
    return inputs + "x" + tokens;
  }
}
