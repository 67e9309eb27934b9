package dev.semblance.server.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.semblance.query.Filter;
import dev.semblance.query.ListRequest;
import dev.semblance.search.filter.FilterText;
import java.net.URLEncoder;
import java.util.Set;
import java.util.StringJoiner;

/// A list of documents as the HTTP route reads it.
final class RemoteList {
  private RemoteList() {}

  /// `?k=…` and what else the request has. The limits are the server's.
  static String query(ListRequest request) {
    var query = new StringJoiner("&", "?", "").add("k=" + request.count());
    if (!request.filter().equals(Filter.ALL)) {
      add(query, "filter", FilterText.write(request.filter()));
    }
    if (!request.afterId().isEmpty()) {
      add(query, "cursor", ListRequest.cursor(request.afterId()));
    }
    Set<String> fields = request.fields().names();
    if (fields != null) {
      add(query, "fields", String.join(",", fields));
    }
    return query.toString();
  }

  private static void add(StringJoiner query, String name, String value) {
    query.add(name + "=" + URLEncoder.encode(value, UTF_8));
  }
}
