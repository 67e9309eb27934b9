package dev.semblance.house;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Who may import whom: the one table, which ARCHITECTURE.md shows as it stands here.
///
/// Names are packages without the leading `dev.semblance`; `core` stands for that package itself.
final class Rooms {
  /// From a room to the rooms it may import, in the order of the plan.
  static final Map<String, Set<String>> TABLE = new LinkedHashMap<>();

  static {
    room("core");
    room("vector", "core");
    room("score", "core vector");

    room(
        "engine",
        "core engine.cache engine.embed engine.encoder engine.encoder.nativ",
        "engine.encoder.onnx engine.encoder.table engine.head",
        "engine.hub engine.input engine.model");
    room("engine.hub", "core");
    room("engine.model", "core engine.hub");
    room("engine.weights", "core engine.model");
    room("engine.input", "core engine.model");
    room("engine.encoder", "engine.model vector");
    room("engine.encoder.onnx", "core engine.encoder engine.model");
    room(
        "engine.encoder.nativ",
        "core engine.encoder engine.encoder.nativ.architecture",
        "engine.encoder.nativ.onednn engine.model engine.weights vector");
    room(
        "engine.encoder.nativ.architecture",
        "core engine.encoder.nativ.onednn engine.model engine.weights");
    room("engine.encoder.nativ.onednn", "core");
    room("engine.encoder.table", "engine.encoder engine.model engine.weights");
    room("engine.head", "core engine.encoder engine.input engine.model engine.weights", "vector");
    room("engine.cache", "core");
    room(
        "engine.embed",
        "core engine.cache engine.encoder engine.head engine.input engine.model",
        "vector");
    room(
        "engine.quantize",
        "core engine.encoder engine.encoder.nativ",
        "engine.encoder.nativ.architecture engine.encoder.nativ.onednn",
        "engine.head engine.input engine.model engine.weights vector");

    room("search", "core search.index search.rank search.recall");
    room("search.analysis");
    room("search.index", "core search.analysis");
    room("search.recall", "core search.analysis search.index");
    room("search.rank", "core search.recall");
    room("search.evaluate", "core search.ingest vector");
    room("search.ingest", "core");

    room("server", "core engine engine.model server.command");
    room(
        "server.service",
        "core score server.access server.metric server.output server.trace vector");
    room("server.metric");
    room("server.trace", "core server.settings");
    room(
        "server.http",
        "core server.access server.http.collection server.http.inference",
        "server.http.wire server.service server.trace");
    room("server.access", "core server.settings");
    room("server.http.wire", "core server.output server.service");
    room(
        "server.http.inference",
        "core score server.http.wire server.output server.ranges server.service vector");
    room("server.ranges", "core server.http.wire server.service vector");
    room("server.http.collection", "core search.ingest server.http.wire server.service");
    room("server.grpc", "core server.access server.output server.service server.trace vector");
    room("server.output", "core vector");
    room("server.settings", "core");
    room(
        "server.command",
        "core engine engine.cache engine.embed engine.hub engine.model engine.quantize search",
        "search.evaluate search.ingest server.access server.grpc server.http",
        "server.http.collection server.output server.ranges server.service server.settings",
        "server.trace vector");

    room(
        "bench",
        "core engine engine.encoder engine.encoder.nativ",
        "engine.encoder.nativ.onednn engine.encoder.onnx engine.input",
        "engine.model search search.ingest server.grpc server.http server.service");
  }

  private Rooms() {}

  private static void room(String name, String... imports) {
    Set<String> rooms = new TreeSet<>();
    for (String several : imports) {
      rooms.addAll(Arrays.asList(several.split(" ", -1)));
    }
    TABLE.put(name, rooms);
  }

  /// The room a class lives in.
  static String of(String packageName) {
    return packageName.equals("dev.semblance")
        ? "core"
        : packageName.substring("dev.semblance.".length());
  }
}
