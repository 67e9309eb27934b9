package dev.semblance.engine.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A model's tokenizer, read once: the tree of `tokenizer.json` for the checks and the vocabulary,
/// its text for the native library. Large (17 MB of text for XLM-R), so it is not kept after a
/// model is opened.
///
/// @param json the tree; of older folders, what their vocabulary files amount to
/// @param text the file's text; null for older folders
public record TokenizerSource(JsonFile json, @Nullable String text) {
  /// Bytes; Gemma's file, the largest known here, has 33 MB.
  private static final long MAX_SIZE = 96 << 20;

  /// Ids of those words that the vocabulary has.
  public Set<Integer> ids(Set<String> words) {
    if (words.isEmpty()) {
      return Set.of();
    }
    Vocabulary vocabulary = Vocabulary.of(json);
    Set<Integer> ids = new HashSet<>();
    words.forEach(word -> vocabulary.id(word).ifPresent(ids::add));
    return Set.copyOf(ids);
  }

  /// @param folder of `tokenizer.json`, or of the files that older folders have in its place
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL, UNSUPPORTED
  static TokenizerSource read(ModelFolder folder, String name) {
    if (!folder.has(ModelSpec.TOKENIZER)) {
      return new TokenizerSource(WordPieceFiles.read(folder), null);
    }
    Path file = folder.resolve(ModelSpec.TOKENIZER);
    JsonFile.requireSize(name, file, MAX_SIZE);
    try {
      String text = Files.readString(file);
      return new TokenizerSource(JsonFile.parse(name, text), text);
    } catch (IOException e) {
      throw JsonFile.unreadable(name, e);
    }
  }
}
