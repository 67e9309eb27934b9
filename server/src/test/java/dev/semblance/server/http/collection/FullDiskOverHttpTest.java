package dev.semblance.server.http.collection;

import static dev.semblance.server.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.FullDiskCatalog;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.collection.CollectionLimits.Slices;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Replies when the disk fills up; the tests of the index check that nothing is lost.
class FullDiskOverHttpTest {
  private static final int ENOUGH = 1_000;

  private final AtomicInteger room = new AtomicInteger(ENOUGH);
  private final RunningServer server =
      new RunningServer(
          library -> new FullDiskCatalog(library, room),
          ServiceSettings.STANDARD.with(new Slices(1, 1 << 20)));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fullDiskIsReportedAndOtherRequestsAreServed() {
    server.put("/collections/c", "");
    assertThat(write("{'id':'before','text':'deep water'}").status()).isEqualTo(200);
    room.set(0);
    for (Reply refused :
        new Reply[] {
          write("{'id':'during','text':'high hills'}"),
          server.delete("/collections/c/documents/before"),
          server.put("/collections/d", "")
        }) {
      assertThat(refused.status()).as(refused.text()).isEqualTo(507);
      assertThat(refused.json().get("error_type").textValue()).isEqualTo("DiskFull");
      assertThat(refused.json().get("error").textValue()).contains("is full");
    }
    assertThat(server.get("/collections/c/documents/before").status()).isEqualTo(200);
    assertThat(server.get("/collections/c/documents/during").status()).isEqualTo(404);
    assertThat(server.get("/collections/d").status()).isEqualTo(404);
    Reply found = server.post("/collections/c/search", json("{'query':'deep water'}"));
    assertThat(found.json().at("/hits/0/id").asText()).isEqualTo("before");
    assertThat(server.post("/embed", json("{'inputs':'a'}")).status()).isEqualTo(200);
    room.set(ENOUGH);
    assertThat(write("{'id':'during','text':'high hills'}").status()).isEqualTo(200);
    assertThat(server.get("/collections/c/documents/during").status()).isEqualTo(200);
  }

  @Test
  void streamIsAcknowledgedUpToTheFullDisk() {
    server.put("/collections/c", "");
    room.set(2);
    Reply reply =
        server.postLines(
            "/collections/c/documents",
            json("{'id':'1','text':'a'}\n{'id':'2','text':'b'}\n{'id':'3','text':'c'}\n"));
    assertThat(reply.status()).isEqualTo(200); // which was sent with the first acknowledgement
    assertThat(reply.json().get("accepted").intValue()).isEqualTo(2);
    assertThat(reply.json().get("error_type").textValue()).isEqualTo("DiskFull");
    assertThat(server.get("/collections/c/documents/2").status()).isEqualTo(200);
    assertThat(server.get("/collections/c/documents/3").status()).isEqualTo(404);
  }

  private Reply write(String document) {
    return server.post("/collections/c/documents", json(document));
  }
}
