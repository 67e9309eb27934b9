package dev.semblance.server.command.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Prompt;
import dev.semblance.SemblanceException;
import dev.semblance.engine.model.PoolingChoice;
import dev.semblance.server.command.context.OpenModels;
import dev.semblance.server.models.LoadRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ServedModelsTest {
  @Test
  void revisionAppliesToHubModelsWithoutOne() {
    assertThat(names("--model=acme/e5,acme/e6@v1,bge-small-en-v1.5", "--model=.", "--revision=v2"))
        .startsWith("acme/e5@v2", "acme/e6@v1", "bge-small-en-v1.5")
        .last()
        .asString()
        .startsWith("/")
        .doesNotContain("@");
    assertThat(names("--model=acme/e5", "--revision=main")).containsExactly("acme/e5");
    assertThat(names("--model=acme/e5")).containsExactly("acme/e5");
    assertThat(names()).containsExactly(OpenModels.DEFAULT);
  }

  @Test
  void invalidRevisionIsReported() {
    assertThatThrownBy(() -> names("--model=acme/e5", "--revision=../x"))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("'../x' is no revision");
  }

  @Test
  void poolingIsOfTheModelHoweverItsRevisionIsSpelled() {
    assertThat(parsed("--model=acme/a@main,acme/b@v1", "--pooling=cls,max").poolings())
        .containsOnly(
            Map.entry("acme/a", PoolingChoice.CLS), Map.entry("acme/b@v1", PoolingChoice.MAX));
  }

  @Test
  void poolingIsOneForAllOrOneForEach() {
    assertThat(parsed("--model=a,b").poolings().values())
        .containsExactly(PoolingChoice.AUTO, PoolingChoice.AUTO);
    assertThat(parsed("--model=a,b", "--pooling=CLS").poolings())
        .isEqualTo(Map.of("a", PoolingChoice.CLS, "b", PoolingChoice.CLS));
    assertThat(parsed("--model=a,b", "--pooling=auto,last_token").poolings())
        .isEqualTo(Map.of("a", PoolingChoice.AUTO, "b", PoolingChoice.LAST_TOKEN));
    assertThatThrownBy(() -> parsed("--model=a,b,c", "--pooling=cls,max").poolings())
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("--pooling has 2 values for 3 models");
    assertThatThrownBy(() -> parsed("--pooling=first"))
        .hasMessageContaining("'first' is not one of auto, cls, mean, max, last-token, splade");
  }

  @Test
  void defaultPromptOptionsExcludeEachOther() {
    assertThat(parsed().prompt()).isEqualTo(new Prompt.Default());
    assertThat(parsed("--default-prompt-name=query").prompt()).isEqualTo(new Prompt.Named("query"));
    assertThat(parsed("--default-prompt=query: ").prompt())
        .isEqualTo(new Prompt.Literal("query: "));
    assertThatThrownBy(() -> parsed("--default-prompt=a", "--default-prompt-name=b").prompt())
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("exclude each other");
  }

  private static List<String> names(String... arguments) {
    return parsed(arguments).loadRequests().map(LoadRequest::model).toList();
  }

  private static ServedModels parsed(String... arguments) {
    ServedModels models = new ServedModels();
    var _ = new CommandLine(new Asking(models)).parseArgs(arguments);
    return models;
  }

  @CommandLine.Command
  private record Asking(@CommandLine.Mixin ServedModels models) {}
}
