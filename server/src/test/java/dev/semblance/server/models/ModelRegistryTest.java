package dev.semblance.server.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.SemblanceException;
import dev.semblance.server.CloseCheckingEmbedder;
import dev.semblance.server.LengthClassifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ModelRegistryTest {
  private static final long SIZE = 100;
  private static final Duration LONG = Duration.ofMinutes(1);

  /// Every model that was ever opened, by name; the last one of each.
  private final Map<String, CloseCheckingEmbedder> opened = new ConcurrentHashMap<>();

  private final AtomicInteger openings = new AtomicInteger();

  /// Opens whatever is asked for, 100 bytes each.
  private final ModelSource source =
      (name, _) ->
          new ModelSource.LocatedModel(
              name,
              SIZE,
              () -> {
                openings.incrementAndGet();
                CloseCheckingEmbedder model = new CloseCheckingEmbedder(name);
                opened.put(name, model);
                return model;
              });

  @Test
  void opensAModelOnce() throws Exception {
    try (ModelRegistry models = open(Long.MAX_VALUE, "a");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> loads = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        loads.add(threads.submit(() -> models.load(LoadRequest.of("b"))));
      }
      for (Future<?> load : loads) {
        load.get();
      }
      assertThat(openings).hasValue(2);
    }
  }

  @Test
  void severalNamesOfTheSameFilesLeadToOneModel() throws Exception {
    ModelSource revisions =
        (name, _) ->
            new ModelSource.LocatedModel(
                name,
                name.replaceFirst("@.*", ""),
                () -> SIZE,
                () -> source.find(name, true).open().get());
    try (ModelRegistry models = new ModelRegistry(revisions, ModelRules.STANDARD);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      models.load(LoadRequest.of("first"));
      models.load(LoadRequest.of("a"));
      List<Future<OpenModel>> loads = new ArrayList<>();
      for (String name : List.of("a", "a@main", "a@refs/heads/main", "a@main")) {
        loads.add(threads.submit(() -> models.load(LoadRequest.of(name))));
      }
      for (Future<OpenModel> load : loads) {
        assertThat(load.get().card().id()).isEqualTo("a");
      }
      assertThat(openings).hasValue(2);
      assertThat(models.named("a@main").card().id()).isEqualTo("a");
      assertThat(models.unload("a@main", LONG)).isZero();
      assertThatThrownBy(() -> models.answeringTo("a@refs/heads/main"))
          .hasMessageContaining("no model 'a@refs/heads/main' is open");
      assertThat(models.load(LoadRequest.of("a@main")).card().id()).isEqualTo("a@main");
    }
  }

  @Test
  void theFirstAnswersWhereNoneIsNamed() {
    try (ModelRegistry models = open(Long.MAX_VALUE, "a", "b")) {
      assertThat(models.named(null).card().id()).isEqualTo("a");
      assertThat(models.cards().stream().map(card -> card.id())).containsExactly("a", "b");
      models.load(new LoadRequest("b", true, false, true));
      assertThat(models.defaultModel().card().id()).isEqualTo("b");
      assertThat(models.cards().stream().map(card -> card.id())).containsExactly("b", "a");
    }
  }

  @Test
  void theDefaultStaysUntilThereIsAnother() {
    try (ModelRegistry models = open(Long.MAX_VALUE, "a", "b")) {
      assertThatThrownBy(() -> models.unload("a", LONG))
          .hasMessageContaining("make another one the default before");
      models.load(new LoadRequest("b", true, false, true));
      models.unload("a", LONG);
      assertThat(opened("a").isClosed()).isTrue();
      assertThatThrownBy(() -> models.unload("a", LONG))
          .hasMessage("no model 'a' is open; there are [b]");
    }
  }

  @Test
  void unloadsOnceRunningCallsHaveEnded() throws Exception {
    try (ModelRegistry models = open(Long.MAX_VALUE, "a", "b");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      opened("b").hold();
      Embedder found = embedder(models, "b");
      Future<List<Embedded>> call = threads.submit(() -> embed(found));
      while (opened("b").activeCalls() == 0) {
        Thread.onSpinWait();
      }
      Future<?> unload = threads.submit(() -> models.unload("b", LONG));
      while (models.cards().size() > 1) {
        Thread.onSpinWait();
      }
      assertThatThrownBy(() -> embedder(models, "b")).hasMessageContaining("no model 'b' is open");
      assertThat(opened("b").isClosed()).isFalse();
      opened("b").release();
      assertThat(call.get()).hasSize(1);
      unload.get();
      assertThat(opened("b").isClosed()).isTrue();
      assertThatThrownBy(() -> embed(found))
          .isInstanceOf(SemblanceException.class)
          .hasMessage("model 'b' was unloaded; POST /models loads it again");
    }
  }

  @Test
  void tellsHowManyCallsRunAfterItsTimeoutAndClosesLater() throws Exception {
    try (ModelRegistry models = open(SIZE * 2, "a", "b");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      opened("b").hold();
      Embedder found = embedder(models, "b");
      Future<List<Embedded>> call = threads.submit(() -> embed(found));
      while (opened("b").activeCalls() == 0) {
        Thread.onSpinWait();
      }
      assertThat(models.unload("b", Duration.ofMillis(10))).isEqualTo(1);
      assertThat(models.cards()).hasSize(1);
      assertThat(opened("b").isClosed()).isFalse();
      assertThatThrownBy(() -> models.load(LoadRequest.of("c"))).hasMessageContaining("100 more");
      opened("b").release();
      assertThat(call.get()).hasSize(1);
      while (!opened("b").isClosed()) {
        Thread.onSpinWait();
      }
      Thread.sleep(50);
      models.load(LoadRequest.of("c"));
    }
  }

  @Test
  void refusesWhatTheBudgetDoesNotHold() {
    try (ModelRegistry models = open(250, "a", "b")) {
      assertThatThrownBy(() -> models.load(LoadRequest.of("c")))
          .hasMessage(
              "model 'c' needs 100 bytes; of the memory budget of 250 bytes 200 are taken, and 50"
                  + " more would be needed")
          .extracting(e -> ((SemblanceException) e).fault())
          .isEqualTo(Fault.TOO_LARGE);
      models.unload("b", LONG);
      models.load(LoadRequest.of("c"));
      assertThat(models.cards()).hasSize(2);
    }
  }

  @Test
  void makesRoomByTheLeastRecentlyUsed() {
    try (ModelRegistry models = open(300, "a", "b", "c")) {
      embed(embedder(models, "b"));
      models.load(new LoadRequest("d", false, true, true));
      assertThat(models.cards().stream().map(card -> card.id())).containsExactly("a", "b", "d");
      assertThat(opened("c").isClosed()).isTrue();
    }
  }

  @Test
  void makesNoRoomWhereItWouldNotBeEnough() {
    try (ModelRegistry models = open(150, "a")) {
      assertThatThrownBy(() -> models.load(new LoadRequest("d", false, true, true)))
          .hasMessageContaining("50 more would be needed");
      assertThat(models.cards()).hasSize(1);
    }
  }

  @Test
  void givesBackTheRoomOfAModelThatCannotBeOpened() {
    ModelSource broken =
        (name, _) ->
            new ModelSource.LocatedModel(
                name,
                SIZE,
                () -> {
                  if (name.equals("bad")) {
                    throw new SemblanceException(Fault.BROKEN_MODEL, "bad is broken");
                  }
                  return new CloseCheckingEmbedder(name);
                });
    try (ModelRegistry models = new ModelRegistry(broken, new ModelRules(200, false))) {
      models.load(LoadRequest.of("a"));
      assertThatThrownBy(() -> models.load(LoadRequest.of("bad"))).hasMessage("bad is broken");
      models.load(LoadRequest.of("b"));
      assertThat(models.cards()).hasSize(2);
    }
  }

  @Test
  void countsAModelOnceAndOnlyForABudgetOrForWhoAsks() {
    AtomicInteger countings = new AtomicInteger();
    ModelSource counted =
        (name, _) ->
            new ModelSource.LocatedModel(
                name,
                () -> countings.incrementAndGet() * SIZE,
                () -> new CloseCheckingEmbedder(name));
    try (ModelRegistry models = new ModelRegistry(counted, ModelRules.STANDARD)) {
      OpenModel free = models.load(LoadRequest.of("a"));
      models.load(LoadRequest.of("b"));
      assertThat(countings).hasValue(0);
      assertThat(free.bytes()).isEqualTo(free.bytes()).isEqualTo(SIZE);
      assertThat(countings).hasValue(1);
    }
    countings.set(0);
    try (ModelRegistry models = new ModelRegistry(counted, new ModelRules(SIZE, false))) {
      assertThat(models.load(LoadRequest.of("a")).bytes()).isEqualTo(SIZE);
      assertThat(countings).hasValue(1);
    }
  }

  @Test
  void unloadsWhatIsNotInUse() {
    try (ModelRegistry models = open(Long.MAX_VALUE, "a", "b", "c")) {
      assertThat(models.unloadIdle(Duration.ofHours(1))).isEmpty();
      assertThat(models.unloadIdle(Duration.ZERO)).containsExactly("b", "c");
      assertThat(models.cards()).hasSize(1);
    }
  }

  @Test
  void aCollectionsModelMayGoAndComeAgain() {
    try (ModelRegistry models = open(Long.MAX_VALUE, "a", "b")) {
      Embedder collections = models.embedder("b");
      embed(collections);
      models.unload("b", LONG);
      assertThatThrownBy(() -> embed(collections)).hasMessageContaining("no model 'b' is open");
      models.load(LoadRequest.of("b"));
      assertThat(embed(collections)).hasSize(1);
    }
  }

  @Test
  void clientsSeeNoFoldersOfModels() {
    try (ModelRegistry models = open(Long.MAX_VALUE, "/srv/models/a", "C:\\models\\b", "org/c")) {
      assertThat(models.cards()).extracting(models::shownName).containsExactly("a", "b", "org/c");
      assertThat(models.named("a").card().id()).isEqualTo("/srv/models/a");
      assertThat(models.label("b")).isEqualTo("b");
      assertThatThrownBy(() -> models.named("d"))
          .hasMessage("no model 'd' is open; there are [a, b, org/c]");
      models.load(LoadRequest.of("/other/a"));
      assertThat(models.cards()).extracting(models::shownName).doesNotHaveDuplicates();
      models.unload("b", LONG);
      assertThatThrownBy(() -> models.answeringTo("b")).hasMessageStartingWith("no model 'b'");
    }
  }

  @Test
  void aServerOfFixedModelsOpensNoOthers() {
    ModelRegistry models = ModelRegistry.of(List.of(new LengthClassifier("long")));
    assertThatThrownBy(() -> models.load(LoadRequest.of("b")))
        .hasMessage("this server opens no further models");
  }

  /// Callers, loads and unloads race: every call is answered or gets NOT_FOUND, and no model is
  /// used after it was closed, or closed while it is used.
  @Test
  void callsThatRaceWithUnloadsAreAnsweredOrRefused() throws Exception {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("ModelsTest seed " + seed);
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    try (ModelRegistry models = open(450, "a");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<?>> work = new ArrayList<>();
      for (int worker = 0; worker < 16; worker++) {
        Random random = new Random(seed + worker);
        work.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int i = 0; i < 400; i++) {
                    step(models, random, answered, refused);
                  }
                },
                threads));
      }
      CompletableFuture.allOf(work.toArray(CompletableFuture[]::new)).get(50, TimeUnit.SECONDS);
      assertThat(embed(embedder(models, "a"))).hasSize(1);
    }
    assertThat(answered.get()).isPositive();
    assertThat(refused.get()).isPositive();
    assertThat(opened.values()).allMatch(CloseCheckingEmbedder::isClosed);
  }

  private static void step(
      ModelRegistry models, Random random, AtomicInteger answered, AtomicInteger refused) {
    String name = List.of("a", "b", "c", "d", "e", "f").get(random.nextInt(6));
    try {
      switch (random.nextInt(8)) {
        case 0 -> models.load(LoadRequest.byClient(name, false, random.nextBoolean()));
        case 1 -> models.unload(name, LONG);
        case 2 -> {
          var _ = models.unloadIdle(Duration.ofMillis(random.nextInt(3)));
        }
        default -> {
          embed(embedder(models, name));
          answered.incrementAndGet();
        }
      }
    } catch (SemblanceException e) {
      assertThat(e.fault()).isIn(Fault.NOT_FOUND, Fault.TOO_LARGE, Fault.INVALID);
      refused.incrementAndGet();
    }
  }

  private ModelRegistry open(long memory, String... names) {
    ModelRegistry models = new ModelRegistry(source, new ModelRules(memory, false));
    for (String name : names) {
      models.load(LoadRequest.of(name));
    }
    return models;
  }

  private CloseCheckingEmbedder opened(String name) {
    CloseCheckingEmbedder model = opened.get(name);
    if (model == null) {
      throw new AssertionError(name + " was never opened");
    }
    return model;
  }

  private static Embedder embedder(ModelRegistry models, String name) {
    return (Embedder) models.named(name);
  }

  private static List<Embedded> embed(Embedder embedder) {
    return embedder.embed(List.of(Input.of("some words")), EmbedOptions.DEFAULT);
  }
}
