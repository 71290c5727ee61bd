package dev.tidings.bank.console;

/** The page that asks once more before an application's access is stopped. */
public record StopView(Frame frame, AccessView.Access access) {}
