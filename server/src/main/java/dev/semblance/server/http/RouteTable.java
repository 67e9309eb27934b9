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

/// Finds the route of a request: of those with a parameter in their path, the first that fits. A
/// slash at the end means nothing. *Safe for use by many threads.*
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

  /// @param route where to go
  /// @param parameters what stands in the path for the route's, by name, not decoded
  record Match(Route route, Map<String, String> parameters) {}

  /// @param path not decoded
  Optional<Match> find(String method, String path) {
    String address = path.length() > 1 && path.endsWith("/") ? shortened(path) : path;
    Route route = plain.getOrDefault(method, Map.of()).get(address);
    return route != null
        ? Optional.of(new Match(route, Map.of()))
        : shaped.getOrDefault(method, List.of()).stream()
            .flatMap(shape -> shape.match(address).stream())
            .findFirst();
  }

  /// The methods a path can be asked with, in the order of the alphabet.
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
        boolean one = parameter.group(1) != null;
        names.add(one ? parameter.group(1) : parameter.group(2));
        pattern.append(Pattern.quote(route.path().substring(end, parameter.start())));
        pattern.append(one ? "([^/]+)" : "(.+)");
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
