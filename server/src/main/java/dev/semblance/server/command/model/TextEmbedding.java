package dev.semblance.server.command.model;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.Progress;
import dev.semblance.server.command.text.TextReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Embeds texts in windows, each sorted by length, since the longest of a batch sets its time, and
/// writes the vectors in the order of the texts.
///
/// @param sink of the vectors
record TextEmbedding(Embedder embedder, EmbedOptions options, VectorSink sink) {
  private static final int WINDOW = 4_096;
  private static final int SLICE = 64;

  /// @return how many tokens were read
  long run(TextReader reader, Progress progress) throws IOException {
    long tokens = 0;
    List<String> window = reader.next(WINDOW);
    while (!window.isEmpty()) {
      List<String> fresh = window.subList(sink.known(window), window.size());
      long before = sink.rows();
      tokens += embed(fresh, (done, _) -> progress.at(before + done, reader.expected()));
      window = reader.next(WINDOW);
    }
    return tokens;
  }

  private long embed(List<String> texts, Progress progress) throws IOException {
    List<Integer> longestFirst = new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
    longestFirst.sort(Comparator.comparingInt(i -> -texts.get(i).length()));
    float[][] finished = new float[texts.size()][];
    long tokens = 0;
    for (int start = 0; start < texts.size(); start += SLICE) {
      List<Integer> slice = longestFirst.subList(start, Math.min(start + SLICE, texts.size()));
      List<Embedded> done =
          embedder.embed(slice.stream().map(texts::get).map(Input::of).toList(), options);
      for (int i = 0; i < slice.size(); i++) {
        finished[slice.get(i)] = done.get(i).vector();
        tokens += done.get(i).tokens();
      }
      progress.at(start + slice.size(), texts.size());
    }
    sink.add(texts, finished);
    return tokens;
  }
}
