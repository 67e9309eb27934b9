package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.collection.CollectionState;
import dev.semblance.collection.CollectionStore;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.StoreSize;
import dev.semblance.collection.StoredEntry;
import dev.semblance.document.FieldType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFactoryTest {
  @TempDir Path root;

  @Test
  void collectionsUseTheStoresOfTheFactory() {
    List<String> events = new ArrayList<>();
    try (var data =
        DataDirectory.open(
            root,
            _ -> new FixedEmbedder(),
            DirectorySettings.STANDARD,
            _ -> folder -> new RecordingStore(folder.name(), events))) {
      DocumentCollection created = data.create("a", "fixed");
      assertThat(created.info().documents()).isEqualTo(7);
      assertThat(created.delete("1")).isTrue();
    }
    assertThat(events).containsExactly("a deletes [1]", "a closes");
  }

  /// A store of seven documents that records what it is asked for.
  private record RecordingStore(String name, List<String> events) implements CollectionStore {
    @Override
    public List<Optional<String>> write(List<StoredEntry> entries) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void addFields(Map<String, FieldType> fields) {}

    @Override
    public Set<String> delete(List<String> ids) {
      events.add(name + " deletes " + ids);
      return Set.copyOf(ids);
    }

    @Override
    public View view() {
      throw new UnsupportedOperationException();
    }

    @Override
    public CollectionState state() {
      return CollectionState.READY;
    }

    @Override
    public StoreSize size() {
      return new StoreSize(7, 70);
    }

    @Override
    public void close() {
      events.add(name + " closes");
    }
  }
}
