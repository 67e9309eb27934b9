package dev.semblance.server.command;

import dev.semblance.server.command.context.SemblanceCommand;
import dev.semblance.server.command.option.EncoderOption;
import dev.semblance.server.command.option.HubOptions;
import dev.semblance.server.command.option.ImageOptions;
import dev.semblance.server.command.option.LimitOptions;
import dev.semblance.server.command.option.ModelRuleOptions;
import dev.semblance.server.command.option.NetworkOptions;
import dev.semblance.server.command.option.QueueOptions;
import dev.semblance.server.command.option.RangesOptions;
import dev.semblance.server.command.option.TracingOptions;
import dev.semblance.server.command.serve.OperationOptions;
import dev.semblance.server.command.serve.ServedModels;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;

/// The options in a command's help: its own first, in the groups of their classes, then those of
/// every command.
final class OptionGroups implements IHelpSectionRenderer {
  private static final String OWN = "";
  private static final String EVERY = "Logging and help";

  /// Headings by the class that declares an option; in no group where a class is missing.
  private static final Map<Class<?>, String> HEADINGS =
      Map.ofEntries(
          Map.entry(NetworkOptions.class, "Network"),
          Map.entry(ServedModels.class, "Models"),
          Map.entry(EncoderOption.class, "Models"),
          Map.entry(ModelRuleOptions.class, "Models"),
          Map.entry(HubOptions.class, "Models"),
          Map.entry(QueueOptions.class, "Queue, batches and cache"),
          Map.entry(LimitOptions.class, "Limits and formats"),
          Map.entry(ImageOptions.class, "Limits and formats"),
          Map.entry(RangesOptions.class, "Limits and formats"),
          Map.entry(OperationOptions.class, "Keys, shutdown and traces"),
          Map.entry(TracingOptions.class, "Keys, shutdown and traces"),
          Map.entry(SemblanceCommand.class, EVERY));

  private final boolean grouped;

  /// @param grouped whether the command's own options have headings
  OptionGroups(boolean grouped) {
    this.grouped = grouped;
  }

  @Override
  public String render(Help help) {
    Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
    groups.put(OWN, new ArrayList<>());
    for (OptionSpec option : help.commandSpec().options()) {
      if (!option.hidden() && !heading(option).equals(EVERY)) {
        groups.computeIfAbsent(heading(option), _ -> new ArrayList<>()).add(option);
      }
    }
    groups.put(
        EVERY,
        help.commandSpec().options().stream()
            .filter(option -> !option.hidden() && heading(option).equals(EVERY))
            .toList());
    StringBuilder text = new StringBuilder();
    groups.forEach((heading, options) -> {
      if (!options.isEmpty()) {
        text.append(heading.isEmpty() ? "" : "%n%s:%n".formatted(heading));
        text.append(list(help, options));
      }
    });
    return text.toString();
  }

  private String heading(OptionSpec option) {
    String heading =
        option.userObject() instanceof Member member
            ? HEADINGS.getOrDefault(member.getDeclaringClass(), OWN)
            : OWN;
    return grouped || heading.equals(EVERY) ? heading : OWN;
  }

  private static String list(Help help, List<OptionSpec> options) {
    Help.Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
    layout.addOptions(options, help.createDefaultParamLabelRenderer());
    return layout.toString();
  }
}
