package dev.tidings.bank.metrics;

import dev.tidings.bank.broker.ProcessorState;
import dev.tidings.bank.broker.Processors;
import dev.tidings.bank.notification.DeliveryBacklog;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** {@code GET /metrics} in Prometheus' text format. Who may call it is decided before. */
public final class MetricsApi {

  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final double MS_A_SECOND = 1_000;

  private final PrometheusMeterRegistry registry;
  private final Processors processors;
  private final MultiGauge processorBacklog;
  private final MultiGauge processorDeadLetters;

  /** Adds the gauges of backlog, processors and Java to what the registry has. */
  public MetricsApi(
      PrometheusMeterRegistry registry, DeliveryBacklog backlog, Processors processors) {
    this.registry = registry;
    this.processors = processors;
    this.processorBacklog =
        MultiGauge.builder("tidings.processor.backlog")
            .description("Events that a processor has still to do")
            .register(registry);
    this.processorDeadLetters =
        MultiGauge.builder("tidings.processor.dead.letters")
            .description("Events that a processor has given up")
            .register(registry);
    Gauge.builder("tidings.delivery.backlog", backlog, DeliveryBacklog::pending)
        .description("Notifications that wait for their first or next attempt")
        .strongReference(true)
        .register(registry);
    Gauge.builder(
            "tidings.delivery.oldest.due",
            backlog,
            waiting -> waiting.oldestDue().toMillis() / MS_A_SECOND)
        .description("For how long the most overdue notification has been due")
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
  }

  public void register(RoutesConfig routes) {
    routes.get("/metrics", this::scrape);
  }

  private void scrape(Context ctx) {
    List<ProcessorState> states = processors.all();
    processorBacklog.register(rows(states, ProcessorState::backlog), true);
    processorDeadLetters.register(rows(states, ProcessorState::deadLetters), true);
    ctx.contentType(CONTENT_TYPE).result(registry.scrape());
  }

  private static List<MultiGauge.Row<?>> rows(
      List<ProcessorState> states, ToLongFunction<ProcessorState> figure) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (ProcessorState state : states) {
      rows.add(
          MultiGauge.Row.of(Tags.of("processor", state.processor()), figure.applyAsLong(state)));
    }
    return rows;
  }
}
