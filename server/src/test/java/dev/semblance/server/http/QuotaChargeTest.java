package dev.semblance.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.Allowance;
import dev.semblance.server.access.Key;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.service.ServiceSettings;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each kind of request is charged for its inputs, once. The clock stands still, so the quota is
/// not refilled.
class QuotaChargeTest {
  private static final int MANY = 1_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/embed | {'inputs':['a','b','c']} | 3",
        "/models/words/embed | {'inputs':['a','b','c']} | 3",
        "/embed_all | {'inputs':['a','b','c']} | 3",
        "/embed_multi | {'inputs':['a','b','c']} | 3",
        "/v1/embeddings | {'input':['a','b','c']} | 3",
        "/similarity | {'inputs':{'source_sentence':'a','sentences':['b','c']}} | 3",
        "/rerank | {'query':'a','texts':['b','c']} | 2",
        "/v1/rerank | {'query':'a','documents':['b','c'],'model':'words'} | 2",
        "/v2/rerank | {'query':'a','documents':['b','c'],'model':'words'} | 2",
        "/score | {'pairs':[['a','b'],['a','c']]} | 2",
        "/tokenize | {'inputs':['a','b']} | 2",
        "/decode | {'ids':[[97],[98]]} | 2",
        "/ | {'inputs':['a','b']} | 2",
        "/vertex | {'instances':[{'inputs':['a','b']},{'inputs':'c'}]} | 3",
        "/models/words/ranges | {'inputs':['a','b'],'output':'dense'} | 2",
        "/collections/c/documents | [{'id':'a','text':'a'},{'id':'b','text':'b'}] | 2",
        "/collections/c/search | {'query':'a'} | 1",
        "/similar?collection=c | {'text':'a','num_results':3} | 1"
      })
  void aRequestIsChargedOnceForItsInputs(String path, String body, int inputs) {
    AtomicLong clock = new AtomicLong();
    // One more than the request takes: so much is left for one input, and nothing for a second.
    Key key = new Key("test", "sesame", new Allowance(MANY, MANY, inputs + 1));
    try (RunningServer server =
        new RunningServer(
            List.of(new WordEmbedder("words")),
            ServiceSettings.STANDARD,
            AccessControl.of(List.of(key), clock::get),
            HttpSettings.STANDARD)) {
      RunningServer.send(
          server
              .request("/collections/c")
              .header("Authorization", "Bearer sesame")
              .PUT(BodyPublishers.noBody()));
      Reply reply = post(server, path, body);
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
      assertThat(post(server, "/tokenize", "{'inputs':'a'}").status()).isEqualTo(200);
      assertThat(post(server, "/tokenize", "{'inputs':'a'}").status()).isEqualTo(429);
    }
  }

  private static Reply post(RunningServer server, String path, String body) {
    return RunningServer.send(
        server
            .request(path)
            .header("Authorization", "Bearer sesame")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(RunningServer.json(body))));
  }
}
