package dev.semblance.engine.hub;

import static dev.semblance.engine.hub.CacheFiles.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.hub.ByteServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Responses of a hub that are refused, and their messages.
class HubRefusalsTest {
  @TempDir Path cache;

  private final PretendHub pretend = new PretendHub();

  @AfterEach
  void close() {
    pretend.close();
  }

  @Test
  void messagesNameCauseAndRemedy() {
    Map<String, String> refusals =
        Map.of(
            "HTTP/1.1 401 Unauthorized", "has no model 'acme/tiny', or it is private",
            "HTTP/1.1 404 Not Found\r\nX-Error-Code: RepoNotFound", "has no model 'acme/tiny'",
            "HTTP/1.1 403 Forbidden\r\nX-Error-Code: GatedRepo", "acme/tiny is gated: accept",
            "HTTP/1.1 401 Unauthorized\r\nX-Error-Code: GatedRepo", "acme/tiny is gated: accept",
            "HTTP/1.1 404 Not Found\r\nX-Error-Code: RevisionNotFound", "has no revision 'main'",
            "HTTP/1.1 400 Bad Request\r\nX-Error-Message: no such thing",
                "400 for revision main (no");
    refusals.forEach((head, message) -> {
      pretend.hub("/revision/", Answer.of(head));
      assertThatThrownBy(this::pull)
          .isInstanceOf(SemblanceException.class)
          .hasMessageContaining(message)
          .extracting(e -> ((SemblanceException) e).fault())
          .isEqualTo(Fault.NOT_FOUND);
    });
  }

  @Test
  void refusesFilesWithoutCommit() {
    pretend.hub("/resolve/", Answer.of("HTTP/1.1 200 OK\r\nETag: \"" + "a".repeat(40) + "\""));
    assertThatThrownBy(this::pull).hasMessageContaining("X-Repo-Commit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil.json",
        "/etc/evil.json",
        "a/../../evil.json",
        "a\\\\evil.json",
        "C:evil.json",
        "a//b"
      })
  void refusesNamesThatLeadOutside(String name) throws IOException {
    pretend.hub(
        "/tree/", PretendHub.json("[{\"type\":\"file\",\"path\":\"" + name + "\",\"size\":1}]"));
    assertThatThrownBy(this::pull).hasMessageContaining("would not stay in the model's folder");
    assertThat(names(cache)).isEmpty();
  }

  @Test
  void refusesAModelWithoutWeights() {
    pretend.files.keySet().removeIf(name -> !name.endsWith(".json"));
    assertThatThrownBy(this::pull).hasMessageContaining("no model.safetensors, pytorch_model.bin");
  }

  @Test
  void refusesEndlessRedirects() {
    pretend.hub("/revision/", Answer.found("/api/models/acme/tiny/revision/main"));
    assertThatThrownBy(this::pull).hasMessageContaining("redirected without end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://127.0.0.1/x", "file:///etc/passwd", "http:x", ""})
  void refusesRedirectsToOtherSchemes(String target) {
    pretend.hub("/resolve/", Answer.found(target));
    assertThatThrownBy(this::pull).hasMessageContaining("redirects to");
  }

  @Test
  void refusesAFileThatIsTooLargeForTheDisk() {
    pretend.hub(
        "/resolve/",
        Answer.found(pretend.storage.address() + "/store/model.safetensors")
            .head("X-Repo-Commit: " + PretendHub.COMMIT)
            .head("X-Linked-Size: 900000000000000000")
            .head("X-Linked-ETag: \"" + "b".repeat(64) + "\""));
    assertThatThrownBy(this::pull)
        .hasMessageContaining("bytes more on the disk")
        .extracting(e -> ((SemblanceException) e).fault())
        .isEqualTo(Fault.TOO_LARGE);
  }

  private CachedModel pull() {
    return pretend.pull(cache);
  }
}
