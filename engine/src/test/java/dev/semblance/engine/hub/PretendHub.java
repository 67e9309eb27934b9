package dev.semblance.engine.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.semblance.Progress;
import dev.semblance.engine.hub.ByteServer.Answer;
import dev.semblance.engine.hub.ByteServer.Request;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The hub and its storage on two ports of this machine, with the headers of the real ones. Large
/// files are at the storage, small ones at the hub behind a relative redirect.
final class PretendHub implements AutoCloseable {
  static final HubName MODEL = HubName.of("acme/tiny");
  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private static final int LARGE = 1_000;

  final ByteServer hub = new ByteServer(this::hub);
  final ByteServer storage = new ByteServer(this::storage);
  final Map<String, byte[]> files = new LinkedHashMap<>();
  private String commit = COMMIT;

  private final String id;

  PretendHub() {
    this(MODEL.id(), Map.of());
    files.put("config.json", "{\"model_type\":\"bert\"}".getBytes(UTF_8));
    files.put("tokenizer.json", "{}".getBytes(UTF_8));
    files.put("1_Pooling/config.json", "{\"pooling_mode_cls_token\":true}".getBytes(UTF_8));
    files.put("model.safetensors", content(50_000));
    files.put("pytorch_model.bin", content(60_000));
    files.put("onnx/model.onnx", content(70_000));
    files.put("tf_model.h5", content(80_000));
    files.put("README.md", "# Tiny".getBytes(UTF_8));
    files.put("train.py", "print()".getBytes(UTF_8));
  }

  /// @param id of its only model
  PretendHub(String id, Map<String, byte[]> files) {
    this.id = id;
    this.files.putAll(files);
  }

  /// A hub with the files of a folder.
  static PretendHub ofFolder(String id, Path folder) {
    return new PretendHub(id, CacheFiles.contents(folder));
  }

  /// Random bytes.
  static byte[] content(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }

  HubSettings settings(Path cache) {
    return new HubSettings(
        hub.address(),
        new HubSettings.Login("hf_secret", null),
        false,
        new HubSettings.CacheStorage(cache, true),
        new HubSettings.Timeouts(Duration.ofSeconds(5), Duration.ofMillis(500)));
  }

  Hub client(Path cache) {
    return new Hub(settings(cache), new Backoff(3, Duration.ofMillis(5)));
  }

  /// Downloads the model into a cache, without progress.
  CachedModel pull(Path cache) {
    return client(cache).pull(MODEL, GraphChoice.WEIGHTS, Progress.SILENT);
  }

  /// Changes the commit of `main`.
  void commit(String changed) {
    commit = changed;
  }

  /// Changes the responses of the storage.
  void storage(UnaryOperator<Answer> change) {
    storage.answer(request -> change.apply(storage(request)));
  }

  /// Sets the hub's response for one path.
  void hub(String path, Answer answer) {
    hub.answer(request -> request.path().contains(path) ? answer : hub(request));
  }

  @Override
  public void close() {
    hub.close();
    storage.close();
  }

  private Answer hub(Request request) {
    String path = request.path();
    if (path.startsWith("/api/models/" + id + "/revision/")) {
      return json("{\"id\":\"" + id + "\",\"sha\":\"" + commit + "\"}");
    }
    if (path.equals("/api/models/" + id + "/tree/" + commit + "?recursive=true")) {
      return json(tree(0, Math.min(4, files.size())))
          .head("Link: <" + hub.address() + path + "&cursor=Y3Vyc29y>; rel=\"next\"");
    }
    if (path.equals("/api/models/" + id + "/tree/" + commit + "?recursive=true&cursor=Y3Vyc29y")) {
      return json(tree(4, files.size()));
    }
    String direct = "/api/resolve-cache/models/" + id + "/" + commit + "/";
    String resolve = "/" + id + "/resolve/" + commit + "/";
    if (path.startsWith(direct)) {
      byte[] content = file(path.substring(direct.length()));
      return Answer.of(
          head(
              "HTTP/1.1 200 OK",
              "Content-Type: text/plain; charset=utf-8",
              "Content-Length: " + content.length,
              "X-Repo-Commit: " + commit,
              "ETag: \"" + gitSha(content) + "\"",
              "Accept-Ranges: bytes"),
          content);
    }
    if (!path.startsWith(resolve) || !files.containsKey(path.substring(resolve.length()))) {
      return Answer.of(
          head(
              "HTTP/1.1 404 Not Found",
              "X-Error-Code: EntryNotFound",
              "X-Error-Message: Entry not found"));
    }
    String name = path.substring(resolve.length());
    byte[] content = file(name);
    boolean small = content.length < LARGE;
    return Answer.of(
        head(
            small ? "HTTP/1.1 307 Temporary Redirect" : "HTTP/1.1 302 Found",
            "X-Repo-Commit: " + commit,
            "X-Linked-Size: " + content.length,
            "X-Linked-ETag: \"" + (small ? gitSha(content) : sha256(content)) + "\"",
            "ETag: W/\"5d-nothing\"",
            "Location: "
                + (small
                    ? direct + name
                    : storage.address() + "/store/" + name + "?Signature=abc%2Fdef")));
  }

  private static String head(String... lines) {
    return String.join("\r\n", lines);
  }

  private Answer storage(Request request) {
    byte[] content = file(request.path().replaceFirst("^/store/", "").replaceFirst("\\?.*", ""));
    if (!request.header("authorization").isEmpty()) {
      return Answer.of("HTTP/1.1 400 Bad Request");
    }
    String range = request.header("range");
    if (range.isEmpty()) {
      return Answer.of("HTTP/1.1 200 OK\r\nContent-Length: " + content.length, content);
    }
    int from = Integer.parseInt(range.replaceAll("\\D", ""));
    if (from >= content.length) {
      return Answer.of(
          "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */" + content.length);
    }
    return Answer.of(
        "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes %d-%d/%d\r\nContent-Length: %d"
            .formatted(from, content.length - 1, content.length, content.length - from),
        Arrays.copyOfRange(content, from, content.length));
  }

  byte[] file(String name) {
    byte[] content = files.get(name);
    if (content == null) {
      throw new IllegalArgumentException("no file " + name);
    }
    return content;
  }

  private String tree(int from, int to) {
    Stream<String> folder = Stream.of("{\"type\":\"directory\",\"path\":\"1_Pooling\"}");
    Stream<String> some =
        files.entrySet().stream().toList().subList(Math.min(from, to), to).stream()
            .map(file ->
                "{\"type\":\"file\",\"path\":\"%s\",\"size\":%d,\"oid\":\"%s\"}"
                    .formatted(file.getKey(), file.getValue().length, gitSha(file.getValue())));
    return Stream.concat(folder, some).collect(Collectors.joining(",", "[", "]"));
  }

  static Answer json(String text) {
    byte[] body = text.getBytes(UTF_8);
    return Answer.of(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: "
            + body.length,
        body);
  }

  static String sha256(byte[] content) {
    return digest("SHA-256", content);
  }

  static String gitSha(byte[] content) {
    byte[] head = ("blob " + content.length + "\0").getBytes(UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + content.length);
    System.arraycopy(content, 0, all, head.length, content.length);
    return digest("SHA-1", all);
  }

  private static String digest(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
