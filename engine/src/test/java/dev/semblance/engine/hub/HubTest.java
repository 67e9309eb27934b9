package dev.semblance.engine.hub;

import static dev.semblance.engine.hub.CacheFiles.names;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.Progress;
import dev.semblance.SemblanceException;
import dev.semblance.engine.hub.ByteServer.Answer;
import dev.semblance.engine.hub.ByteServer.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubTest {
  private static final HubName MODEL = PretendHub.MODEL;
  private static final String WEIGHTS = "model.safetensors";

  @TempDir Path cache;

  private final PretendHub pretend = new PretendHub();

  @AfterEach
  void close() {
    pretend.close();
  }

  @Test
  void downloadsNeededFilesOnly() throws IOException {
    CachedModel model = pull();
    assertThat(names(model.folder()))
        .containsExactly("1_Pooling/config.json", "config.json", WEIGHTS, "tokenizer.json");
    assertThat(model.folder().resolve(WEIGHTS)).hasBinaryContent(pretend.file(WEIGHTS));
    assertThat(model.commit()).isEqualTo(PretendHub.COMMIT);
  }

  @Test
  void writesTheLayoutOfOtherClients() throws IOException {
    pull();
    Path root = cache.resolve("models--acme--tiny");
    String sha = PretendHub.sha256(pretend.file(WEIGHTS));
    Path snapshot = root.resolve("snapshots").resolve(PretendHub.COMMIT);
    assertThat(root.resolve("refs/main")).hasContent(PretendHub.COMMIT);
    assertThat(Files.readSymbolicLink(snapshot.resolve(WEIGHTS)))
        .isEqualTo(Path.of("../../blobs/" + sha));
    String small = PretendHub.gitSha(pretend.file("1_Pooling/config.json"));
    assertThat(Files.readSymbolicLink(snapshot.resolve("1_Pooling/config.json")))
        .isEqualTo(Path.of("../../../blobs/" + small));
    assertThat(cache.resolve("CACHEDIR.TAG")).content().startsWith("Signature: 8a477f597d28d1727");
    assertThat(names(root.resolve("blobs"))).hasSize(4);
  }

  @Test
  void sendsTheTokenToTheHubOnly() {
    pull();
    assertThat(pretend.hub.requests())
        .allMatch(request -> request.header("authorization").equals("Bearer hf_secret"));
    assertThat(pretend.storage.requests())
        .isNotEmpty()
        .allMatch(request -> request.header("authorization").isEmpty());
  }

  @Test
  void keepsTheTokenWhenAnotherHostRedirectsOnceMore() {
    try (ByteServer second = new ByteServer(this::fromStorage)) {
      pretend.storage(answer -> Answer.found(second.address() + "/store/" + WEIGHTS));
      pull();
      assertThat(second.requests()).hasSize(1);
      assertThat(second.requests().getFirst().header("authorization")).isEmpty();
    }
  }

  private Answer fromStorage(Request request) {
    byte[] content = pretend.file(WEIGHTS);
    return Answer.of("HTTP/1.1 200 OK\r\nContent-Length: " + content.length, content);
  }

  @Test
  void requestsUncompressedBytes() {
    pull();
    assertThat(pretend.hub.requests("HEAD"))
        .hasSize(7) // four files, of which three small ones are redirected at the hub
        .allMatch(request -> request.header("accept-encoding").equals("identity"));
  }

  @Test
  void continuesInterruptedDownloads() {
    AtomicInteger answers = new AtomicInteger();
    pretend.storage(answer -> answers.getAndIncrement() < 2 ? answer.cut(20_000) : answer);
    pull();
    List<String> ranges =
        pretend.storage.requests().stream().map(request -> request.header("range")).toList();
    assertThat(ranges).hasSize(3).startsWith("");
    int second = firstByte(ranges.get(1));
    assertThat(second).isBetween(1, 20_000);
    assertThat(firstByte(ranges.get(2))).isBetween(second + 1, second + 20_000);
  }

  private static int firstByte(String range) {
    return Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
  }

  @Test
  void continuesAfterBeingKilled() throws IOException {
    pretend.storage(answer -> answer.cut(answer.body().length > 30_000 ? 30_000 : 0));
    assertThatThrownBy(this::pull).hasMessageContaining("cannot be reached");
    assertThat(new HubCache(cache).find(MODEL)).isEmpty();
    Path blob = cache.resolve("models--acme--tiny/blobs", PretendHub.sha256(pretend.file(WEIGHTS)));
    // Of the last bytes before a connection breaks some may never arrive.
    long here = Files.size(BlobDownload.partialOf(blob));
    assertThat(here).isPositive();
    pretend.storage(answer -> answer);
    pull();
    assertThat(pretend.storage.requests().getLast().header("range"))
        .isEqualTo("bytes=" + here + "-");
  }

  @Test
  void stoppedDownloadsAreIncomplete() throws IOException {
    Progress stop =
        (done, total) -> {
          if (done > 20_000) {
            throw new SemblanceException(Fault.CANCELLED, "stopped");
          }
        };
    assertThatThrownBy(() -> pretend.client(cache).pull(MODEL, GraphChoice.WEIGHTS, stop))
        .hasMessage("stopped");
    assertThat(new HubCache(cache).find(MODEL)).isEmpty();
    assertThat(new HubCache(cache).list()).isEmpty();
    assertThat(cache.resolve("models--acme--tiny/refs/main")).doesNotExist();
    assertThat(names(cache.resolve("models--acme--tiny/blobs")))
        .doesNotContain(PretendHub.sha256(pretend.file(WEIGHTS)));
  }

  @Test
  void restartsWithoutRangeSupport() {
    AtomicInteger answers = new AtomicInteger();
    byte[] content = pretend.file(WEIGHTS);
    Answer whole = Answer.of("HTTP/1.1 200 OK\r\nContent-Length: " + content.length, content);
    pretend.storage(_ -> answers.getAndIncrement() == 0 ? whole.cut(10_000) : whole);
    assertThat(pull().folder().resolve(WEIGHTS)).hasBinaryContent(content);
  }

  @Test
  void restartsWhenTheRangeIsRefused() throws IOException {
    begin(new byte[10_000]);
    pretend.storage(answer ->
        answer.head().contains(" 206 ")
            ? Answer.of("HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */9")
            : answer);
    assertThat(pull().folder().resolve(WEIGHTS)).hasBinaryContent(pretend.file(WEIGHTS));
  }

  @Test
  void restartsWhenThePartialFileIsDamaged() throws IOException {
    begin(new byte[10_000]);
    assertThat(pull().folder().resolve(WEIGHTS)).hasBinaryContent(pretend.file(WEIGHTS));
    assertThat(pretend.storage.requests().stream().map(request -> request.header("range")))
        .containsExactly("bytes=10000-", "");
  }

  private void begin(byte[] content) throws IOException {
    Checksum checksum = new Checksum(PretendHub.sha256(pretend.file(WEIGHTS)));
    Path blob = new Repository(cache, MODEL.id()).blob(checksum);
    Files.createDirectories(blob.getParent());
    Files.write(BlobDownload.partialOf(blob), content);
  }

  @Test
  void refusesContentWithAnotherChecksum() throws IOException {
    byte[] wrong = PretendHub.content(50_001);
    pretend.storage(
        answer -> Answer.of("HTTP/1.1 200 OK\r\nContent-Length: 50000", wrong).cut(50_000));
    assertThatThrownBy(this::pull)
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("model.safetensors does not add up to the checksum");
    assertThat(names(cache.resolve("models--acme--tiny/blobs"))).hasSize(3);
  }

  @Test
  void refusesSmallFilesWithAnotherChecksum() {
    pretend.hub(
        "/api/resolve-cache/models/acme/tiny/" + PretendHub.COMMIT + "/config.json",
        Answer.of(
            "HTTP/1.1 200 OK\r\nX-Repo-Commit: %s\r\nETag: \"%s\"\r\nContent-Length: 2"
                .formatted(PretendHub.COMMIT, "ab".repeat(20)),
            "{}".getBytes(UTF_8)));
    assertThatThrownBy(this::pull).hasMessageContaining("config.json does not add up");
  }

  @Test
  void refusesContentLongerThanDeclared() {
    byte[] more = PretendHub.content(90_000);
    pretend.storage(_ -> Answer.of("HTTP/1.1 200 OK\r\nContent-Length: 90000", more));
    assertThatThrownBy(this::pull).hasMessageContaining("longer than the hub says");
  }

  @Test
  void retriesStalledDownloads() {
    AtomicInteger answers = new AtomicInteger();
    pretend.storage(answer -> answers.getAndIncrement() == 0 ? answer.stall(5_000) : answer);
    pull();
    assertThat(pretend.storage.requests().getLast().header("range")).isEqualTo("bytes=5000-");
  }

  @Test
  void retriesBusyServers() {
    AtomicInteger answers = new AtomicInteger();
    pretend.storage(answer ->
        switch (answers.getAndIncrement()) {
          case 0 -> Answer.of("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0");
          case 1 -> Answer.of("HTTP/1.1 503 Service Unavailable");
          default -> answer;
        });
    pull();
    assertThat(pretend.storage.requests()).hasSize(3);
  }

  @Test
  void downloadsChangedFilesOnly() {
    pull();
    pretend.files.put("config.json", "{\"model_type\":\"roberta\"}".getBytes(UTF_8));
    String commit = "f".repeat(40);
    pretend.commit(commit);
    int before = pretend.storage.requests().size();
    CachedModel changed = pull();
    assertThat(changed.commit()).isEqualTo(commit);
    assertThat(changed.folder().resolve("config.json")).hasContent("{\"model_type\":\"roberta\"}");
    assertThat(pretend.storage.requests()).hasSize(before);
  }

  @Test
  void downloadsNothingTwice() {
    pull();
    int before = pretend.hub.requests("HEAD").size();
    pull();
    assertThat(pretend.hub.requests("HEAD")).hasSize(before);
  }

  @Test
  void concurrentDownloadsShareEachFile() {
    List<CompletableFuture<CachedModel>> pulls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      pulls.add(CompletableFuture.supplyAsync(this::pull));
    }
    pulls.forEach(pull -> assertThat(pull.join().commit()).isEqualTo(PretendHub.COMMIT));
    assertThat(pretend.storage.requests()).hasSize(1);
  }

  @Test
  void cachedCommitNeedsNoRequest() {
    pull();
    int before = pretend.hub.requests().size();
    pretend.client(cache).pull(MODEL.at(PretendHub.COMMIT), GraphChoice.WEIGHTS, Progress.SILENT);
    assertThat(pretend.hub.requests()).hasSize(before);
  }

  @Test
  void encodesRevisionsInUrls() {
    pretend.client(cache).pull(MODEL.at("refs/pr/1"), GraphChoice.WEIGHTS, Progress.SILENT);
    assertThat(pretend.hub.requests().getFirst().path())
        .isEqualTo("/api/models/acme/tiny/revision/refs%2Fpr%2F1");
    assertThat(cache.resolve("models--acme--tiny/refs/refs/pr/1")).hasContent(PretendHub.COMMIT);
  }

  @Test
  void prefersAGraphIfRequested() throws IOException {
    CachedModel model = pretend.client(cache).pull(MODEL, GraphChoice.GRAPH, Progress.SILENT);
    assertThat(names(model.folder())).contains("onnx/model.onnx").doesNotContain(WEIGHTS);
  }

  @Test
  void movesFilesWithoutLinks() throws IOException {
    HubSettings settings = pretend.settings(cache);
    HubSettings without =
        new HubSettings(
            settings.endpoint(),
            settings.login(),
            false,
            new HubSettings.CacheStorage(cache, false),
            settings.timeouts());
    CachedModel model = new Hub(without).pull(MODEL, GraphChoice.WEIGHTS, Progress.SILENT);
    assertThat(model.folder().resolve(WEIGHTS)).isRegularFile();
    assertThat(Files.isSymbolicLink(model.folder().resolve(WEIGHTS))).isFalse();
    assertThat(names(cache.resolve("models--acme--tiny/blobs"))).isEmpty();
  }

  @Test
  void offlineUsesTheCacheOnly() {
    HubSettings offline = HubSettings.offline(cache);
    assertThatThrownBy(() -> new Hub(offline).pull(MODEL, GraphChoice.WEIGHTS, Progress.SILENT))
        .hasMessageContaining("HF_HUB_OFFLINE forbids to ask")
        .hasMessageContaining("'semblance models pull acme/tiny'");
    pull();
    assertThat(new Hub(offline).pull(MODEL, GraphChoice.WEIGHTS, Progress.SILENT).commit())
        .isEqualTo(PretendHub.COMMIT);
  }

  @Test
  void usesTheCacheWhenTheHubIsUnreachable() {
    pull();
    pretend.close();
    assertThat(pull().commit()).isEqualTo(PretendHub.COMMIT);
    assertThatThrownBy(() ->
            pretend
                .client(cache)
                .pull(HubName.of("acme/other"), GraphChoice.WEIGHTS, Progress.SILENT))
        .hasMessageContaining("cannot be reached");
  }

  @Test
  void reportsProgress() {
    List<Long> reported = new ArrayList<>();
    pretend
        .client(cache)
        .pull(MODEL, GraphChoice.WEIGHTS, (done, total) -> reported.add(total - done));
    assertThat(reported).isSortedAccordingTo((a, b) -> Long.compare(b, a)).last().isEqualTo(0L);
  }

  private CachedModel pull() {
    return pretend.pull(cache);
  }
}
