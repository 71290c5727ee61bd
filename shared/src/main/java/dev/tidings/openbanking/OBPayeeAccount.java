package dev.tidings.openbanking;

import org.jspecify.annotations.Nullable;

/** The account that is paid. Source: OBIE R/W v4.0, CreditorAccount. */
public record OBPayeeAccount(String schemeName, String identification, @Nullable String name) {}
