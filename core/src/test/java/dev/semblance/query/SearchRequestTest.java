package dev.semblance.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.document.Document;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchRequestTest {
  @Test
  void longestQueryIsAccepted() {
    assertThat(SearchRequest.hybrid("a".repeat(SearchRequest.MAX_LENGTH), 1).query())
        .hasSize(SearchRequest.MAX_LENGTH);
    assertThat(SearchRequest.hybrid(" w".repeat(SearchRequest.MAX_WORDS), 1).query())
        .startsWith(" w");
  }

  @Test
  void longerQueryIsRefusedWithTheLimit() {
    refuses("a".repeat(16_385), "`query` has 16385 UTF-16 units, more than 16384; shorten it");
    refuses("w ".repeat(2_049), "`query` has 2049 words, more than 2048; shorten it");
  }

  private static void refuses(String query, String message) {
    assertThatThrownBy(() -> SearchRequest.hybrid(query, 1))
        .hasMessage(message)
        .extracting("fault")
        .isEqualTo(Fault.TOO_LARGE);
  }

  @Test
  void deadlinePasses() {
    assertThat(SearchDeadline.NONE.isPast()).isFalse();
    assertThat(SearchDeadline.in(Duration.ofMinutes(1)).isPast()).isFalse();
    assertThatThrownBy(() -> SearchDeadline.in(Duration.ZERO).check())
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("set a longer one");
  }

  @Test
  void halvesOfSurrogatePairsAreReplaced() {
    assertThat(new Document("a", "\uD83D\uDE00 \uD83D", "\uDE00x").wellFormed())
        .isEqualTo(new Document("a", "\uD83D\uDE00 \uFFFD", "\uFFFDx"));
    assertThat(new Document("a", "t", "x", Map.of("f", List.of("\uD83D"))).wellFormed())
        .isEqualTo(new Document("a", "t", "x", Map.of("f", List.of("\uFFFD"))));
    var sound = new Document("a", "t", "\uD83D\uDE00", Map.of("f", Map.of("g", 1)));
    assertThat(sound.wellFormed()).isSameAs(sound);
  }
}
