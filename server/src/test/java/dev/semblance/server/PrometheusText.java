package dev.semblance.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parser of Prometheus's text format, stricter than Prometheus: every sample must follow the
/// `HELP` and `TYPE` of its name.
///
/// @param families by name, in the order of the text
public record PrometheusText(Map<String, Family> families) {
  private static final Pattern HELP = Pattern.compile("# HELP ([a-z_]+) (\\S[^\\\\\n]*)");
  private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z_]+) (counter|gauge|histogram)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-z_]+)(?:\\{(.*)})? (-?[0-9]+(?:\\.[0-9]+)?)");
  private static final Pattern LABEL =
      Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(,|$)");

  /// @param help its description
  public record Family(String type, String help, List<Sample> samples) {}

  /// @param name with the suffix that histograms have
  public record Sample(String name, Map<String, String> labels, double value) {}

  public static PrometheusText read(String text) {
    Map<String, Family> families = new LinkedHashMap<>();
    String name = "";
    String help = "";
    if (!text.endsWith("\n")) {
      throw new AssertionError("the last line has no line feed");
    }
    for (String line : text.lines().toList()) {
      Matcher asHelp = HELP.matcher(line);
      Matcher asType = TYPE.matcher(line);
      if (asHelp.matches()) {
        name = asHelp.group(1);
        help = asHelp.group(2);
      } else if (asType.matches()) {
        require(asType.group(1).equals(name), "no HELP before: " + line);
        var family = new Family(asType.group(2), help, new ArrayList<>());
        require(families.put(name, family) == null, "twice: " + line);
      } else {
        Family family = family(families, name);
        Sample sample = sample(line);
        boolean suffixed =
            family.type().equals("histogram")
                ? sample.name().matches(name + "_(bucket|sum|count)")
                : sample.name().equals(name);
        require(suffixed, "of another family: " + line);
        family.samples().add(sample);
      }
    }
    return new PrometheusText(families);
  }

  public Family family(String name) {
    return family(families, name);
  }

  private static Family family(Map<String, Family> families, String name) {
    Family family = families.get(name);
    if (family == null) {
      throw new AssertionError("no family '" + name + "' among " + families.keySet());
    }
    return family;
  }

  /// The value of the only sample of that name and labels.
  public double value(String name, Map<String, String> labels) {
    List<Sample> found =
        families.values().stream()
            .flatMap(family -> family.samples().stream())
            .filter(sample -> sample.name().equals(name) && sample.labels().equals(labels))
            .toList();
    require(found.size() == 1, found.size() + " samples " + name + labels);
    return found.getFirst().value();
  }

  private static Sample sample(String line) {
    Matcher parts = SAMPLE.matcher(line);
    require(parts.matches(), "no sample: " + line);
    Map<String, String> labels = new LinkedHashMap<>();
    String inside = parts.group(2) == null ? "" : parts.group(2);
    Matcher label = LABEL.matcher(inside);
    int read = 0;
    while (read < inside.length()) {
      require(label.find(read) && label.start() == read, "no label: " + inside.substring(read));
      require(labels.put(label.group(1), unescaped(label.group(2))) == null, "twice: " + line);
      read = label.end();
    }
    return new Sample(parts.group(1), labels, Double.parseDouble(parts.group(3)));
  }

  private static String unescaped(String value) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        i++;
        out.append(value.charAt(i) == 'n' ? '\n' : value.charAt(i));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new AssertionError(message);
    }
  }
}
