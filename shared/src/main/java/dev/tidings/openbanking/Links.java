package dev.tidings.openbanking;

import org.jspecify.annotations.Nullable;

/** Absolute links to this page and its neighbours. Source: OBIE R/W v4.0, Links. */
public record Links(
    String self,
    @Nullable String first,
    @Nullable String prev,
    @Nullable String next,
    @Nullable String last) {

  public static Links self(String self) {
    return new Links(self, null, null, null, null);
  }
}
