package dev.tidings.bank;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Who may know whom in the bank, and what nobody does. */
@AnalyzeClasses(packages = "dev.tidings", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule arrows_point_one_way =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.tidings.bank..")
          .layer("whole")
          .definedBy("dev.tidings.bank")
          .layer("sandbox")
          .definedBy("dev.tidings.bank.sandbox..")
          .layer("console")
          .definedBy("dev.tidings.bank.console..")
          .layer("metrics")
          .definedBy("dev.tidings.bank.metrics..")
          .layer("trace")
          .definedBy("dev.tidings.bank.trace..")
          .layer("accountinfo")
          .definedBy("dev.tidings.bank.accountinfo..")
          .layer("notification")
          .definedBy("dev.tidings.bank.notification..")
          .layer("alerts")
          .definedBy("dev.tidings.bank.alerts..")
          .layer("oauth")
          .definedBy("dev.tidings.bank.oauth..")
          .layer("consent")
          .definedBy("dev.tidings.bank.consent..")
          .layer("arrangement")
          .definedBy("dev.tidings.bank.arrangement..")
          .layer("statement")
          .definedBy("dev.tidings.bank.statement..")
          .layer("offer")
          .definedBy("dev.tidings.bank.offer..")
          .layer("ledger")
          .definedBy("dev.tidings.bank.ledger..")
          .layer("broker")
          .definedBy("dev.tidings.bank.broker..")
          .layer("apidocs")
          .definedBy("dev.tidings.bank.apidocs..")
          .layer("tls")
          .definedBy("dev.tidings.bank.tls..")
          .layer("http")
          .definedBy("dev.tidings.bank.http..")
          .whereLayer("whole")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("apidocs")
          .mayOnlyBeAccessedByLayers("whole")
          .whereLayer("sandbox")
          .mayOnlyBeAccessedByLayers("whole")
          .whereLayer("tls")
          .mayOnlyBeAccessedByLayers("whole")
          .whereLayer("console")
          .mayOnlyBeAccessedByLayers("whole", "sandbox")
          .whereLayer("metrics")
          .mayOnlyBeAccessedByLayers("whole")
          .whereLayer("trace")
          .mayOnlyBeAccessedByLayers("whole", "sandbox", "console")
          .whereLayer("accountinfo")
          .mayOnlyBeAccessedByLayers("whole", "console", "trace")
          .whereLayer("notification")
          .mayOnlyBeAccessedByLayers("whole", "console", "metrics", "trace")
          .whereLayer("alerts")
          .mayOnlyBeAccessedByLayers("whole", "sandbox", "console")
          .whereLayer("oauth")
          .mayOnlyBeAccessedByLayers(
              "whole", "sandbox", "console", "trace", "accountinfo", "notification")
          .whereLayer("consent")
          .mayOnlyBeAccessedByLayers(
              "whole", "sandbox", "console", "accountinfo", "notification", "oauth")
          .whereLayer("arrangement")
          .mayOnlyBeAccessedByLayers("whole", "sandbox", "accountinfo")
          .whereLayer("statement")
          .mayOnlyBeAccessedByLayers("whole", "sandbox", "accountinfo")
          .whereLayer("offer")
          .mayOnlyBeAccessedByLayers("sandbox", "accountinfo")
          .whereLayer("ledger")
          .mayOnlyBeAccessedByLayers(
              "whole",
              "sandbox",
              "console",
              "trace",
              "accountinfo",
              "alerts",
              "oauth",
              "consent",
              "arrangement",
              "statement")
          .whereLayer("broker")
          .mayOnlyBeAccessedByLayers(
              "whole",
              "sandbox",
              "console",
              "metrics",
              "trace",
              "notification",
              "alerts",
              "consent",
              "ledger");

  @ArchTest
  static final ArchRule the_ledger_knows_no_notification =
      noClasses()
          .that()
          .resideInAPackage("..bank.ledger..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..bank.notification..", "..bank.consent..", "..bank.oauth..");

  @ArchTest
  static final ArchRule no_package_knows_itself_in_a_circle =
      slices().matching("dev.tidings.bank.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule time_comes_from_the_injected_clock =
      noClasses()
          .that()
          .resideInAPackage("dev.tidings..")
          .and()
          .doNotHaveSimpleName("Main")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule nothing_sleeps =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", long.class, int.class)
          .orShould()
          .callMethod(Thread.class, "sleep", Duration.class)
          .orShould()
          .callMethod(TimeUnit.class, "sleep", long.class);

  @ArchTest
  static final ArchRule every_package_says_what_it_is_for =
      classes()
          .that()
          .haveSimpleName("package-info")
          .should()
          .beAnnotatedWith("org.jspecify.annotations.NullMarked");
}
