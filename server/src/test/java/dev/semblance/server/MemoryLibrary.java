package dev.semblance.server;

import dev.semblance.Corpus;
import dev.semblance.CorpusInfo;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Library;
import dev.semblance.SemblanceException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/// A library that forgets everything at its end. *Safe for use by many threads.*
public final class MemoryLibrary implements Library {
  private final Map<String, MemoryCorpus> corpora = new ConcurrentSkipListMap<>();
  private final Function<String, Embedder> models;

  public MemoryLibrary(Function<String, Embedder> models) {
    this.models = models;
  }

  @Override
  public List<CorpusInfo> list() {
    return corpora.values().stream().map(Corpus::info).toList();
  }

  @Override
  public Corpus create(String name, String model) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")) {
      throw new SemblanceException(Fault.INVALID, "'" + name + "' is no name for a collection");
    }
    Corpus corpus = corpora.computeIfAbsent(name, n -> new MemoryCorpus(n, models.apply(model)));
    if (!corpus.info().model().equals(model)) {
      throw new SemblanceException(Fault.INVALID, name + " belongs to " + corpus.info().model());
    }
    return corpus;
  }

  @Override
  public Corpus corpus(String name) {
    Corpus corpus = corpora.get(name);
    if (corpus == null) {
      throw new SemblanceException(Fault.NOT_FOUND, "no collection '" + name + "'");
    }
    return corpus;
  }

  @Override
  public boolean delete(String name) {
    return corpora.remove(name) != null;
  }

  @Override
  public void close() {}
}
