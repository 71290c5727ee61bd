package dev.tidings.bank.console;

/** The page that says what cannot be done. */
public record ProblemView(Frame frame, String heading, String message) {}
