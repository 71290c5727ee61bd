package dev.tidings.tpp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Who may know whom in the aggregator, and what nobody does. */
@AnalyzeClasses(packages = "dev.tidings", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule the_aggregator_knows_no_bank_from_inside =
      noClasses()
          .that()
          .resideInAPackage("dev.tidings.tpp..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.tidings.bank..");

  @ArchTest
  static final ArchRule the_event_endpoint_calls_no_bank =
      noClasses()
          .that()
          .resideInAPackage("..tpp.inbox..")
          .should()
          .dependOnClassesThat()
          .haveSimpleName("BankCalls");

  @ArchTest
  static final ArchRule the_pages_only_read =
      noClasses()
          .that()
          .resideInAPackage("..tpp.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..tpp.bank..", "..tpp.inbox..", "..tpp.refresh..");

  @ArchTest
  static final ArchRule no_package_knows_itself_in_a_circle =
      slices().matching("dev.tidings.tpp.(*)..").should().beFreeOfCycles();

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
}
