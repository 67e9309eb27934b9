package dev.semblance.engine.encoder;

import java.util.List;

/// Several token sequences, concatenated without padding; or several images, whose tokens are the
/// class embedding and their patches. The arrays belong to the batch.
///
/// @param ids token ids `[n]`; of an image, 0 … t − 1
/// @param types segment ids `[n]`, or empty when all are 0
/// @param starts `[b+1]`: input `i` is `starts[i]` … `starts[i+1]`, exclusive; `starts[b]` is `n`
/// @param attended `[b]`: number of an input's first tokens that are attended to, 1 … t, or empty
///   when all are; the other tokens are computed but not attended to
/// @param patches of images: `[n − b]` rows, each the pixels of a patch as the model reads them;
///   empty for text
public record RaggedBatch(int[] ids, int[] types, int[] starts, int[] attended, float[] patches) {
  public RaggedBatch {
    if (starts.length < 2 || starts[0] != 0 || starts[starts.length - 1] != ids.length) {
      throw new IllegalArgumentException("starts must run from 0 to n");
    }
    if (types.length != 0 && types.length != ids.length) {
      throw new IllegalArgumentException("types must be empty or as long as ids");
    }
    if (attended.length != 0 && attended.length != starts.length - 1) {
      throw new IllegalArgumentException("attended must be empty or have one number an input");
    }
    for (int i = 0; i < attended.length; i++) {
      if (attended[i] < 1 || attended[i] > starts[i + 1] - starts[i]) {
        throw new IllegalArgumentException("input " + i + " cannot attend to " + attended[i]);
      }
    }
  }

  /// A batch of texts.
  public RaggedBatch(int[] ids, int[] types, int[] starts, int[] attended) {
    this(ids, types, starts, attended, new float[0]);
  }

  /// A batch whose tokens attend to all tokens of their input.
  public RaggedBatch(int[] ids, int[] types, int[] starts) {
    this(ids, types, starts, new int[0]);
  }

  /// Concatenates the sequences, all of segment 0.
  public static RaggedBatch of(List<int[]> sequences) {
    int[] starts = new int[sequences.size() + 1];
    for (int i = 0; i < sequences.size(); i++) {
      starts[i + 1] = starts[i] + sequences.get(i).length;
    }
    int[] ids = new int[starts[sequences.size()]];
    for (int i = 0; i < sequences.size(); i++) {
      System.arraycopy(sequences.get(i), 0, ids, starts[i], sequences.get(i).length);
    }
    return new RaggedBatch(ids, new int[0], starts);
  }

  /// This batch as a batch of images with these patches.
  public RaggedBatch with(float[] patches) {
    return new RaggedBatch(ids, types, starts, attended, patches);
  }

  /// Whether its inputs are images.
  public boolean images() {
    return patches.length > 0;
  }

  /// Index of the first patch of image `i`.
  public int firstPatch(int i) {
    return starts[i] - i;
  }

  /// `b`.
  public int inputs() {
    return starts.length - 1;
  }

  /// `n`.
  public int tokens() {
    return ids.length;
  }

  /// `t` of input `i`.
  public int length(int i) {
    return starts[i + 1] - starts[i];
  }

  /// Number of first tokens of input `i` that are attended to.
  public int attended(int i) {
    return attended.length == 0 ? length(i) : attended[i];
  }

  /// The largest `t`.
  public int longest() {
    int longest = 0;
    for (int i = 0; i < inputs(); i++) {
      longest = Math.max(longest, length(i));
    }
    return longest;
  }
}
