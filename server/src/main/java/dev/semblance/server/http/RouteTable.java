package dev.semblance.server.http;

import dev.semblance.server.http.wire.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the route of a request: a route without parameters by its path, otherwise the first route
/// whose pattern matches. A slash at the end is ignored. *Safe for use by many threads.*
final class RouteTable {
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)\\}|<(\\w+)>");

  private final Map<String, Map<String, Route>> plain = new HashMap<>();
  private final Map<String, List<PathShape>> shaped = new HashMap<>();

  RouteTable(List<Route> routes) {
    for (Route route : routes) {
      if (PARAMETER.matcher(route.path()).find()) {
        shaped
            .computeIfAbsent(route.method().name(), _ -> new ArrayList<>())
            .add(PathShape.of(route));
      } else {
        plain.computeIfAbsent(route.method().name(), _ -> new HashMap<>()).put(route.path(), route);
      }
    }
  }

  /// @param route the route found
  /// @param parameters values of the route's parameters, by name, not decoded
  record Match(Route route, Map<String, String> parameters) {}

  /// @param path not decoded
  Optional<Match> find(String method, String path) {
    String trimmed = path.length() > 1 && path.endsWith("/") ? shortened(path) : path;
    Route route = plain.getOrDefault(method, Map.of()).get(trimmed);
    return route != null
        ? Optional.of(new Match(route, Map.of()))
        : shaped.getOrDefault(method, List.of()).stream()
            .flatMap(shape -> shape.match(trimmed).stream())
            .findFirst();
  }

  /// The HTTP methods that a path has, in alphabetical order.
  Set<String> methods(String path) {
    Set<String> methods = new TreeSet<>();
    for (Route.HttpMethod method : Route.HttpMethod.values()) {
      if (find(method.name(), path).isPresent()) {
        methods.add(method.name());
      }
    }
    return methods;
  }

  private static String shortened(String path) {
    return path.substring(0, path.length() - 1);
  }

  /// A path with parameters.
  private record PathShape(Route route, Pattern pattern, List<String> names) {
    static PathShape of(Route route) {
      List<String> names = new ArrayList<>();
      StringBuilder pattern = new StringBuilder();
      Matcher parameter = PARAMETER.matcher(route.path());
      int end = 0;
      while (parameter.find()) {
        boolean isSegment = parameter.group(1) != null;
        names.add(isSegment ? parameter.group(1) : parameter.group(2));
        pattern.append(Pattern.quote(route.path().substring(end, parameter.start())));
        pattern.append(isSegment ? "([^/]+)" : "(.+)");
        end = parameter.end();
      }
      pattern.append(Pattern.quote(route.path().substring(end)));
      return new PathShape(route, Pattern.compile(pattern.toString()), names);
    }

    Optional<Match> match(String path) {
      Matcher matcher = pattern.matcher(path);
      return matcher.matches()
          ? Optional.of(new Match(route, parameters(matcher)))
          : Optional.empty();
    }

    private Map<String, String> parameters(MatchResult found) {
      Map<String, String> parameters = new HashMap<>();
      for (int i = 0; i < names.size(); i++) {
        parameters.put(names.get(i), found.group(i + 1));
      }
      return parameters;
    }
  }
}
