package dev.tidings.openbanking;

/** The institution that keeps an account. Source: OBIE R/W v4.0, CreditorAgent, DebtorAgent. */
public record OBAgent(String schemeName, String identification) {}
