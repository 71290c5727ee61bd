package dev.tidings.acceptance.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

class PaceTest {

  private final Pace.Converter converter = new Pace.Converter();

  @Test
  void a_pace_is_a_factor_or_step_by_step() {
    assertThat(converter.convert("1x")).isEqualTo(new Pace(1));
    assertThat(converter.convert("10x")).isEqualTo(new Pace(10));
    assertThat(converter.convert("step").isStepByStep()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0x", "x", "10", "-1x", "101x", "1000x", "fast", "Step "})
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> converter.convert(text)).isInstanceOf(TypeConversionException.class);
  }

  @Test
  void step_by_step_needs_a_terminal_to_press_enter_in() {
    StringWriter errors = new StringWriter();
    int exitCode =
        new CommandLine(new DemoCommand())
            .setErr(new PrintWriter(errors, true))
            .execute("--story", "--pace", "step");

    assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(errors.toString()).contains("no terminal");
  }
}
