package dev.semblance.engine.hub;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Address of the hub and folder of its cache, read from the environment like Hugging Face's own
/// clients. Immutable.
///
/// @param endpoint the hub's address, without a slash at its end
/// @param login the user's token
/// @param offline whether only the cache is used
/// @param storage where downloads go
/// @param timeouts of requests
public record HubSettings(
    String endpoint, Login login, boolean offline, CacheStorage storage, Timeouts timeouts) {

  private static final String PUBLIC_HUB = "https://huggingface.co";
  private static final Set<String> YES = Set.of("1", "ON", "YES", "TRUE");
  private static final Pattern LOGIN = Pattern.compile("://[^/\\s]*@");
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");

  /// @param token the user's token; null to read it from `file`
  /// @param file where a logged-in client stored its token; null for none
  public record Login(@Nullable String token, @Nullable Path file) {
    public static final Login NONE = new Login(null, null);
  }

  /// @param folder the cache, shared with other clients of the hub
  /// @param links whether snapshots may hold symbolic links
  public record CacheStorage(Path folder, boolean links) {}

  /// @param metadata longest wait for the head of a response
  /// @param stall longest wait for the next byte of a file
  public record Timeouts(Duration metadata, Duration stall) {
    public static final Timeouts STANDARD =
        new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10));
  }

  /// Without network: only what the cache has.
  public static HubSettings offline(Path cache) {
    return new HubSettings(
        PUBLIC_HUB, Login.NONE, true, new CacheStorage(cache, true), Timeouts.STANDARD);
  }

  /// `HF_ENDPOINT`, `HF_HUB_CACHE`, `HUGGINGFACE_HUB_CACHE`, `HF_HOME`, `XDG_CACHE_HOME`,
  /// `HF_TOKEN`, `HUGGING_FACE_HUB_TOKEN`, `HF_TOKEN_PATH`, `HF_HUB_DISABLE_IMPLICIT_TOKEN`,
  /// `HF_HUB_OFFLINE`, `TRANSFORMERS_OFFLINE`, `HF_HUB_DISABLE_SYMLINKS`, `HF_HUB_ETAG_TIMEOUT`,
  /// `HF_HUB_DOWNLOAD_TIMEOUT`.
  ///
  /// @throws SemblanceException INVALID for a timeout that is not a number of seconds
  public static HubSettings of(Map<String, String> environment) {
    return new Variables(environment).settings();
  }

  /// The same, with another cache.
  public HubSettings with(Path cache) {
    return new HubSettings(
        endpoint, login, offline, new CacheStorage(cache, storage.links()), timeouts);
  }

  /// The same, with another token.
  public HubSettings withToken(String changed) {
    return new HubSettings(endpoint, new Login(changed, login.file()), offline, storage, timeouts);
  }

  /// The cache's folder.
  public Path cache() {
    return storage.folder();
  }

  /// The token for requests to the hub.
  ///
  /// @throws SemblanceException INVALID when the token's file exists and cannot be read
  Optional<String> bearer() {
    String token = login.token();
    if (token != null) {
      return Optional.of(token);
    }
    Path file = login.file();
    if (file == null || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
    } catch (IOException e) {
      throw new SemblanceException(
          Fault.INVALID,
          "the file of the hub's token (HF_TOKEN_PATH) cannot be read: " + IoReason.of(e),
          e);
    }
  }

  /// A text with the user names and passwords of its addresses masked.
  static String withoutLogins(String text) {
    return LOGIN.matcher(text).replaceAll("://***@");
  }

  /// Expands the name of a folder: `~` for the user's home, and `$NAME` or `${NAME}` for other
  /// variables.
  public static Path folder(String written, Map<String, String> environment) {
    return new Variables(environment).expanded(written);
  }

  /// Masks token and login.
  @Override
  public String toString() {
    return "HubSettings[endpoint=%s, cache=%s, token=%s, offline=%s]"
        .formatted(
            withoutLogins(endpoint), cache(), login.token() == null ? "none" : "***", offline);
  }

  /// @param environment names to values
  private record Variables(Map<String, String> environment) {
    HubSettings settings() {
      Path home =
          path("HF_HOME")
              .or(() -> path("XDG_CACHE_HOME").map(cache -> cache.resolve("huggingface")))
              .orElseGet(() -> userHome().resolve(".cache").resolve("huggingface"));
      Path cache =
          path("HF_HUB_CACHE")
              .or(() -> path("HUGGINGFACE_HUB_CACHE"))
              .orElseGet(() -> home.resolve("hub"));
      boolean anonymous = yes("HF_HUB_DISABLE_IMPLICIT_TOKEN");
      String token =
          text("HF_TOKEN").or(() -> text("HUGGING_FACE_HUB_TOKEN")).map(String::strip).orElse(null);
      return new HubSettings(
          text("HF_ENDPOINT").orElse(PUBLIC_HUB).replaceAll("/+$", ""),
          anonymous
              ? Login.NONE
              : new Login(token, path("HF_TOKEN_PATH").orElseGet(() -> home.resolve("token"))),
          yes("HF_HUB_OFFLINE") || yes("TRANSFORMERS_OFFLINE"),
          new CacheStorage(cache, !yes("HF_HUB_DISABLE_SYMLINKS")),
          new Timeouts(seconds("HF_HUB_ETAG_TIMEOUT"), seconds("HF_HUB_DOWNLOAD_TIMEOUT")));
    }

    private Optional<String> text(String name) {
      return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private boolean yes(String name) {
      return text(name).filter(value -> YES.contains(value.toUpperCase(Locale.ROOT))).isPresent();
    }

    private Duration seconds(String name) {
      String text = text(name).orElse("10");
      try {
        long seconds = Long.parseLong(text.strip());
        if (seconds > 0) {
          return Duration.ofSeconds(seconds);
        }
      } catch (NumberFormatException e) {
        // reported below
      }
      throw new SemblanceException(
          Fault.INVALID, name + " must be a number of seconds from 1, is '" + text + "'");
    }

    private Optional<Path> path(String name) {
      return text(name).map(this::expanded);
    }

    private Path expanded(String value) {
      String expanded =
          VARIABLE
              .matcher(value)
              .replaceAll(found ->
                  Matcher.quoteReplacement(environment.getOrDefault(nameIn(found), found.group())));
      return expanded.equals("~") || expanded.startsWith("~/")
          ? userHome().resolve(expanded.substring(Math.min(2, expanded.length())))
          : Path.of(expanded);
    }

    private static String nameIn(MatchResult found) {
      return found.group(1) == null ? found.group(2) : found.group(1);
    }

    private static Path userHome() {
      return Path.of(System.getProperty("user.home"));
    }
  }
}
