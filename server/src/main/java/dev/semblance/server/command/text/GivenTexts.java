package dev.semblance.server.command.text;

import java.util.List;

/// Texts of the command line. *One thread at a time.*
public final class GivenTexts implements TextReader {
  private final List<String> texts;
  private int read;

  public GivenTexts(List<String> texts) {
    this.texts = List.copyOf(texts);
  }

  @Override
  public List<String> next(int limit) {
    List<String> next = texts.subList(read, Math.min(texts.size(), read + limit));
    read += next.size();
    return next;
  }

  @Override
  public long expected() {
    return texts.size();
  }

  @Override
  public void close() {}
}
