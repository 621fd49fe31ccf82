package io.framelab.benchmarks.directions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Calendar;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may see whom, for the packages below one root: {@code io.framelab}, or packages made to go
 * astray. Immutable.
 */
final class Directions {
  private static final List<String> NETTY = List.of("io.netty..");

  private static final List<String> MICROMETER = List.of("io.micrometer..", "io.prometheus..");

  /**
   * What each part of the house may see of the house, besides itself and what lies below it; the
   * rest is forbidden.
   */
  private static final Map<String, Set<String>> HOUSE =
      Map.ofEntries(
          Map.entry("codec", Set.of()),
          Map.entry("metrics", Set.of()),
          Map.entry("cli", Set.of()),
          Map.entry("profiling", Set.of()),
          Map.entry("server.core", Set.of("codec", "metrics")),
          Map.entry("server.blocking", Set.of("server.core", "codec", "metrics")),
          Map.entry("server.netty", Set.of("server.core", "codec", "metrics")),
          Map.entry("server.admin", Set.of("server.core", "metrics", "profiling")),
          Map.entry("server.watch", Set.of("server.core", "metrics", "profiling")),
          Map.entry("server", Set.of("codec", "metrics", "cli", "profiling")),
          Map.entry("loadgen", Set.of("codec", "metrics", "cli")),
          Map.entry("benchmarks", Set.of("codec", "profiling", "server", "loadgen", "cli")),
          Map.entry("benchmarks.output", Set.of("profiling", "loadgen", "cli")),
          Map.entry("benchmarks.process", Set.of("profiling", "server", "loadgen", "cli")),
          Map.entry(
              "benchmarks.compare",
              Set.of("benchmarks.output", "benchmarks.process", "loadgen", "cli")),
          Map.entry(
              "benchmarks.ladder.result",
              Set.of(
                  "benchmarks.compare",
                  "benchmarks.output",
                  "benchmarks.process",
                  "loadgen",
                  "cli")),
          Map.entry(
              "benchmarks.ladder",
              Set.of(
                  "benchmarks.compare",
                  "benchmarks.output",
                  "benchmarks.process",
                  "profiling",
                  "server",
                  "loadgen",
                  "cli")),
          Map.entry(
              "benchmarks.docs",
              Set.of("benchmarks.ladder.result", "benchmarks.process", "server", "cli")));

  private final String root;

  Directions(final String root) {
    this.root = root;
  }

  /** Every rule by its name, in words. */
  Map<String, ArchRule> rules() {
    final Map<String, ArchRule> rules = new LinkedHashMap<>();
    HOUSE.keySet().stream()
        .sorted()
        .forEach(part -> rules.put(part + " sees only what it may of the house", sees(part)));
    rules.put("codec stands on Agrona and the JDK", standsOn("codec", "org.agrona.."));
    rules.put(
        "metrics stands on Micrometer and the JDK",
        standsOn("metrics", "io.micrometer..", "io.prometheus.."));
    rules.put("cli stands on picocli and the JDK", standsOn("cli", "picocli.."));
    rules.put(
        "profiling stands on async-profiler and the JDK",
        standsOn(
            "profiling",
            "one.profiler..",
            "one.jfr..",
            "one.convert..",
            "one.proto..",
            "jdk.jfr..",
            "javax.management.."));
    rules.put("core does not know Netty", unseen(NETTY, "server.core"));
    rules.put("blocking does not know Netty", unseen(NETTY, "server.blocking"));
    rules.put(
        "Micrometer stays in metrics and admin",
        unseen(
            MICROMETER,
            "codec",
            "cli",
            "profiling",
            "server.core",
            "server.blocking",
            "server.netty",
            "server.watch",
            "loadgen"));
    rules.put("only codec names a byte order", byteOrder());
    rules.put("who serves does not look at the wall clock (H16)", noWallClock());
    rules.put("packages do not depend on each other in circles", noCycles());
    return rules;
  }

  private ArchRule sees(final String part) {
    return noClasses()
        .that()
        .resideInAPackage(below(part))
        .should()
        .dependOnClassesThat(foreignTo(part))
        .because("of the house, " + part + " may see only itself and " + HOUSE.get(part));
  }

  /** Classes of the house that a part may not see. */
  private DescribedPredicate<JavaClass> foreignTo(final String part) {
    return DescribedPredicate.describe(
        "belong to another part of the house",
        seen ->
            isIn(seen, "")
                && Stream.concat(Stream.of(part), HOUSE.get(part).stream())
                    .noneMatch(allowed -> isIn(seen, "." + allowed)));
  }

  private boolean isIn(final JavaClass type, final String part) {
    return (type.getPackageName() + ".").startsWith(root + part + ".");
  }

  private ArchRule standsOn(final String part, final String... libraries) {
    final String[] jdk = {
      "java..", "com.sun.net.httpserver..", "com.sun.management..", below(part)
    };
    final String[] allowed =
        Stream.concat(Stream.of(jdk), Stream.of(libraries)).toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(below(part))
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(allowed);
  }

  private ArchRule unseen(final List<String> libraries, final String... parts) {
    return noClasses()
        .that()
        .resideInAnyPackage(Stream.of(parts).map(this::below).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries.toArray(String[]::new));
  }

  /**
   * Uses of its constants, not mentions: Netty's frame decoder hands one to those who extend it.
   */
  private ArchRule byteOrder() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackage(below("codec"))
        .should()
        .accessClassesThat()
        .belongToAnyOf(ByteOrder.class);
  }

  /**
   * Clocks on walls are set, and leap: deadlines are counted by nanoTime alone. Lines of the log
   * and kept profiles, which do tell the time of day, are made elsewhere.
   */
  private ArchRule noWallClock() {
    return noClasses()
        .that()
        .resideInAnyPackage(below("server.core"), below("server.netty"), below("server.blocking"))
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "tell the time of day",
                seen ->
                    seen.getPackageName().startsWith("java.time")
                            && !seen.isEquivalentTo(Duration.class)
                        || seen.isEquivalentTo(Date.class)
                        || seen.isEquivalentTo(Calendar.class)));
  }

  private ArchRule noCycles() {
    final SliceAssignment packages =
        new SliceAssignment() {
          @Override
          public SliceIdentifier getIdentifierOf(final JavaClass type) {
            return isIn(type, "")
                ? SliceIdentifier.of(type.getPackageName())
                : SliceIdentifier.ignore();
          }

          @Override
          public String getDescription() {
            return "every package";
          }
        };
    return slices().assignedFrom(packages).should().beFreeOfCycles();
  }

  private String below(final String part) {
    return root + "." + part + "..";
  }
}
