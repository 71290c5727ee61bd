package dev.tidings.tpp.meter;

/** What a call for data was made for. */
public enum Cause {
  /** The first reading of a bank's accounts; nobody can do without. */
  CONNECTING,
  EVENT,
  /** It was time to ask again: only where we are told to poll. */
  POLL
}
