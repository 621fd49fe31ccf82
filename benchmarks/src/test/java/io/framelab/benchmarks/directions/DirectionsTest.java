package io.framelab.benchmarks.directions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.framelab.codec.Once;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the house to its directions. The packages below {@code astray} break every one of them, so
 * that a rule that cannot fail is noticed.
 */
@Once
@Timeout(60)
class DirectionsTest {
  private static final String HOUSE = "io.framelab";
  private static final String ASTRAY = "io.framelab.benchmarks.directions.astray";

  /** What the modules ship; the classes of tests come from other folders and jars. */
  private static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(
              location -> !location.contains("/test-classes/") && !location.contains("-tests.jar"))
          .importPackages(HOUSE);

  private static final JavaClasses GONE_ASTRAY = new ClassFileImporter().importPackages(ASTRAY);

  @ParameterizedTest
  @MethodSource("names")
  void shouldHoldWhenTheHouseIsChecked(final String name) {
    rule(HOUSE, name).check(SHIPPED);
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldFailWhenClassesGoAstray(final String name) {
    assertThatThrownBy(() -> rule(ASTRAY, name).check(GONE_ASTRAY))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("was violated");
  }

  @Test
  void shouldSeeEveryModuleWhenTheHouseIsChecked() {
    assertThat(SHIPPED.stream().map(type -> type.getPackageName().split("\\.")[2]))
        .contains("codec", "metrics", "cli", "profiling", "server", "loadgen", "benchmarks");
  }

  static Stream<String> names() {
    return new Directions(HOUSE).rules().keySet().stream();
  }

  private static ArchRule rule(final String root, final String name) {
    return new Directions(root).rules().get(name);
  }
}
