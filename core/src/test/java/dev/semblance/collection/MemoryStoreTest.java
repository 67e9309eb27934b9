package dev.semblance.collection;

class MemoryStoreTest extends CollectionStoreContract {
  private final MemoryStore.Disk disk = new MemoryStore.Disk();

  @Override
  protected CollectionStore open() {
    return new MemoryStore(disk);
  }
}
