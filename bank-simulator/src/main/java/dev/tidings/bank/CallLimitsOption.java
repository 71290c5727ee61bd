package dev.tidings.bank;

import dev.tidings.bank.accountinfo.CallLimits;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --rate-limit}. */
final class CallLimitsOption implements ITypeConverter<CallLimits> {

  @Override
  public CallLimits convert(String text) {
    try {
      return CallLimits.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
