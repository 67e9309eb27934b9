package dev.semblance.search.pipeline;

import dev.semblance.Chunked;
import dev.semblance.Chunking;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.SemblanceException;
import dev.semblance.document.ChunkSize;
import dev.semblance.document.FieldType;
import dev.semblance.document.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// Computes one vector of the entries that have its text and lack it: of the whole text where the
/// model reads all of it, else of its passages. *One thread at a time.*
final class VectorStep {
  /// Maximum number of documents embedded by one call; the embedder forms its batches from them.
  private static final int SLICE = 1_024;

  /// Most characters that are cut into passages by one call, unless one text has more.
  private static final int SLICE_CHARACTERS = 500_000;

  /// A text with more characters for each token that the model reads is longer than that, but for
  /// rare ones: it is cut at once, without a vector of its beginning.
  private static final long CHARACTERS_PER_TOKEN = 6;

  /// Tokens that passages share, where the schema does not say.
  private static final int OVERLAP = 32;

  private final String name;
  private final VectorModels models;
  private final Schema.VectorField field;
  private final Optional<ChunkSize> chunk;

  VectorStep(String name, VectorModels models, Schema schema) {
    this.name = name;
    this.models = models;
    field = Objects.requireNonNull(schema.vectors().get(name));
    chunk = field.from().stream().flatMap(source -> chunk(schema, source)).findFirst();
  }

  /// Returns how many tokens were embedded.
  long embed(List<PendingEntry> pending) {
    List<PendingEntry> whole = new ArrayList<>();
    List<PendingEntry> longer = new ArrayList<>();
    for (PendingEntry entry : pending) {
      String text = entry.source(name, field).text();
      if (!text.isBlank()) {
        (isLong(text) ? longer : whole).add(entry);
      }
    }
    long tokens = 0;
    for (int from = 0; from < whole.size(); from += SLICE) {
      tokens +=
          each(
              whole.subList(from, Math.min(from + SLICE, whole.size())),
              entries -> whole(entries, longer));
    }
    for (int from = 0; from < longer.size(); ) {
      int to = sliceEnd(longer, from);
      tokens += each(longer.subList(from, to), this::passages);
      from = to;
    }
    return tokens;
  }

  /// Asked for only when there is something to embed: the model may be absent.
  private Embedder embedder() {
    return models.embedder(name);
  }

  private static Stream<ChunkSize> chunk(Schema schema, String source) {
    return schema.fields().get(source) instanceof FieldType.TextType text
        ? Stream.ofNullable(text.chunk())
        : Stream.empty();
  }

  private boolean isLong(String text) {
    return chunk.isPresent()
        || text.length() > CHARACTERS_PER_TOKEN * embedder().card().shape().maxTokens();
  }

  private int sliceEnd(List<PendingEntry> entries, int from) {
    int end = from;
    long characters = 0;
    while (end < entries.size() && end - from < SLICE) {
      characters += entries.get(end).source(name, field).text().length();
      if (end > from && characters > SLICE_CHARACTERS) {
        break;
      }
      end++;
    }
    return end;
  }

  /// When the embedder refuses some entries, each of them is tried alone, so that a bad one does
  /// not affect the others.
  private static long each(List<PendingEntry> entries, ToLongFunction<List<PendingEntry>> step) {
    try {
      return step.applyAsLong(entries);
    } catch (SemblanceException e) {
      if (!isOfInputs(e.fault())) {
        throw e;
      }
      if (entries.size() == 1) {
        entries.getFirst().refuse(e.getMessage());
        return 0;
      }
      return entries.stream().mapToLong(entry -> each(List.of(entry), step)).sum();
    }
  }

  private static boolean isOfInputs(Fault fault) {
    return fault == Fault.INVALID || fault == Fault.EMPTY || fault == Fault.TOO_LARGE;
  }

  /// One vector of each text; the entries whose text is too long are added to `longer`.
  private long whole(List<PendingEntry> entries, List<PendingEntry> longer) {
    List<Embedded> results = embedWhole(entries);
    long tokens = 0;
    for (int i = 0; i < results.size(); i++) {
      Embedded result = results.get(i);
      tokens += result.tokens();
      if (result.truncated()) {
        longer.add(entries.get(i));
      } else {
        entries.get(i).accept(name, result.vector());
      }
    }
    return tokens;
  }

  private long passages(List<PendingEntry> entries) {
    Chunking chunking =
        chunk
            .map(size -> Chunking.passages(size.tokens(), size.overlap()))
            .orElseGet(() -> Chunking.passages(Chunking.LONGEST, OVERLAP));
    List<Chunked> results;
    try {
      List<String> texts = entries.stream().map(entry -> entry.source(name, field).text()).toList();
      results = embedder().embedChunks(texts, chunking, EmbedOptions.PASSAGES);
    } catch (SemblanceException e) {
      if (e.fault() != Fault.UNSUPPORTED) {
        throw e;
      }
      return beginnings(entries);
    }
    for (int i = 0; i < results.size(); i++) {
      entries.get(i).accept(name, results.get(i), entries.get(i).source(name, field));
    }
    return results.stream().mapToLong(Chunked::tokens).sum();
  }

  /// By a model that cuts no texts into passages: vectors of as much as it reads.
  private long beginnings(List<PendingEntry> entries) {
    List<Embedded> results = embedWhole(entries);
    for (int i = 0; i < results.size(); i++) {
      Embedded result = results.get(i);
      entries.get(i).accept(name, result.vector());
      if (result.truncated()) {
        entries.get(i).truncatedAt(result.tokens());
      }
    }
    return results.stream().mapToLong(Embedded::tokens).sum();
  }

  private List<Embedded> embedWhole(List<PendingEntry> entries) {
    List<Input> inputs =
        entries.stream().map(entry -> Input.of(entry.source(name, field).text())).toList();
    return embedder().embed(inputs, EmbedOptions.PASSAGES);
  }
}
