package dev.tidings.tpp.graphql;

import dev.tidings.tpp.graphql.PrepareQuery.Outcome.Ready;
import dev.tidings.tpp.graphql.RefusedException.Why;
import dev.tidings.tpp.view.Change;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphqlErrorBuilder;
import graphql.execution.AsyncExecutionStrategy;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import graphql.schema.GraphQLSchema;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what is prepared: a query once, a subscription once for each change. A few at a time; who
 * waits too long is told so, and what runs is given up at its next field. Thread-safe.
 */
final class RunQuery {

  private static final Logger log = LoggerFactory.getLogger(RunQuery.class);

  private final GraphQL graphQl;
  private final Duration runsForMax;
  private final Semaphore permits;

  RunQuery(GraphQLSchema schema, Duration runsForMax, int runningMax) {
    DataFetcherExceptionHandler failures = RunQuery::failed;
    this.graphQl =
        GraphQL.newGraphQL(schema)
            .queryExecutionStrategy(new AsyncExecutionStrategy(failures))
            // Of one change at a time: each is answered like a query.
            .subscriptionExecutionStrategy(new AsyncExecutionStrategy(failures))
            .preparsedDocumentProvider((input, parse) -> prepared(input))
            .build();
    this.runsForMax = runsForMax;
    this.permits = new Semaphore(runningMax);
  }

  /** Runs a query, on a thread of its own. */
  ExecutionResult run(Ready ready, Moment moment) throws RefusedException, InterruptedException {
    if (!permits.tryAcquire()) {
      throw new RefusedException(Why.BUSY, "Too many queries run; try again.");
    }
    ExecutionInput input = input(ready, moment, null);
    CompletableFuture<ExecutionResult> result = new CompletableFuture<>();
    Thread.ofVirtual().name("graphql").start(() -> complete(result, input));
    try {
      return result.get(runsForMax.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      input.cancel(); // the thread is not interrupted: the database would close its file
      throw new RefusedException(
          Why.TOO_SLOW, "There was no answer within " + runsForMax.toMillis() + " ms.");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** What a subscriber is told of this change. */
  ExecutionResult tell(Ready ready, Moment moment, Change change) {
    return graphQl.execute(input(ready, moment, change));
  }

  private void complete(CompletableFuture<ExecutionResult> result, ExecutionInput input) {
    try {
      result.complete(graphQl.execute(input));
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    } finally {
      permits.release();
    }
  }

  private static ExecutionInput input(Ready ready, Moment moment, @Nullable Change change) {
    return ExecutionInput.newExecutionInput(ready.request().query())
        .operationName(ready.request().operationName())
        .variables(ready.request().variables())
        .locale(Locale.ROOT)
        .graphQLContext(context -> {
          context.put(Document.class, ready.document());
          context.put(Moment.class, moment);
          if (change != null) {
            context.put(Change.class, change);
          }
        })
        .build();
  }

  private static CompletableFuture<PreparsedDocumentEntry> prepared(ExecutionInput input) {
    Document document = Objects.requireNonNull(input.getGraphQLContext().get(Document.class));
    return CompletableFuture.completedFuture(new PreparsedDocumentEntry(document));
  }

  private static CompletableFuture<DataFetcherExceptionHandlerResult> failed(
      DataFetcherExceptionHandlerParameters failure) {
    Throwable cause = failure.getException();
    boolean isTheirs = cause instanceof InvalidArgumentException;
    if (!isTheirs) {
      log.error("{} could not be read", failure.getPath(), cause);
    }
    return CompletableFuture.completedFuture(
        DataFetcherExceptionHandlerResult.newResult(
                GraphqlErrorBuilder.newError()
                    .message("%s", isTheirs ? cause.getMessage() : "This could not be read.")
                    .path(failure.getPath())
                    .location(failure.getSourceLocation())
                    .extensions(Map.of("code", isTheirs ? "INVALID_ARGUMENT" : "INTERNAL"))
                    .build())
            .build());
  }
}
