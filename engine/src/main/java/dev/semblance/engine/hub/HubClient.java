package dev.semblance.engine.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Requests to the hub about one model. Redirects are followed here, not by the HTTP client, since
/// the token must never be sent to another host. *Safe for use by many threads.*
///
/// Source: the requests of huggingface_hub.
final class HubClient implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MOST_REDIRECTS = 10;
  private static final int MOST_PAGES = 1_000;
  private static final int LONGEST_PAGE = 32 << 20;

  private final HubSettings settings;
  private final HubName name;
  private final Backoff backoff;
  private final HubFailures failures;
  private final URI hub;
  private final HttpClient http;

  HubClient(HubSettings settings, HubName name, Backoff backoff) {
    this.settings = settings;
    this.name = name;
    this.backoff = backoff;
    this.failures = new HubFailures(settings, name);
    this.hub = endpoint(settings);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeouts().metadata())
            .build();
  }

  private static URI endpoint(HubSettings settings) {
    try {
      URI uri = URI.create(settings.endpoint());
      if (isWeb(uri)) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // reported below
    }
    throw new SemblanceException(
        Fault.INVALID,
        "HF_ENDPOINT must be an address such as https://huggingface.co, is '"
            + settings.endpoint().replaceFirst("://.*@", "://***@")
            + "'");
  }

  HubSettings settings() {
    return settings;
  }

  HubFailures failures() {
    return failures;
  }

  /// The current commit of the revision.
  String commit() throws Unreachable {
    URI uri =
        URI.create(
            hub
                + "/api/models/"
                + RemoteName.encoded(name.id(), true)
                + "/revision/"
                + RemoteName.encoded(name.revision(), false));
    String commit = page(uri, "revision " + name.revision()).content().path("sha").asText();
    if (!HubName.isCommit(commit)) {
      throw failures.broken(hub + " names no commit for revision " + name.revision());
    }
    return commit;
  }

  /// All files of a commit.
  Listing list(String commit) throws Unreachable {
    NavigableMap<String, Long> sizes = new TreeMap<>();
    Optional<URI> next =
        Optional.of(
            URI.create(
                hub
                    + "/api/models/"
                    + RemoteName.encoded(name.id(), true)
                    + "/tree/"
                    + commit
                    + "?recursive=true"));
    for (int pages = 0; next.isPresent(); pages++) {
      if (pages == MOST_PAGES) {
        throw failures.broken("its list of files has no end");
      }
      ListingPage page = page(next.get(), "list of files");
      Listing.add(page.content(), sizes);
      next = page.next();
    }
    sizes.keySet().forEach(this::requireSafe);
    return new Listing(sizes);
  }

  private void requireSafe(String file) {
    if (!RemoteName.isSafe(file)) {
      throw failures.broken(
          hub + " names a file '" + file + "', which would not stay in the model's folder");
    }
  }

  /// Checksum, size and location of a file.
  ///
  /// They are in the headers of the hub's last response, which may be a redirect to another host.
  RemoteFile describe(String commit, String file) throws Unreachable {
    URI uri =
        URI.create(
            hub
                + "/"
                + RemoteName.encoded(name.id(), true)
                + "/resolve/"
                + commit
                + "/"
                + RemoteName.encoded(file, true));
    HttpResponse<Void> response = answer(uri, file, BodyHandlers.discarding(), "HEAD");
    boolean elsewhere = REDIRECTS.contains(response.statusCode());
    String found =
        header(response, "X-Repo-Commit")
            .orElseThrow(() ->
                failures.broken(
                    hub
                        + " does not say which commit "
                        + file
                        + " is of (X-Repo-Commit); a mirror must, or its files cannot be kept in"
                        + " the shared cache"));
    if (!found.equals(commit)) {
      throw failures.broken(file + " is of commit " + found + ", not of " + commit);
    }
    Checksum checksum =
        header(response, "X-Linked-Etag")
            .or(() -> header(response, "ETag"))
            .flatMap(Checksum::ofEtag)
            .orElseThrow(() -> failures.broken(hub + " gives no checksum of " + file));
    long size =
        header(response, "X-Linked-Size")
            .or(() -> elsewhere ? Optional.empty() : header(response, "Content-Length"))
            .filter(text -> text.matches("\\d{1,18}"))
            .map(Long::parseLong)
            .orElseThrow(() -> failures.broken(hub + " gives no size of " + file));
    return new RemoteFile(file, checksum, size, elsewhere ? target(response) : response.uri());
  }

  /// A file's content from an offset.
  ///
  /// @return 200 with all of it, 206 with the rest, or 416 when the offset is beyond the end
  HttpResponse<InputStream> read(RemoteFile file, long from)
      throws IOException, InterruptedException {
    URI uri = file.location();
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<InputStream> response = send(uri, "GET", BodyHandlers.ofInputStream(), from);
      if (!REDIRECTS.contains(response.statusCode())) {
        return response;
      }
      response.body().close();
      uri = target(response);
    }
    throw failures.broken(file.name() + " is redirected without end");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /// @param next address of the next page
  private record ListingPage(JsonNode content, Optional<URI> next) {}

  private ListingPage page(URI uri, String what) throws Unreachable {
    HttpResponse<byte[]> response =
        answer(uri, what, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_PAGE), "GET");
    Optional<URI> next =
        response.headers().allValues("Link").stream()
            .map(NEXT::matcher)
            .filter(Matcher::find)
            .map(link -> response.uri().resolve(link.group(1)))
            .findFirst();
    if (response.statusCode() != 200 || !next.map(this::isHub).orElse(true)) {
      throw failures.broken("the " + what + " is at another host than " + hub);
    }
    try {
      return new ListingPage(JSON.readTree(response.body()), next);
    } catch (IOException e) {
      throw failures.broken("the " + what + " that " + hub + " sends is not JSON");
    }
  }

  /// Sends a request, again after temporary failures, and follows redirects within the hub.
  ///
  /// @return a success, or a redirect to another host
  private <T> HttpResponse<T> answer(
      URI first, String what, HttpResponse.BodyHandler<T> body, String method) throws Unreachable {
    URI uri = first;
    int redirects = 0;
    for (int tried = 1; ; ) {
      HttpResponse<T> response;
      try {
        response = send(uri, method, body, 0);
      } catch (ConnectException e) {
        throw new Unreachable(uri, e);
      } catch (IOException e) {
        if (tried >= backoff.tries()) {
          throw new Unreachable(uri, e);
        }
        pause(backoff.wait(tried++));
        continue;
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
      if (Backoff.isRetryable(response) && tried < backoff.tries()) {
        pause(backoff.wait(response, tried++));
      } else if (!REDIRECTS.contains(response.statusCode())) {
        if (response.statusCode() >= 300) {
          throw failures.refused(response, what);
        }
        return response;
      } else if (!isHub(target(response))) {
        return response;
      } else if (redirects++ == MOST_REDIRECTS) {
        throw failures.broken(what + " is redirected without end");
      } else {
        uri = target(response);
      }
    }
  }

  private <T> HttpResponse<T> send(
      URI uri, String method, HttpResponse.BodyHandler<T> body, long from)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(settings.timeouts().metadata())
            .header("User-Agent", "semblance")
            .header("Accept-Encoding", "identity");
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    if (isHub(uri)) {
      settings.bearer().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    }
    return http.send(request.build(), body);
  }

  void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  SemblanceException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new SemblanceException(
        Fault.CANCELLED, "model " + name + ": stopped; what was fetched is kept", e);
  }

  private URI target(HttpResponse<?> response) {
    String location = header(response, "Location").orElse("");
    try {
      URI target = response.uri().resolve(location);
      boolean weaker = hub.getScheme().equals("https") && !target.getScheme().equals("https");
      if (!location.isEmpty() && isWeb(target) && !weaker) {
        return target;
      }
    } catch (IllegalArgumentException e) {
      // reported below
    }
    throw failures.broken(response.uri() + " redirects to '" + location + "'");
  }

  private static boolean isWeb(URI uri) {
    return uri.getHost() != null
        && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
  }

  /// Whether an address is the hub's, which may receive the token: scheme, host and port.
  private boolean isHub(URI uri) {
    return hub.getScheme().equals(uri.getScheme())
        && hub.getAuthority().equalsIgnoreCase(uri.getAuthority());
  }

  private static Optional<String> header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).filter(value -> !value.isBlank());
  }
}
