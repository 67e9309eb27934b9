package dev.semblance.server.command.model;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.query.SearchRequest;
import dev.semblance.search.DataDirectory;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.context.OpenModels;
import dev.semblance.server.command.context.ScratchFolder;
import dev.semblance.server.command.option.EncoderOption;
import dev.semblance.server.http.HttpServer;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.collection.SearchReply;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Services;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/// Runs everything that a first request needs, so that the JVM, which the launcher starts with
/// `-XX:AOTCacheOutput`, records the loaded classes and their profiles in the AOT cache.
///
/// Source: JEP 483 and JEP 514.
@Command(
    name = "warmup",
    hidden = true,
    description = "Run everything once; the launcher does so to create the AOT cache.")
public final class WarmupCommand implements Callable<Integer> {
  private static final int ROUNDS = 20;
  private static final String TEXT = "Rain falls from clouds; plants make sugar from light.";
  private static final String COLLECTION = "warmup";

  private final CommandContext context;

  public WarmupCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    try (ScratchFolder scratch = ScratchFolder.create();
        OpenModels models = context.models(new EncoderOption());
        DataDirectory directory = DataDirectory.open(scratch.path(), models)) {
      Embedder embedder = models.apply(OpenModels.DEFAULT);
      List<Input> inputs = Stream.of(TEXT, "rain", "雨从云中落下").map(Input::of).toList();
      for (int round = 0; round < ROUNDS; round++) {
        embedder.embed(inputs, EmbedOptions.PASSAGES);
      }
      DocumentCollection collection = directory.create(COLLECTION, OpenModels.DEFAULT);
      collection.write(
          List.of(
              Entry.of(new Document("1", "Rain", TEXT)),
              Entry.of(new Document("2", "雨", "雨从云中落下"))));
      SearchRequest request = SearchRequest.hybrid("what falls?", 10);
      SearchReply.of(collection.search(request)).json(System.nanoTime());
      serve(Services.over(List.of(embedder), directory, ServiceSettings.STANDARD));
    }
    return ExitCode.OK;
  }

  private static void serve(Services services) throws IOException {
    HttpSettings settings = HttpSettings.STANDARD.withPort(0);
    try (HttpServer server = HttpServer.start(services, settings)) {
      String base = "http://" + settings.listenAddress().host() + ":" + server.port();
      for (int round = 0; round < ROUNDS; round++) {
        post(base + "/embed", "{\"inputs\":[\"rain\",\"sugar\"]}");
        post(base + "/v1/embeddings", "{\"input\":\"rain\"}");
        post(base + "/collections/" + COLLECTION + "/search", "{\"query\":\"what falls?\"}");
      }
    }
  }

  private static void post(String address, String body) throws IOException {
    URLConnection connection = URI.create(address).toURL().openConnection();
    connection.setDoOutput(true);
    connection.setRequestProperty("content-type", "application/json");
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    try (InputStream in = connection.getInputStream()) {
      in.readAllBytes();
    }
  }
}
