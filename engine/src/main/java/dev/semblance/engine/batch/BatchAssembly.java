package dev.semblance.engine.batch;

import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.input.Patches;
import dev.semblance.engine.input.TokenSequence;
import java.util.List;
import java.util.Objects;

/// Lays the token sequences of a batch end to end, as an encoder reads them. *Safe for use by many
/// threads.*
final class BatchAssembly {
  private BatchAssembly() {}

  /// @param sequences all of texts or all of images, not empty
  static RaggedBatch of(List<TokenSequence> sequences) {
    RaggedBatch batch = RaggedBatch.of(sequences.stream().map(TokenSequence::ids).toList());
    if (sequences.getFirst().isImage()) {
      return batch.with(patches(sequences));
    }
    boolean oneSegment = sequences.stream().allMatch(sequence -> sequence.types() == null);
    boolean allAttended =
        sequences.stream().allMatch(sequence -> sequence.attended() == sequence.length());
    return oneSegment && allAttended
        ? batch
        : new RaggedBatch(
            batch.ids(),
            oneSegment ? batch.types() : types(sequences, batch),
            batch.starts(),
            sequences.stream().mapToInt(TokenSequence::attended).toArray());
  }

  /// Numbers of all images' patches, as the encoder reads them.
  private static float[] patches(List<TokenSequence> images) {
    List<Patches> patches =
        images.stream().map(TokenSequence::image).map(Objects::requireNonNull).toList();
    float[] numbers = new float[patches.stream().mapToInt(Patches::numbers).sum()];
    int at = 0;
    for (Patches image : patches) {
      image.write(numbers, at);
      at += image.numbers();
    }
    return numbers;
  }

  /// Segment ids `[n]`.
  private static int[] types(List<TokenSequence> sequences, RaggedBatch batch) {
    int[] types = new int[batch.tokens()];
    for (int i = 0; i < sequences.size(); i++) {
      int[] sequenceTypes = sequences.get(i).types();
      if (sequenceTypes != null) {
        System.arraycopy(sequenceTypes, 0, types, batch.starts()[i], sequenceTypes.length);
      }
    }
    return types;
  }
}
