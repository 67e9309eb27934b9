package dev.semblance.server.command.context;

import dev.semblance.NearestWord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Sentences about an invalid command line: they name the mistaken word and the nearest known one.
public final class UsageMessage {
  private UsageMessage() {}

  public static String of(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    return switch (failure) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched.getUnmatched(), command);
      // A mistyped option is reported, rather than the one that is missing because of it.
      case MissingParameterException _
          when command.getUnmatchedArguments().stream().anyMatch(UsageMessage::isOption) ->
          unmatched(command.getUnmatchedArguments(), command);
      default -> String.valueOf(failure.getMessage());
    };
  }

  /// `no command given; commands are …`.
  public static String noCommand(CommandLine line) {
    return "no command given; commands are " + String.join(", ", commands(line));
  }

  private static List<String> commands(CommandLine line) {
    return line.getSubcommands().entrySet().stream()
        .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String unmatched(List<String> arguments, CommandLine command) {
    boolean commandExpected =
        !command.getSubcommands().isEmpty() && !isOption(arguments.getFirst());
    String word =
        arguments.stream()
            .filter(argument -> !commandExpected && isOption(argument))
            .findFirst()
            .orElse(arguments.getFirst());
    if (isOption(word)) {
      return unknownOption(word, command);
    }
    if (commandExpected) {
      return "unknown command '%s'%s; commands are %s"
          .formatted(
              word,
              NearestWord.question(word, commands(command)),
              String.join(", ", commands(command)));
    }
    return "unexpected argument '%s'; quote a text of several words: '… %s'".formatted(word, word);
  }

  private static String unknownOption(String word, CommandLine command) {
    String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    List<String> known =
        command.getCommandSpec().options().stream()
            .filter(option -> !option.hidden())
            .flatMap(option -> Arrays.stream(option.names()))
            .toList();
    String question = NearestWord.question(name, known);
    boolean takesText = !command.getCommandSpec().positionalParameters().isEmpty();
    return "unknown option '%s'%s"
        .formatted(
            name,
            question.isEmpty() && takesText
                ? "; write a text that begins with - after --: -- " + word
                : question);
  }

  private static boolean isOption(String argument) {
    return argument.length() > 1 && argument.startsWith("-");
  }
}
