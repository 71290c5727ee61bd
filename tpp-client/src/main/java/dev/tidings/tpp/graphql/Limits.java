package dev.tidings.tpp.graphql;

import graphql.parser.ParserOptions;
import java.time.Duration;

/** The most that a request may ask for. What asks for more is refused before it runs. */
public final class Limits {

  /** A request's body, in bytes; what is asked by GET is bounded by the length of addresses. */
  public static final int BODY_BYTES_MAX = 64 * 1024;

  /** A document, in characters. */
  public static final int DOCUMENT_CHARACTERS_MAX = 16 * 1024;

  /** A document, in tokens. */
  public static final int DOCUMENT_TOKENS_MAX = 3_000;

  /** Spaces and line ends between them, in tokens. */
  public static final int WHITESPACE_TOKENS_MAX = 12_000;

  /** Braces, lists and objects within each other, as the grammar counts its rules. */
  public static final int RULE_DEPTH_MAX = 150;

  /** Fields within each other. */
  public static final int DEPTH_MAX = 9;

  /** Fields within each other below {@code __schema} and {@code __type}, as tools ask for them. */
  public static final int INTROSPECTION_DEPTH_MAX = 16;

  /** Fields, fragments and directives, each fragment counted wherever it is spread. */
  public static final int SELECTIONS_MAX = 600;

  /** The cost of all operations of a document, lists counted as often as they may have items. */
  public static final long COST_MAX = 6_000;

  /** Variables of a request. */
  public static final int VARIABLES_MAX = 30;

  /** Objects and arrays within each other in a request's JSON. */
  public static final int JSON_DEPTH_MAX = 16;

  /** Requests that run at one time; more are told to come back. */
  public static final int RUNNING_MAX = 8;

  /** How long a request waits for its answer. */
  public static final Duration RUNS_FOR_MAX = Duration.ofSeconds(10);

  /** Subscriptions open at one time; more are told to come back. */
  public static final int SUBSCRIPTIONS_MAX = 100;

  /** Changes kept for subscribers that are behind; older ones are missed. */
  public static final int CHANGES_KEPT_MAX = 256;

  private Limits() {}

  /** What the parser may meet. */
  static ParserOptions parser() {
    return ParserOptions.newParserOptions()
        .captureIgnoredChars(false)
        .captureLineComments(false)
        .readerTrackData(false)
        .redactTokenParserErrorMessages(true)
        .maxCharacters(DOCUMENT_CHARACTERS_MAX)
        .maxTokens(DOCUMENT_TOKENS_MAX)
        .maxWhitespaceTokens(WHITESPACE_TOKENS_MAX)
        .maxRuleDepth(RULE_DEPTH_MAX)
        .build();
  }
}
